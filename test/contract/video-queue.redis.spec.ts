import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RedisVideoQueue } from '../../src/adapters/redis/video-queue.js';
import { onRedis } from '../support/servers/on-redis.js';
import { videoQueueContract } from './video-queue.contract.js';

const at = '2026-11-22T08:00:00.000Z';

onRedis((redis) => {
  videoQueueContract('Redis', async () => new RedisVideoQueue(await redis.connection()));

  describe('a queue that lost one of its keys', () => {
    const key = {
      heartbeats: () => 'realname:video-queue:heartbeats',
      order: (branch: string) => `realname:video-queue:order:${branch}`,
    };
    it.each(['heartbeats', 'order'] as const)('F24 gets entries and order again by entering: %s', async (lost) => {
      const connection = await redis.connection();
      const queue = new RedisVideoQueue(connection);
      const branch = `0038/${randomUUID()}`;
      for (const ticket of ['a', 'b', 'c']) await queue.enter(branch, ticket, at, 'end');
      await connection.del(key[lost](branch));
      expect(await queue.list(branch)).toEqual([]);
      for (const ticket of ['a', 'b', 'c']) await queue.enter(branch, ticket, at, 'end');
      await queue.enter(branch, 'd', at, 'end');
      await queue.enter(branch, 'e', at, 'head');
      expect((await queue.list(branch)).map(({ ticketId }) => ticketId)).toEqual(['e', 'a', 'b', 'c', 'd']);
    });
  });
});
