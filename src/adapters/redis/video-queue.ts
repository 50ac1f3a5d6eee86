import type { Redis } from 'ioredis';
import { type QueuedTicket, VideoQueue } from '../../application/ports/video-queue.js';
import { epochMs, type Instant, toInstant } from '../../domain/shared/instant.js';
import { orUnavailable } from './connection.js';

const placeCounter = 'realname:video-queue:place';
/** Heartbeats of all branches, by instant; a member is `<branch>|<ticket>`. */
const heartbeats = 'realname:video-queue:heartbeats';
const orderOf = (branch: string) => `realname:video-queue:order:${branch}`;
const memberOf = (branch: string, ticketId: string) => `${branch}|${ticketId}`;

const scripts = {
  enter: `if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
    local place = redis.call('INCR', KEYS[3]) * tonumber(ARGV[4])
    redis.call('ZADD', KEYS[1], place, ARGV[1])
    redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
    return 1`,
  leave: `redis.call('ZREM', KEYS[1], ARGV[1])
    redis.call('ZREM', KEYS[2], ARGV[2])
    return 1`,
  list: `local tickets = redis.call('ZRANGE', KEYS[1], 0, -1)
    local answer = {}
    for _, ticket in ipairs(tickets) do
      table.insert(answer, ticket)
      table.insert(answer, redis.call('ZSCORE', KEYS[2], ARGV[1] .. '|' .. ticket) or '0')
    end
    return answer`,
} as const;

/** Sorted sets: the places of each branch, and the heartbeats of all. A rising number gives the places, negated at the head. */
export class RedisVideoQueue extends VideoQueue {
  constructor(private readonly redis: Redis) {
    super();
  }

  async enter(branch: string, ticketId: string, at: Instant, place: 'head' | 'end'): Promise<void> {
    const keys = [orderOf(branch), heartbeats, placeCounter];
    const args = [ticketId, memberOf(branch, ticketId), epochMs(at), place === 'head' ? -1 : 1];
    await orUnavailable(this.redis.eval(scripts.enter, keys.length, ...keys, ...args));
  }

  async leave(branch: string, ticketId: string): Promise<void> {
    const keys = [orderOf(branch), heartbeats];
    await orUnavailable(this.redis.eval(scripts.leave, keys.length, ...keys, ticketId, memberOf(branch, ticketId)));
  }

  async heartbeat(branch: string, ticketId: string, at: Instant): Promise<void> {
    await orUnavailable(this.redis.zadd(heartbeats, 'XX', epochMs(at), memberOf(branch, ticketId)));
  }

  async list(branch: string): Promise<readonly QueuedTicket[]> {
    const answer = await orUnavailable(this.redis.eval(scripts.list, 2, orderOf(branch), heartbeats, branch));
    const flat = answer as string[];
    return flat.flatMap((ticketId, index) =>
      index % 2 === 0 ? [{ ticketId, heartbeatAt: toInstant(Number(flat[index + 1])) }] : [],
    );
  }
}
