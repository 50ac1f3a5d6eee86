import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { notAsRoot, postgresEnvironment } from '../../../src/adapters/embedded/postgres-binaries.js';
import { type PostgresProcess, startPostgres } from '../../../src/adapters/embedded/postgres-process.js';
import { freePort } from './free-port.js';

/** A server of the PostgreSQL that is installed on this machine. */
export interface InstalledPostgres extends Pick<PostgresProcess, 'stop'> {
  readonly url: string;
  /** Of its cluster. */
  readonly data: string;
}

/** Starts the PostgreSQL that is installed on this machine, on a fresh cluster; undefined when there is none. */
export const startInstalledPostgres = async (directory: string): Promise<InstalledPostgres | undefined> => {
  const bin = installedBinaries();
  if (!bin) return undefined;
  const data = join(directory, 'data');
  const password = join(directory, 'password');
  await writeFile(password, 'test\n', { mode: 0o600 });
  await runInstalled(directory, [
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
  return serve(bin, data);
};

/** Starts a standby that follows a server by streaming replication, from a copy of it as of now. @param directory of its own */
export const startInstalledStandby = async (
  primary: InstalledPostgres,
  directory: string,
): Promise<InstalledPostgres> => {
  const bin = installedBinaries()!;
  const data = join(directory, 'data');
  const copy = ['--write-recovery-conf', '--wal-method=stream', '--checkpoint=fast', '--no-sync'];
  await runInstalled(directory, [join(bin, 'pg_basebackup'), `--pgdata=${data}`, `--dbname=${primary.url}`, ...copy]);
  return serve(bin, data);
};

const runInstalled = async (cwd: string, line: readonly [string, ...string[]]): Promise<void> => {
  const [command, ...args] = notAsRoot(line);
  await promisify(execFile)(command, args, { env: postgresEnvironment(), cwd });
};

const serve = async (bin: string, data: string): Promise<InstalledPostgres> => {
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
  return { url: `postgresql://test:test@127.0.0.1:${port}/postgres`, data, stop: () => server.stop() };
};

/** Whether one is installed on this machine. */
export const isPostgresInstalled = (): boolean => installedBinaries() !== undefined;

/** Debian keeps versions side by side: the newest; else whatever is on the PATH. */
const installedBinaries = (): string | undefined => {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const path = (process.env.PATH ?? '').split(delimiter);
  return [...debian, ...path].find((bin) => ['initdb', 'postgres'].every((name) => existsSync(join(bin, name))));
};
