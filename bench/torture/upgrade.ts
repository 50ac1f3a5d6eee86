import { setTimeout as sleep } from 'node:timers/promises';
import { programs, startServiceProcess } from '../../demo/service-process.js';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { Balancer } from './balancer.js';
import { type Mode, untilReady } from './disturbance.js';

const releases = [programs.service, 'dist/bench/torture/newer-release.js'];

/** Rolling upgrades and rollbacks in turns: the other release starts beside, takes the traffic when it is ready, and the first ends. */
export const upgrade: Mode = {
  mayFail: false,
  open: async (dataDir, environment) => {
    const server = await startEmbeddedPostgres({ dataDir });
    let rolled = 0;
    const start = () =>
      startServiceProcess(
        { ...environment, DATABASE_URL: server.url, DATA_DIR: dataDir, DRAIN_DELAY_SECONDS: '1' },
        releases[rolled % releases.length],
      );
    let service = await start();
    const balancer = await Balancer.before(service.url);
    return {
      url: balancer.url,
      disturb: async () => {
        await sleep(Math.random() * 4_000);
        rolled++;
        const begun = performance.now();
        const next = await start();
        await untilReady(next);
        balancer.target = next.url;
        const ready = performance.now() - begun;
        await service.stop();
        service = next;
        return ready;
      },
      stop: async () => {
        await service.stop();
        balancer.close();
        await server.stop();
      },
    };
  },
};
