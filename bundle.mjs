import { chmod, readFile, stat } from 'node:fs/promises';
import { build } from 'rolldown';

// npm run bundle: of dist/src and the packages it uses makes dist/service, few files that load in a third of the time. What is
// told of an error still names the lines of src. Does nothing where dist/service is newer than dist/src.

/** The two programs, and what a process that hosts either takes from them. */
const entries = [
  'main',
  'cli',
  'adapters/composition/config',
  'adapters/composition/service',
  'adapters/composition/start-errors',
  'adapters/composition/operator/program/program',
  'adapters/observability/log',
];

const mapsOfTsc = {
  name: 'maps of tsc',
  load: {
    filter: { id: /\/dist\/src\/.*\.js$/ },
    handler: async (id) => ({ code: await readFile(id, 'utf8'), map: await readFile(`${id}.map`, 'utf8') }),
  },
};

/** Packages ask whether others are there; what is ours must be. */
const onLog = (level, log, handle) => {
  if (log.code === 'UNRESOLVED_IMPORT' && log.id?.includes('node_modules')) return;
  handle(level === 'warn' ? 'error' : level, log);
};

const bundle = () =>
  build({
    input: Object.fromEntries(entries.map((entry) => [entry, `dist/src/${entry}.js`])),
    platform: 'node',
    tsconfig: false,
    // Native code, and a font that lies beside its code.
    external: ['sharp', '@node-rs/argon2', 'svg-captcha'],
    plugins: [mapsOfTsc],
    onLog,
    output: {
      dir: 'dist/service',
      chunkFileNames: 'chunks/[name]-[hash].js',
      keepNames: true,
      sourcemap: true,
      cleanDir: true,
    },
  });

const changed = async (path) => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
const sources = ['dist/src/tsconfig.tsbuildinfo', 'package-lock.json', 'bundle.mjs'];
const newest = Math.max(...(await Promise.all(sources.map(changed))));
if (newest > (await changed('dist/service/main.js'))) {
  await bundle();
  // npm makes a bin executable when it links it, and no later build.
  await chmod('dist/service/cli.js', 0o755);
}
