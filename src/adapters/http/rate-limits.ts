import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../application/ports/clock.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { day, minute, plus } from '../../domain/shared/instant.js';

export const rateGroups = ['signIns', 'sms', 'captchas', 'registrationChecks', 'faces'] as const;
export type RateGroup = (typeof rateGroups)[number];
/** Calls a minute from one address, each group for itself; as many may come at once. */
export type RateLimits = Readonly<Record<RateGroup, number>>;

/** Generous: a mobile operator puts thousands of people behind one address. */
export const defaultRateLimits: RateLimits = {
  signIns: 60,
  sms: 30,
  captchas: 120,
  registrationChecks: 60,
  faces: 30,
};

const groups: readonly (readonly [RateGroup, RegExp])[] = [
  ['signIns', /\/sessions(?:\/face)?$|\/current\/confirmations$/],
  ['sms', /\/sms-codes$/],
  ['captchas', /\/captchas$/],
  ['registrationChecks', /\/registrations(?:\/checks)?$|\/(?:activations|password-resets)(?:\/[:{]\w+}?)?$/],
  ['faces', /\/face-verifications$/],
];

/** The group whose limit a call counts against; most calls have none. @param route template of its address */
export const rateGroupOf = (method: string, route: string): RateGroup | undefined =>
  ['POST', 'PUT'].includes(method.toUpperCase()) ? groups.find(([, routes]) => routes.test(route))?.[0] : undefined;

const maxKeys = 100_000;

/** Messages that one address may ask for on a day: a street of customers behind one, and a bill that somebody can pay. */
export const defaultSmsPerAddress = 1_000;

/** Counts calls by key, by the generic cell rate algorithm: one number for each key, no window that begins anew. */
export class RateLimiter {
  private readonly fullAt = new Map<string, number>();

  constructor(
    private readonly calls: number,
    private readonly now: () => number = () => performance.now(),
    /** Milliseconds in which so many calls may come. */
    private readonly window: number = minute,
  ) {}

  /** Milliseconds until the call may come again; 0 lets it pass, and counts it. */
  take(key: string): number {
    const now = this.now();
    const each = this.window / this.calls;
    const full = Math.max(now, this.fullAt.get(key) ?? 0) + each;
    const wait = full - now - this.window;
    if (wait > 1e-6) return wait;
    if (this.fullAt.size >= maxKeys) this.forget(now);
    this.fullAt.set(key, full);
    return 0;
  }

  /** Whoever has nothing against them; where an attack has more addresses than memory should hold, everybody. */
  private forget(now: number): void {
    for (const [key, full] of this.fullAt) if (full <= now) this.fullAt.delete(key);
    if (this.fullAt.size >= maxKeys) this.fullAt.clear();
  }
}

/** Limits by address, in this instance's memory: n instances let n times as many calls pass. 429 `request.rate-limited`. */
export const addRateLimits = (fastify: FastifyInstance, limits: RateLimits, clock: Clock): void => {
  const limiters = new Map(rateGroups.map((group) => [group, new RateLimiter(limits[group])]));
  limitByAddress(fastify, clock, (group) => limiters.get(group));
};

/** @param perDay messages that one address may ask for; counted, like the others, by each instance */
export const addSmsLimit = (fastify: FastifyInstance, perDay: number, clock: Clock): void => {
  const limiter = new RateLimiter(perDay, undefined, day);
  limitByAddress(fastify, clock, (group) => (group === 'sms' ? limiter : undefined));
};

const limitByAddress = (
  fastify: FastifyInstance,
  clock: Clock,
  limiterOf: (group: RateGroup) => RateLimiter | undefined,
): void => {
  fastify.addHook('onRequest', async (request) => {
    const group = request.is404 ? undefined : rateGroupOf(request.method, request.routeOptions.url ?? '');
    const wait = (group && limiterOf(group)?.take(networkOf(request.ip))) ?? 0;
    if (wait > 0) throw refusal('request.rate-limited', { retryAt: plus(clock.now(), Math.ceil(wait)) });
  });
};

/** An IPv4 address, or the /64 that a subscriber of IPv6 has. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::', 2);
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groupsOf = tail === undefined ? before : [...before, ...zeros, ...after];
  return groupsOf
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};
