import type { Redis } from 'ioredis';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import {
  type Found,
  type PutOptions,
  type Reservation,
  ShortLived,
  type Shown,
  type Space,
} from '../../application/ports/short-lived.js';
import { day, epochMs, type Instant } from '../../domain/shared/instant.js';
import { orUnavailable } from './connection.js';

/** How far the sandbox clock may be set back and find things again: Redis forgets them only after this. */
const kept = day;

/**
 * A hash per thing: `sealed`, `ends` (our clock), `group`, `proof`, `tries`, `by`, `spent`. Every method is one command or one script, so that
 * parallel callers of several instances are put in order by the server.
 */
const scripts = {
  put: `local old = redis.call('HGET', KEYS[1], 'group')
    if old then redis.call('SREM', old, KEYS[1]) end
    redis.call('DEL', KEYS[1])
    redis.call('HSET', KEYS[1], 'sealed', ARGV[1], 'ends', ARGV[2], 'proof', ARGV[4])
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
  count: `local ends = redis.call('HGET', KEYS[1], 'ends')
    if not ends or ends <= ARGV[1] then
      redis.call('DEL', KEYS[1])
      redis.call('HSET', KEYS[1], 'ends', ARGV[2])
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
    end
    return redis.call('HINCRBY', KEYS[1], 'tries', 1)`,
  reserve: `local thing = redis.call('HMGET', KEYS[1], 'ends', 'sealed', 'proof', 'by', 'spent')
    local ends, sealed, proof, by, spent = thing[1], thing[2], thing[3], thing[4], thing[5]
    if not ends or ends <= ARGV[1] then return nil end
    local tries = redis.call('HINCRBY', KEYS[1], 'tries', 1)
    local mine = not by or by == ARGV[2]
    local allowed = spent or tries <= tonumber(ARGV[4])
    if not (mine and allowed and proof == ARGV[3]) then return {tries, spent and 1 or 0} end
    redis.call('HSET', KEYS[1], 'by', ARGV[2])
    return {tries, spent and 1 or 0, sealed}`,
  spend: `if redis.call('HGET', KEYS[1], 'by') ~= ARGV[1] then return 0 end
    redis.call('HSET', KEYS[1], 'spent', 1, 'ends', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return 1`,
  release: `local by, spent = unpack(redis.call('HMGET', KEYS[1], 'by', 'spent'))
    if by == ARGV[1] and not spent then redis.call('HDEL', KEYS[1], 'by') end
    return 1`,
  findGroup: `local found = {}
    for _, member in ipairs(redis.call('SMEMBERS', KEYS[1])) do
      local ends, sealed, spent = unpack(redis.call('HMGET', member, 'ends', 'sealed', 'spent'))
      if ends and ends > ARGV[1] then found[#found + 1] = {member, sealed, ends, spent and 1 or 0} end
    end
    return found`,
  deleteGroup: `for _, member in ipairs(redis.call('SMEMBERS', KEYS[1])) do
      if member ~= ARGV[1] then
        redis.call('DEL', member)
        redis.call('SREM', KEYS[1], member)
      end
    end
    return 1`,
} as const;

export class RedisShortLived extends ShortLived {
  constructor(
    private readonly redis: Redis,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {
    super();
  }

  async put(space: Space, key: string, value: JsonObject, expiresAt: Instant, options: PutOptions = {}): Promise<void> {
    const { group, proof } = options;
    const name = this.keyOf(space, key);
    const sealed = this.keyring.seal('short-lived', Buffer.from(JSON.stringify(value)), name).toString('base64');
    const keys = group === undefined ? [name] : [name, this.groupOf(space, group)];
    await this.run('put', keys, sealed, expiresAt, this.ttl(expiresAt), this.proofOf(name, proof));
  }

  async find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined> {
    const name = this.keyOf(space, key);
    const [sealed, ends, spent] = await orUnavailable(this.redis.hmget(name, 'sealed', 'ends', 'spent'));
    if (!sealed || !ends || ends <= this.clock.now()) return undefined;
    return { value: this.open<T>(sealed, name), expiresAt: ends as Instant, spent: spent !== null };
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

  async findGroup<T extends JsonObject>(space: Space, group: string): Promise<readonly Found<T>[]> {
    const things = await this.run('findGroup', [this.groupOf(space, group)], this.clock.now());
    return (things as [string, string, Instant, 0 | 1][]).map(([name, sealed, expiresAt, spent]) => {
      return { value: this.open<T>(sealed, name), expiresAt, spent: spent === 1 };
    });
  }

  async deleteGroup(space: Space, group: string, except?: string): Promise<void> {
    const kept = except === undefined ? '' : this.keyOf(space, except);
    await this.run('deleteGroup', [this.groupOf(space, group)], kept);
  }

  async count(space: Space, key: string, expiresAt: Instant): Promise<number> {
    const counted = await this.run('count', [this.keyOf(space, key)], this.clock.now(), expiresAt, this.ttl(expiresAt));
    return counted as number;
  }

  async reserve<T extends JsonObject>(
    space: Space,
    key: string,
    commandId: string,
    { proof, maxTries = Number.MAX_SAFE_INTEGER }: Shown = {},
  ): Promise<Reservation<T> | undefined> {
    const name = this.keyOf(space, key);
    const shown = [this.proofOf(name, proof), maxTries];
    const answer = await this.run('reserve', [name], this.clock.now(), commandId, ...shown);
    if (!Array.isArray(answer)) return undefined;
    const [tries, spent, sealed] = answer as [number, 0 | 1, string?];
    return sealed === undefined
      ? { held: false, tries, spent: spent === 1 }
      : { held: true, value: this.open<T>(sealed, name) };
  }

  async spend(space: Space, key: string, commandId: string, expiresAt: Instant): Promise<void> {
    await this.run('spend', [this.keyOf(space, key)], commandId, expiresAt, this.ttl(expiresAt));
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

  /** Empty where nothing must be shown. */
  private proofOf = (name: string, proof: string | undefined) =>
    proof === undefined ? '' : this.keyring.hmac('short-lived', 'proof', name, proof);
  private keyOf = (space: Space, key: string) => `realname:${this.keyring.hmac('short-lived', space, key)}`;
  private groupOf = (space: Space, group: string) =>
    `realname:group:${this.keyring.hmac('short-lived', space, 'group', group)}`;
}
