import { setTimeout as sleep } from 'node:timers/promises';
import { startServiceProcess } from '../../demo/service-process.js';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { Gate } from '../../test/support/crashes/gate.js';
import type { Mode } from './disturbance.js';

/** A PostgreSQL whose machine vanishes again and again: what was connected is never answered again, whoever comes anew is. */
const openVanishingPostgres = async (dataDir: string) => {
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

/** The machine of PostgreSQL vanishes without a sign at random moments; the service goes on running. */
export const freeze: Mode = {
  mayFail: true,
  open: async (dataDir, environment) => {
    const postgres = await openVanishingPostgres(dataDir);
    const own = { ...environment, ...postgres.environment, DATA_DIR: dataDir, PORT: '0' };
    const service = await startServiceProcess(own);
    return {
      url: service.url,
      disturb: async () => {
        await sleep(Math.random() ** 2 * 4_000);
        const from = performance.now();
        await postgres.vanish(service.url);
        return performance.now() - from;
      },
      stop: async () => {
        await service.stop();
        await postgres.stop();
      },
    };
  },
};
