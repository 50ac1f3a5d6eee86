import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { Gate } from '../../test/support/crashes/gate.js';

/** A PostgreSQL whose machine vanishes again and again: what was connected is never answered again, whoever comes anew is. */
export const openVanishingPostgres = async (dataDir: string) => {
  const server = await startEmbeddedPostgres({ dataDir });
  const gate = await Gate.before(server.url);
  return {
    /** What the service is started with. */
    environment: { DATABASE_URL: gate.urlOf(server.url) },
    /** Vanishes; resolves when the service at `url` has said that it is not ready, and that it is again, without a restart. */
    vanish: async (url: string): Promise<void> => {
      gate.abandon();
      for (const awaited of [503, 200]) while ((await readiness(url)) !== awaited) await sleep(20);
    },
    stop: async (): Promise<void> => {
      gate.close();
      await server.stop();
    },
  };
};

const readiness = async (url: string) => (await fetch(`${url}/health/ready`).catch(() => undefined))?.status;
