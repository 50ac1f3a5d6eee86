import type { Redis } from 'ioredis';
import { type QueuedTicket, VideoQueue } from '../../application/ports/video-queue.js';
import { epochMs, type Instant, toInstant } from '../../domain/shared/instant.js';
import { orUnavailable } from './connection.js';

/** Heartbeats of all branches, by instant; a member is `<branch>|<ticket>`. */
const heartbeats = 'realname:video-queue:heartbeats';
const orderOf = (branch: string) => `realname:video-queue:order:${branch}`;
const memberOf = (branch: string, ticketId: string) => `${branch}|${ticketId}`;

// Places follow from those that are there: no key beside the two can be lost. What either lost is entered anew.
const scripts = {
  enter: `redis.call('ZADD', KEYS[2], 'NX', ARGV[3], ARGV[2])
    if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
    local at = tonumber(ARGV[4])
    local outermost = redis.call('ZRANGE', KEYS[1], at < 0 and 0 or -1, at < 0 and 0 or -1, 'WITHSCORES')[2]
    redis.call('ZADD', KEYS[1], at + (outermost or 0), ARGV[1])
    return 1`,
  leave: `redis.call('ZREM', KEYS[1], ARGV[1])
    redis.call('ZREM', KEYS[2], ARGV[2])
    return 1`,
  heartbeat: `if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
    redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
    return 1`,
  list: `local answer = {}
    for _, ticket in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
      local heartbeat = redis.call('ZSCORE', KEYS[2], ARGV[1] .. '|' .. ticket)
      if heartbeat then
        table.insert(answer, ticket)
        table.insert(answer, heartbeat)
      end
    end
    return answer`,
} as const;

/** Sorted sets: the places of each branch, and the heartbeats of all. */
export class RedisVideoQueue extends VideoQueue {
  constructor(private readonly redis: Redis) {
    super();
  }

  async enter(branch: string, ticketId: string, at: Instant, place: 'head' | 'end'): Promise<void> {
    const keys = [orderOf(branch), heartbeats];
    const args = [ticketId, memberOf(branch, ticketId), epochMs(at), place === 'head' ? -1 : 1];
    await orUnavailable(this.redis.eval(scripts.enter, keys.length, ...keys, ...args));
  }

  async leave(branch: string, ticketId: string): Promise<void> {
    const keys = [orderOf(branch), heartbeats];
    await orUnavailable(this.redis.eval(scripts.leave, keys.length, ...keys, ticketId, memberOf(branch, ticketId)));
  }

  async heartbeat(branch: string, ticketId: string, at: Instant): Promise<boolean> {
    const keys = [orderOf(branch), heartbeats];
    const args = [ticketId, memberOf(branch, ticketId), epochMs(at)];
    return (await orUnavailable(this.redis.eval(scripts.heartbeat, keys.length, ...keys, ...args))) === 1;
  }

  async list(branch: string): Promise<readonly QueuedTicket[]> {
    const answer = await orUnavailable(this.redis.eval(scripts.list, 2, orderOf(branch), heartbeats, branch));
    const flat = answer as string[];
    return flat.flatMap((ticketId, index) =>
      index % 2 === 0 ? [{ ticketId, heartbeatAt: toInstant(Number(flat[index + 1])) }] : [],
    );
  }
}
