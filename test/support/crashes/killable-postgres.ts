import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/adapters/embedded/postgres-server.js';

/** An embedded PostgreSQL of one's own that can be killed; it is started again by its owner. */
export const killableEmbeddedPostgres = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'realname-killable-'));
  const server = await startEmbeddedPostgres({ dataDir });
  return {
    url: server.url,
    /** `kill -9`; resolves when the next server answers. */
    kill: async (): Promise<void> => {
      process.kill(await serverProcess(dataDir), 'SIGKILL');
      await answers(server.url);
    },
    dispose: async (): Promise<void> => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** The number of the process that runs the cluster below `dataDir`. */
export const serverProcess = async (dataDir: string): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);

const answers = async (url: string): Promise<void> => {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (connected) return;
    await sleep(20);
  }
};
