import { expect, it } from '@jest/globals';
import { RedisShortLived } from '../../src/adapters/redis/short-lived.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onRedis } from '../support/servers/on-redis.js';
import { testKeyring } from '../support/servers/service-database.js';
import { shortLivedContract } from './short-lived.contract.js';

onRedis((redis) => {
  shortLivedContract('Redis', async (clock) => new RedisShortLived(await redis.connection(), testKeyring, clock));

  it('P1 leaves nothing of key, group and value in clear', async () => {
    const connection = await redis.connection();
    const store = new RedisShortLived(connection, testKeyring, new ManualClock('2026-11-22T08:00:00.000Z'));
    const number = '+8613800138000';
    await store.put('sms-code', number, { mobile: number }, '2030-01-01T00:00:00.000Z', {
      group: number,
      proof: number,
    });
    const keys = await connection.keys('*');
    const hashes = await Promise.all(keys.map(async (key) => [key, await connection.dump(key)]));
    expect(keys.length).toBeGreaterThan(1);
    expect(JSON.stringify(hashes)).not.toContain('13800138000');
  });

  it('says unavailable while the server is away, and comes back by itself', async () => {
    const server = await redis.ownServer();
    const store = new RedisShortLived(server.connection, testKeyring, new ManualClock('2026-11-22T08:00:00.000Z'));
    await store.put('identity-ticket', 'key', { a: 1 }, '2026-11-22T09:00:00.000Z');
    await server.stop();
    await expect(store.get('identity-ticket', 'key')).rejects.toThrow(DependencyUnavailable);
    await expect(store.take('identity-ticket', 'key')).rejects.toThrow(DependencyUnavailable);
    await server.start();
    await server.back();
    await store.put('identity-ticket', 'key', { a: 2 }, '2026-11-22T09:00:00.000Z');
    expect(await store.get('identity-ticket', 'key')).toEqual({ a: 2 });
  });
});
