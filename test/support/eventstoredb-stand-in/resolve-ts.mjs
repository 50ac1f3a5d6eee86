import { registerHooks } from 'node:module';

// node --import ./test/support/eventstoredb-stand-in/resolve-ts.mjs test/support/eventstoredb-stand-in/main.ts [port]
registerHooks({
  resolve: (specifier, context, next) => {
    const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts') && specifier.endsWith('.js');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
