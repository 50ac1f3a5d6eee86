import { setTimeout as sleep } from 'node:timers/promises';
import { startServiceProcess } from '../../demo/service-process.js';
import { mountSmall } from '../../test/support/servers/small-file-system.js';
import { type Mode, someTime, untilNotReady, untilReady } from './disturbance.js';

/** The disk of data and photos fills up at random moments, and is freed; the service goes on running. */
export const disk: Mode = {
  mayFail: true,
  open: async (dataDir, environment) => {
    const files = mountSmall(dataDir, '2g');
    if (!files) throw new Error('the mode disk needs a user who may mount a tmpfs');
    const service = await startServiceProcess({
      ...environment,
      DATABASE_URL: undefined,
      DATA_DIR: dataDir,
      PORT: '0',
    });
    return {
      url: service.url,
      disturb: async () => {
        await someTime();
        await files.fill();
        await untilNotReady(service);
        await sleep(Math.random() * 1_000);
        await files.free();
        const freed = performance.now();
        await untilReady(service);
        return performance.now() - freed;
      },
      stop: async () => {
        await service.stop();
        files.unmount();
      },
    };
  },
};
