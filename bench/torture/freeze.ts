import { startServiceProcess } from '../../demo/service-process.js';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { Gate } from '../../test/support/crashes/gate.js';
import { type Mode, someTime, untilNotReady, untilReady } from './disturbance.js';

/** A PostgreSQL whose machine vanishes again and again: what was connected is never answered again, whoever comes anew is. */
const openVanishingPostgres = async (dataDir: string) => {
  const server = await startEmbeddedPostgres({ dataDir });
  const gate = await Gate.before(server.url);
  return {
    /** What the service is started with. */
    environment: { DATABASE_URL: gate.urlOf(server.url) },
    vanish: () => gate.abandon(),
    stop: async (): Promise<void> => {
      gate.close();
      await server.stop();
    },
  };
};

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
        await someTime();
        const from = performance.now();
        postgres.vanish();
        await untilNotReady(service);
        await untilReady(service);
        return performance.now() - from;
      },
      stop: async () => {
        await service.stop();
        await postgres.stop();
      },
    };
  },
};
