import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../eventually.js';
import { freePort } from './free-port.js';

/** The version of the pgbouncer that is installed on this machine; undefined when there is none. */
export const installedPgbouncer = (): string | undefined => {
  try {
    return /PgBouncer (\S+)/.exec(execFileSync('pgbouncer', ['--version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return undefined;
  }
};

export interface Pgbouncer {
  /** The server's URL with the pooler's address. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the installed pgbouncer before the server of `url`. */
export const startPgbouncer = async (url: string, settings: Readonly<Record<string, string>>): Promise<Pgbouncer> => {
  const { hostname, port, username, password, pathname } = new URL(url);
  const directory = await mkdtemp(join(tmpdir(), 'realname-pgbouncer-'));
  await chmod(directory, 0o755);
  const [file, users, at] = [join(directory, 'pgbouncer.ini'), join(directory, 'users'), await freePort()];
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: at,
    unix_socket_dir: '',
    auth_type: 'trust',
    auth_file: users,
    default_pool_size: 40,
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  await writeFile(file, `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\n${lines.join('\n')}\n`);
  // It refuses to run as root.
  const asNobody = process.getuid?.() === 0 ? ['--user', 'nobody'] : [];
  const child = spawn('pgbouncer', [...asNobody, '--quiet', file], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const through = `postgresql://${username}@127.0.0.1:${at}${pathname}`;
  await eventually(() => answers(through));
  return {
    url: through,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const answers = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
  } finally {
    await client.end();
  }
};
