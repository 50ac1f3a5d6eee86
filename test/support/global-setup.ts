import { registerHooks } from 'node:module';

/** Jest compiles this file and what it imports, but leaves it to Node to find that `x.js` is written in `x.ts`. */
registerHooks({
  resolve: (specifier, context, next) => {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/.test(specifier)) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
});

/** One embedded PostgreSQL for the whole run, and a second, separate one where there is one. */
export default async (): Promise<void> => {
  const { startServers } = await import('./test-servers.js');
  await startServers();
};
