import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { hangLimit } from '../hang-limit.js';
import { freePort } from './free-port.js';

export interface RedisServer {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Starts the redis-server that is installed on this machine, without persistence; undefined when there is none. */
export const startInstalledRedis = async (port?: number): Promise<RedisServer | undefined> => {
  const version = installedVersion();
  if (version === undefined) return undefined;
  const at = port ?? (await freePort());
  const server = spawn(
    'redis-server',
    ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
    { stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const url = `redis://127.0.0.1:${at}`;
  await redisAnswers(url);
  return {
    url,
    version,
    stop: async () => {
      server.kill('SIGKILL');
      await ended;
    },
  };
};

const installedVersion = (): string | undefined => {
  try {
    return /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return undefined;
  }
};

/** @throws Error when nothing answers within minutes */
export const redisAnswers = async (url: string): Promise<void> => {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => {});
  for (const end = Date.now() + hangLimit; ; await pause(20)) {
    try {
      await redis.connect();
      await redis.ping();
      redis.disconnect();
      return;
    } catch (cause) {
      if (Date.now() > end) throw new Error('the Redis of this test run does not answer', { cause });
    }
  }
};
