import { once } from 'node:events';
import { afterAll, describe, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { connectRedis } from '../../../src/adapters/redis/connection.js';
import { freePort } from './free-port.js';
import { type RedisServer, startInstalledRedis } from './redis-server.js';

export interface OnRedis {
  readonly url: string;
  /** A connection of its own each time, as another instance has; `through` is another way to the server. */
  connection(through?: string): Promise<Redis>;
  /** A server that the test may stop and start again on its port. */
  ownServer(): Promise<{
    readonly connection: Redis;
    start(): Promise<void>;
    stop(): Promise<void>;
    back(): Promise<void>;
  }>;
}

/** Runs a suite on the Redis of this run; where there is none, the closing summary says so. */
export const onRedis = (suite: (redis: OnRedis) => void): void => {
  const url = process.env.REALNAME_TEST_REDIS_URL;
  describe('Redis', () => {
    if (!url) return it('is not here: see the closing summary', () => {});
    const connections: Redis[] = [];
    const servers: RedisServer[] = [];
    const connect = async (to: string) => {
      const connection = await connectRedis(to);
      connections.push(connection);
      return connection;
    };
    afterAll(async () => {
      for (const connection of connections) connection.disconnect();
      for (const server of servers) await server.stop();
    });
    return suite({
      url,
      connection: (through = url) => connect(through),
      ownServer: async () => {
        const port = await freePort();
        const start = async () => {
          servers.push((await startInstalledRedis(port))!);
        };
        await start();
        const connection = await connect(servers.at(-1)!.url);
        return {
          connection,
          start,
          stop: () => servers.pop()!.stop(),
          back: async () => {
            if (connection.status !== 'ready') await once(connection, 'ready');
          },
        };
      },
    });
  });
};
