import { day, epochMs, hour, type Instant, minute, plus } from '../shared/instant.js';
import { nextShanghaiMidnight, shanghaiDate } from '../shared/shanghai-calendar.js';

/** V4.2, per number, over all purposes and both apps. */
export const smsQuota = { minute: 1, hour: 3, day: 5 } as const;

/** A rule that forbids a send, and when it ceases to. */
export interface QuotaViolation {
  readonly rule: keyof typeof smsQuota;
  readonly retryAt: Instant;
}

/**
 * Sends that are closer than the window on either side count, so that the quota holds whatever the order in which
 * servers with slightly different clocks decide.
 */
const sliding = (rule: 'minute' | 'hour', window: number) => (sends: readonly Instant[], now: Instant) => {
  const near = sends.filter((at) => Math.abs(epochMs(now) - epochMs(at)) < window).sort();
  const leaver = near.at(-smsQuota[rule]);
  return leaver ? [{ rule, retryAt: plus(leaver, window) }] : [];
};

const sameDay = (sends: readonly Instant[], now: Instant): readonly QuotaViolation[] => {
  const today = sends.filter((at) => shanghaiDate(at) === shanghaiDate(now));
  return today.length < smsQuota.day ? [] : [{ rule: 'day', retryAt: nextShanghaiMidnight(now) }];
};

const rules = [sliding('minute', minute), sliding('hour', hour), sameDay];

/** The violated rule that ends last, if a send now would violate any. */
export const quotaViolation = (sends: readonly Instant[], now: Instant): QuotaViolation | undefined =>
  rules
    .flatMap((rule) => rule(sends, now))
    .reduce<QuotaViolation | undefined>((last, each) => (last && last.retryAt > each.retryAt ? last : each), undefined);

/** Whether a rule may still need a send: the longest looks back a day; an hour more for clocks that differ. */
export const mayStillCount = (send: Instant, now: Instant): boolean => send > plus(now, -(day + hour));
