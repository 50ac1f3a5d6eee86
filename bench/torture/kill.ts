import { startServiceProcess } from '../../demo/service-process.js';
import { type Mode, someTime, untilReady } from './disturbance.js';

/** `kill -9` at random moments; the service starts again at once. */
export const kill: Mode = {
  mayFail: true,
  open: async (dataDir, environment) => {
    const start = (port: string) =>
      startServiceProcess({ ...environment, DATABASE_URL: undefined, DATA_DIR: dataDir, PORT: port });
    let service = await start('0');
    const { url } = service;
    return {
      url,
      disturb: async () => {
        await someTime();
        await service.kill();
        const killed = performance.now();
        service = await start(new URL(url).port);
        await untilReady(service);
        return performance.now() - killed;
      },
      stop: () => service.stop(),
    };
  },
};
