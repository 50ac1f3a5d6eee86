import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { embeddedBinaries } from './postgres-binaries.js';
import { type Cluster, openCluster, removeStaleLock, removeUnfinished, superuser } from './postgres-cluster.js';
import { type PostgresProcess, startPostgres } from './postgres-process.js';

/** How long a predecessor that is just stopping may hold the directory, in milliseconds. */
const lockPatience = 10_000;

/** The directory's PostgreSQL is running already. */
export class AnotherInstance extends Error {
  constructor(readonly dataDir: string) {
    super(`another instance uses ${dataDir}: stop it, or give this one a DATA_DIR of its own`);
    this.name = 'AnotherInstance';
  }
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** Fast shutdown; resolves when the server has ended. A repeat waits for the same. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL 18 from npm on the cluster below `dataDir` (made at first use, fsync on), on a free port of 127.0.0.1.
 * It stops when this process dies by any means, and is started again when it dies by itself.
 * @throws AnotherInstance when another process holds the directory for more than ten seconds
 */
export const startEmbeddedPostgres = async (options: {
  dataDir: string;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  const { initdb, postgres } = await embeddedBinaries();
  const cluster = await openCluster(dataDir, initdb);
  const run = (port: () => Promise<number>) => start(dataDir, cluster, postgres, port, log);

  let { server, port } = await run(freePort);
  await removeUnfinished(dataDir);

  let stopping = false;
  const supervise = async (): Promise<void> => {
    await server.ended;
    while (!stopping) {
      log('the embedded PostgreSQL ended unexpectedly: starting it again');
      try {
        server = (await run(async () => port)).server;
        if (stopping) await server.stop();
        await server.ended;
      } catch (error) {
        log(String(error));
        await sleep(1_000);
      }
    }
  };
  const supervised = supervise();
  return {
    url: urlOf(cluster.password, port),
    stop: async () => {
      stopping = true;
      await server.stop();
      await supervised;
    },
  };
};

/** The URL of the PostgreSQL that runs on the cluster below `dataDir`; undefined when none runs there. */
export const runningEmbeddedPostgres = async (dataDir: string): Promise<string | undefined> => {
  const directory = join(resolve(dataDir), 'postgres');
  const password = await readFile(join(directory, 'password'), 'utf8').catch(() => undefined);
  const lock = await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8').catch(() => undefined);
  const [pid, , , port] = lock?.split('\n') ?? [];
  if (!password || !port || !isAlive(Number(pid))) return undefined;
  return urlOf(password.trim(), port);
};

const urlOf = (password: string, port: number | string): string =>
  `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const start = async (
  dataDir: string,
  cluster: Cluster,
  postgres: string,
  nextPort: () => Promise<number>,
  log: (line: string) => void,
): Promise<{ server: PostgresProcess; port: number }> => {
  for (const giveUp = Date.now() + lockPatience; ; await sleep(200)) {
    await removeStaleLock(cluster);
    const port = await nextPort();
    const started = await startPostgres([postgres, '-D', cluster.data, ...settings(port)], log);
    if (typeof started === 'object') return { server: started, port };
    if (Date.now() < giveUp) continue;
    throw started === 'locked' ? new AnotherInstance(dataDir) : new Error(`port ${port} of 127.0.0.1 is taken`);
  }
};

/** A small service's server: TCP on the loopback only, UTC, and no values of rows in its messages. */
const settings = (port: number): string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    max_parallel_workers_per_gather: 0,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
