import { Redis } from 'ioredis';
import { startServiceProcess } from '../../demo/service-process.js';
import { startInstalledRedis } from '../../test/support/servers/redis-server.js';
import { type Mode, someTime, untilReady } from './disturbance.js';

/** A Redis that forgets the video queue again and again, without a broken connection. */
const openForgetfulRedis = async () => {
  const server = await startInstalledRedis();
  if (!server) throw new Error('the mode flush needs redis-server');
  const redis = new Redis(server.url);
  return {
    /** What the service is started with. */
    environment: { REDIS_URL: server.url },
    /** Deletes the queue's keys, and the waiting tickets with them. */
    forget: async (): Promise<void> => {
      const keys = await redis.keys('realname:video-queue:*');
      if (keys.length > 0) await redis.del(keys);
    },
    stop: async (): Promise<void> => {
      redis.disconnect();
      await server.stop();
    },
  };
};

/** Redis loses the video queue at random moments: who waits is called all the same. */
export const flush: Mode = {
  mayFail: true,
  open: async (dataDir, environment) => {
    const redis = await openForgetfulRedis();
    const own = { ...environment, ...redis.environment, DATABASE_URL: undefined, DATA_DIR: dataDir, PORT: '0' };
    const service = await startServiceProcess(own);
    return {
      url: service.url,
      disturb: async () => {
        await someTime();
        const from = performance.now();
        await redis.forget();
        await untilReady(service);
        return performance.now() - from;
      },
      stop: async () => {
        await service.stop();
        await redis.stop();
      },
    };
  },
};
