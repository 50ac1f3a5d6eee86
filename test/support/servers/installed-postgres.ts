import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { notAsRoot, postgresEnvironment } from '../../../src/adapters/embedded/postgres-binaries.js';
import { type PostgresProcess, startPostgres } from '../../../src/adapters/embedded/postgres-process.js';
import { freePort } from './free-port.js';

/** Starts the PostgreSQL that is installed on this machine, on a fresh cluster; undefined when there is none. */
export const startInstalledPostgres = async (
  directory: string,
): Promise<(Pick<PostgresProcess, 'stop'> & { readonly url: string }) | undefined> => {
  const bin = installedBinaries();
  if (!bin) return undefined;
  const data = join(directory, 'data');
  const password = join(directory, 'password');
  await writeFile(password, 'test\n', { mode: 0o600 });
  const [command, ...args] = notAsRoot([
    join(bin, 'initdb'),
    `--pgdata=${data}`,
    `--pwfile=${password}`,
    '--username=test',
    // Cheap to check, with some thousand connections in a run; the embedded one checks by SCRAM.
    '--auth=md5',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  await promisify(execFile)(command, args, { env: postgresEnvironment(), cwd: directory });
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=500',
    // Tests kill processes, not the machine.
    'fsync=off',
    // It would look into each of some hundred databases, which live for seconds.
    'autovacuum=off',
  ];
  const server = await startPostgres(
    [join(bin, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    () => {},
  );
  if (typeof server === 'string') throw new Error(`the installed PostgreSQL did not start: ${server}`);
  return { url: `postgresql://test:test@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
};

/** Debian keeps versions side by side: the newest; else whatever is on the PATH. */
const installedBinaries = (): string | undefined => {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const path = (process.env.PATH ?? '').split(delimiter);
  return [...debian, ...path].find((bin) => ['initdb', 'postgres'].every((name) => existsSync(join(bin, name))));
};
