import { setTimeout as sleep } from 'node:timers/promises';
import { startServiceProcess } from '../../demo/service-process.js';
import { mountSmall } from '../../test/support/servers/small-file-system.js';

/** The disk of data and photos fills up at random moments, and is freed; the service goes on running. */
export const disk = {
  mayFail: true,
  open: async (dataDir: string, environment: NodeJS.ProcessEnv) => {
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
      disturb: async (): Promise<number> => {
        await sleep(Math.random() ** 2 * 4_000);
        await files.fill();
        await untilReadiness(service.url, 503);
        await sleep(Math.random() * 1_000);
        await files.free();
        const freed = performance.now();
        await untilReadiness(service.url, 200);
        return performance.now() - freed;
      },
      stop: async (): Promise<void> => {
        await service.stop();
        files.unmount();
      },
    };
  },
};

const untilReadiness = async (url: string, status: number): Promise<void> => {
  while ((await fetch(`${url}/health/ready`).catch(() => undefined))?.status !== status) await sleep(20);
};
