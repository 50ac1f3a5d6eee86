import { Redis } from 'ioredis';
import { startInstalledRedis } from '../../test/support/servers/redis-server.js';

/** A Redis that forgets the video queue again and again, without a broken connection. */
export const openForgetfulRedis = async () => {
  const server = await startInstalledRedis();
  if (!server) throw new Error('the mode flush needs redis-server');
  const redis = new Redis(server.url);
  return {
    /** What the service is started with. */
    environment: { REDIS_URL: server.url },
    /** Deletes the queue's keys; answers how many waiting tickets were lost with them. */
    forget: async (): Promise<number> => {
      const keys = await redis.keys('realname:video-queue:*');
      const branches = keys.filter((key) => key.includes(':order:'));
      const lost = await Promise.all(branches.map((key) => redis.zcard(key)));
      if (keys.length > 0) await redis.del(keys);
      return lost.reduce((sum, each) => sum + each, 0);
    },
    stop: async (): Promise<void> => {
      redis.disconnect();
      await server.stop();
    },
  };
};
