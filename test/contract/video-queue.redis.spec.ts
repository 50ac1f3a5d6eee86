import { RedisVideoQueue } from '../../src/adapters/redis/video-queue.js';
import { onRedis } from '../support/servers/on-redis.js';
import { videoQueueContract } from './video-queue.contract.js';

onRedis((redis) => {
  videoQueueContract('Redis', async () => new RedisVideoQueue(await redis.connection()));
});
