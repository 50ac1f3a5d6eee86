import type { Redis } from 'ioredis';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import { type Found, ShortLived, type Space } from '../../application/ports/short-lived.js';
import { day, epochMs, type Instant } from '../../domain/shared/instant.js';
import { orUnavailable } from './connection.js';

/** How far the sandbox clock may be set back and find things again: Redis forgets them only after this. */
const kept = day;

/**
 * A hash per thing: `sealed`, `ends` (our clock), `group`, `tries`, `by`. Every method is one command or one script, so that
 * parallel callers of several instances are put in order by the server.
 */
const scripts = {
  put: `local old = redis.call('HGET', KEYS[1], 'group')
    if old then redis.call('SREM', old, KEYS[1]) end
    redis.call('DEL', KEYS[1])
    redis.call('HSET', KEYS[1], 'sealed', ARGV[1], 'ends', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    if KEYS[2] then
      redis.call('HSET', KEYS[1], 'group', KEYS[2])
      redis.call('SADD', KEYS[2], KEYS[1])
      if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
    end
    return 1`,
  take: `local ends = redis.call('HGET', KEYS[1], 'ends')
    if not ends or ends <= ARGV[1] then return nil end
    local sealed = redis.call('HGET', KEYS[1], 'sealed')
    redis.call('DEL', KEYS[1])
    return sealed`,
  extend: `local ends = redis.call('HGET', KEYS[1], 'ends')
    if not ends or ends <= ARGV[1] then return 0 end
    redis.call('HSET', KEYS[1], 'ends', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    local group = redis.call('HGET', KEYS[1], 'group')
    if group and redis.call('PTTL', group) < tonumber(ARGV[3]) then redis.call('PEXPIRE', group, ARGV[3]) end
    return 1`,
  countTry: `local ends = redis.call('HGET', KEYS[1], 'ends')
    if not ends or ends <= ARGV[1] then return nil end
    return redis.call('HINCRBY', KEYS[1], 'tries', 1)`,
  reserve: `local ends = redis.call('HGET', KEYS[1], 'ends')
    if not ends or ends <= ARGV[1] then return 0 end
    local by = redis.call('HGET', KEYS[1], 'by')
    if by and by ~= ARGV[2] then return 0 end
    redis.call('HSET', KEYS[1], 'by', ARGV[2])
    return 1`,
  release: `if redis.call('HGET', KEYS[1], 'by') == ARGV[1] then redis.call('HDEL', KEYS[1], 'by') end
    return 1`,
  deleteGroup: `local members = redis.call('SMEMBERS', KEYS[1])
    for _, member in ipairs(members) do redis.call('DEL', member) end
    redis.call('DEL', KEYS[1])
    return #members`,
} as const;

export class RedisShortLived extends ShortLived {
  constructor(
    private readonly redis: Redis,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {
    super();
  }

  async put(space: Space, key: string, value: JsonObject, expiresAt: Instant, group?: string): Promise<void> {
    const name = this.keyOf(space, key);
    const sealed = this.keyring.seal('short-lived', Buffer.from(JSON.stringify(value)), name).toString('base64');
    const keys = group === undefined ? [name] : [name, this.groupOf(space, group)];
    await this.run('put', keys, sealed, expiresAt, this.ttl(expiresAt));
  }

  async find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined> {
    const name = this.keyOf(space, key);
    const [sealed, ends] = await orUnavailable(this.redis.hmget(name, 'sealed', 'ends'));
    if (!sealed || !ends || ends <= this.clock.now()) return undefined;
    return { value: this.open<T>(sealed, name), expiresAt: ends as Instant };
  }

  async extend(space: Space, key: string, expiresAt: Instant): Promise<boolean> {
    const name = this.keyOf(space, key);
    return (await this.run('extend', [name], this.clock.now(), expiresAt, this.ttl(expiresAt))) === 1;
  }

  async take<T extends JsonObject>(space: Space, key: string): Promise<T | undefined> {
    const name = this.keyOf(space, key);
    const sealed = await this.run('take', [name], this.clock.now());
    return typeof sealed === 'string' ? this.open<T>(sealed, name) : undefined;
  }

  async delete(space: Space, key: string): Promise<void> {
    await orUnavailable(this.redis.del(this.keyOf(space, key)));
  }

  async deleteGroup(space: Space, group: string): Promise<void> {
    await this.run('deleteGroup', [this.groupOf(space, group)]);
  }

  async countTry(space: Space, key: string): Promise<number | undefined> {
    const tries = await this.run('countTry', [this.keyOf(space, key)], this.clock.now());
    return typeof tries === 'number' ? tries : undefined;
  }

  async reserve(space: Space, key: string, commandId: string): Promise<boolean> {
    return (await this.run('reserve', [this.keyOf(space, key)], this.clock.now(), commandId)) === 1;
  }

  async release(space: Space, key: string, commandId: string): Promise<void> {
    await this.run('release', [this.keyOf(space, key)], commandId);
  }

  private run(script: keyof typeof scripts, keys: readonly string[], ...args: readonly (string | number)[]) {
    return orUnavailable(this.redis.eval(scripts[script], keys.length, ...keys, ...args));
  }

  /** Milliseconds of real time after which Redis may forget: garbage collection only. */
  private ttl(expiresAt: Instant): number {
    return Math.max(epochMs(expiresAt) - epochMs(this.clock.now()), 0) + kept;
  }

  private open<T extends JsonObject>(sealed: string, name: string): T {
    return JSON.parse(this.keyring.open('short-lived', Buffer.from(sealed, 'base64'), name).toString());
  }

  private keyOf = (space: Space, key: string) => `realname:${this.keyring.hmac('short-lived', space, key)}`;
  private groupOf = (space: Space, group: string) =>
    `realname:group:${this.keyring.hmac('short-lived', space, 'group', group)}`;
}
