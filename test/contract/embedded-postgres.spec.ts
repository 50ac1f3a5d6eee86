import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  AnotherInstance,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/adapters/embedded/postgres-server.js';
import { serverProcess } from '../support/crashes/killable-postgres.js';

const support = join(import.meta.dirname, '..', 'support');

const owner = (dataDir: string): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--no-warnings',
      '--experimental-transform-types',
      '--import',
      join(support, 'resolve-typescript.mjs'),
      join(support, 'servers', 'embedded-owner.ts'),
      dataDir,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );

const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await condition())) await sleep(5);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

/** Every directory here has mode 0700, as `mktemp -d` and /root have. */
describe('embedded PostgreSQL', () => {
  let dataDir: string;
  let servers: EmbeddedPostgres[];
  const start = async (): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir });
    servers.push(server);
    return server;
  };
  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'realname-embedded-spec-')), 'data');
    servers = [];
  });
  afterEach(async () => {
    for (const server of servers) await server.stop();
    await rm(join(dataDir, '..'), { recursive: true, force: true });
  });

  it('is PostgreSQL 18, writes to the disk, speaks UTF-8, and wants its password', async () => {
    const { url } = await start();
    expect(await query(url, "select current_setting('server_version') like '18.%', current_setting('fsync')")).toEqual([
      true,
      'on',
    ]);
    expect(await query(url, "select upper('é'), length('𠮷'), current_setting('server_encoding')")).toEqual([
      'É',
      1,
      'UTF8',
    ]);
    const stranger = new URL(url);
    stranger.password = 'wrong';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    for (const path of ['', 'postgres', 'postgres/data']) {
      expect(((await stat(join(dataDir, path))).mode & 0o777).toString(8)).toBe('700');
    }
    expect(((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777).toString(8)).toBe('600');
  });

  it('stops when told, once and for all, and finds its data at the next start', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 1 as n');
    const process = await serverProcess(dataDir);
    await Promise.all([first.stop(), first.stop()]);
    expect(isAlive(process)).toBe(false);
    expect(await query((await start()).url, 'select n from kept')).toEqual([1]);
  });

  it('stops when its owner is killed with -9, and keeps what was committed', async () => {
    const child = owner(dataDir);
    const [output] = (await once(child.stdout!, 'data')) as [Buffer];
    await query(output.toString().trim(), 'create table kept as select 2 as n');
    const orphan = await serverProcess(dataDir);
    child.kill('SIGKILL');
    const { url } = await start();
    expect(isAlive(orphan)).toBe(false);
    expect(await query(url, 'select n from kept')).toEqual([2]);
  });

  it('begins anew when its owner was killed in the middle of the very first start', async () => {
    const child = owner(dataDir);
    const begun = async () => (await readdir(dataDir).catch(() => [])).some((name) => name.includes('unfinished'));
    await until(begun);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await query((await start()).url, 'select 1')).toEqual([1]);
  });

  it('tells a second instance on the same directory so, also when both start for the first time', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refusals).toEqual([new AnotherInstance(dataDir)]);
    expect(String(refusals[0])).toContain(`another instance uses ${dataDir}`);
    expect(await query(servers[0]!.url, 'select 1')).toEqual([1]);
  });

  it('is not held up by a lock file whose process number belongs to another program now', async () => {
    const first = await start();
    const lock = join(dataDir, 'postgres', 'data', 'postmaster.pid');
    const held = await readFile(lock, 'utf8');
    await first.stop();
    await writeFile(lock, held.replace(/^\d+/, String(process.pid)));
    expect(await query((await start()).url, 'select 1')).toEqual([1]);
  });

  it('starts the server again, at the same address, when it dies by itself', async () => {
    const { url } = await start();
    const killed = await serverProcess(dataDir);
    process.kill(killed, 'SIGKILL');
    await until(async () => !isAlive(killed) && (await query(url, 'select 1').catch(() => [])).length === 1);
    expect(await serverProcess(dataDir)).not.toBe(killed);
  });
});
