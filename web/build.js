import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

// npm run web: builds the screens where a source is newer than what was built of it.

const here = import.meta.dirname;
const stamp = join(here, 'dist/.built');
const sources = [here, join(here, '../client/src')];
const generated = /(?:^|\/)(?:dist|node_modules)(?:\/|$)|\.generated\.ts$/;

const newest = Math.max(
  ...sources.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((path) => !generated.test(path))
      .map((path) => statSync(join(folder, path)).mtimeMs),
  ),
);
const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (newest > built) {
  const begun = new Date();
  await build({ configFile: join(here, 'vite.config.js'), logLevel: 'warn' });
  writeFileSync(stamp, '');
  utimesSync(stamp, begun, begun);
}
