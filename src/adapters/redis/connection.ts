import { Redis } from 'ioredis';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** Milliseconds after which a command is given up, and its connection with it when nothing arrived meanwhile; likewise the first connection. */
const deadline = 3_000;
const longestPause = 1_000;

/**
 * Connects, and comes back by itself with growing pauses when the server went away. What is asked meanwhile fails at once:
 * nothing waits in a queue, and nothing whose outcome is unknown is sent again.
 * @throws DependencyUnavailable when the server is not there at start
 */
export const connectRedis = async (url: string): Promise<Redis> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: deadline,
    commandTimeout: deadline,
    socketTimeout: deadline,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    keepAlive: 10_000,
    connectionName: 'realname',
    enableAutoPipelining: true,
    retryStrategy: (attempt) => Math.min(attempt * 50, longestPause),
    reconnectOnError: (error) => /^(READONLY|LOADING|MASTERDOWN)/.test(error.message),
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return redis;
  } catch (cause) {
    redis.disconnect();
    throw new DependencyUnavailable('redis', { cause });
  }
};

/** What the server itself refuses because of the command; everything else means that there is no server. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'ReplyError' &&
  !/^(READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS)/.test(error.message);

/** @throws DependencyUnavailable */
export const orUnavailable = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (cause) {
    throw isRefusal(cause) ? cause : new DependencyUnavailable('redis', { cause });
  }
};
