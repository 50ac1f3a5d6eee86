import { hour, type Instant, minute, plus } from '../shared/instant.js';
import { nextShanghaiMidnight, shanghaiDate } from '../shared/shanghai-calendar.js';
import type { IdentityUserEvent } from './events.js';

interface RefusedPassword {
  readonly address: string;
  readonly at: Instant;
  /** Still counts towards its address's lock: no right password came after it. */
  readonly consecutive: boolean;
}

interface Lock {
  /** Null: everywhere. */
  readonly address: string | null;
  readonly until: Instant;
}

/** What R8 remembers of an account: the refusals of the last day, and the locks that still hold. */
export interface PasswordGuard {
  readonly refused: readonly RefusedPassword[];
  readonly locks: readonly Lock[];
}

export const noGuard: PasswordGuard = { refused: [], locks: [] };

const perAddress = 5;
const lockMs = 30 * minute;
const perDay = 50;

/** R8: a locked account listens to no password from there, right or wrong. */
export const isLocked = ({ locks }: PasswordGuard, address: string, at: Instant): boolean =>
  locks.some((lock) => (lock.address === null || lock.address === address) && at < lock.until);

/** R8: the refusal, and the lock when it was the fifth from its address or the fiftieth of the day. */
export const refusePassword = (guard: PasswordGuard, address: string, at: Instant): readonly IdentityUserEvent[] => {
  const events: IdentityUserEvent[] = [{ type: 'PasswordRefused', data: { address, at } }];
  const { refused } = noteRefusal(guard, address, at);
  if (refused.filter((each) => each.consecutive && each.address === address).length >= perAddress)
    events.push({ type: 'PasswordLocked', data: { address, until: plus(at, lockMs), at } });
  if (refused.filter((each) => shanghaiDate(each.at) === shanghaiDate(at)).length >= perDay)
    events.push({ type: 'PasswordLocked', data: { address: null, until: nextShanghaiMidnight(at), at } });
  return events;
};

export const noteRefusal = (guard: PasswordGuard, address: string, at: Instant): PasswordGuard => ({
  ...guard,
  refused: [...guard.refused.filter((each) => each.at > plus(at, -24 * hour)), { address, at, consecutive: true }],
});

/** A lock makes the count of its address begin anew. */
export const noteLock = (guard: PasswordGuard, { address, until }: Lock, at: Instant): PasswordGuard => {
  const locks = [...guard.locks.filter((lock) => lock.until > at), { address, until }];
  return address === null ? { ...guard, locks } : { ...noteSuccess(guard, address), locks };
};

export const noteSuccess = (guard: PasswordGuard, address: string): PasswordGuard => ({
  ...guard,
  refused: guard.refused.map((each) => (each.address === address ? { ...each, consecutive: false } : each)),
});
