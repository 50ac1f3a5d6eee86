import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../src/domain/shared/domain-error.js';
import { day, epochMs, hour, type Instant, minute, plus, second } from '../../src/domain/shared/instant.js';
import { shanghaiDate } from '../../src/domain/shared/shanghai-calendar.js';
import { resendAt, type SmsNumber, type SmsNumberCommand, smsNumber } from '../../src/domain/sms-number/decider.js';
import type { SmsNumberEvent } from '../../src/domain/sms-number/events.js';
import { given } from '../support/decider-spec.js';

/** Ten in the morning in Shanghai. */
const t0 = '2026-11-22T02:00:00.000Z';
const midnight = '2026-11-22T16:00:00.000Z';

const reserve = (reservationId: string, at: Instant, purpose = 'registration'): SmsNumberCommand => ({
  type: 'ReserveSms',
  reservationId,
  purpose,
  at,
});
const accept = (reservationId: string, at: Instant): SmsNumberCommand => ({ type: 'AcceptSms', reservationId, at });
const refuse = (reservationId: string, at: Instant): SmsNumberCommand => ({ type: 'RefuseSms', reservationId, at });
const reserved = (reservationId: string, at: Instant, purpose = 'registration'): SmsNumberEvent => ({
  type: 'SmsReserved',
  data: { reservationId, purpose, at },
});
const accepted = (reservationId: string, at: Instant): SmsNumberEvent => ({
  type: 'SmsAccepted',
  data: { reservationId, at },
});
const refusedBy = (reservationId: string, at: Instant): SmsNumberEvent => ({
  type: 'SmsRefused',
  data: { reservationId, at },
});

const at = (seconds: number) => plus(t0, seconds * second);
/** Sends the gateway accepted, at these instants. */
const sent = (...instants: readonly Instant[]) =>
  instants.flatMap((instant) => [reserved(instant, instant), accepted(instant, instant)]);

describe('SMS quota', () => {
  it.each([
    ['t0', [], 0],
    ['+60 s', [0], 60],
    ['+120 s', [0, 60], 120],
    ['+3600 s (4th)', [0, 60, 120], 3600],
    ['+3660 s (5th)', [0, 60, 120, 3600], 3660],
  ])('V4.4 %s is sent', (_name, before, now) =>
    given(smsNumber, ...sent(...before.map(at)))
      .when(reserve('next', at(now)))
      .then(reserved('next', at(now))));

  it.each([
    ['+59.999 s', [0], 59.999, 'minute', at(60)],
    ['+180 s', [0, 60, 120], 180, 'hour', at(3600)],
    ['+3599.999 s', [0, 60, 120], 3599.999, 'hour', at(3600)],
    ['+3720 s', [0, 60, 120, 3600, 3660], 3720, 'day', midnight],
  ])('V4.4 %s is refused', (_name, before, now, rule, retryAt) => {
    given(smsNumber, ...sent(...before.map(at)))
      .when(reserve('next', at(now)))
      .thenRefused('sms.quota-exceeded', { kind: 'quota', rule, retryAt });
  });

  it('V4.4 sends at 23:58, 23:59 and 00:00 refuse 00:01 by the hour, though the day counts one', () => {
    const [first, ...rest] = [-2, -1, 0].map((minutes) => plus(midnight, minutes * minute)) as [Instant, ...Instant[]];
    given(smsNumber, ...sent(first, ...rest))
      .when(reserve('next', plus(midnight, minute)))
      .thenRefused('sms.quota-exceeded', { rule: 'hour', retryAt: plus(first, hour) });
  });

  it('V4.4 three registration sends and two of a mobile change leave none for an activation', () => {
    const facts = [0, 1, 2, 3, 4].map((hours) =>
      reserved(`r${hours}`, at(hours * 3600), hours < 3 ? 'registration' : 'mobileChange'),
    );
    given(smsNumber, ...facts)
      .when(reserve('next', at(5 * 3600), 'activation'))
      .thenRefused('sms.quota-exceeded', { rule: 'day', retryAt: midnight });
  });

  it('V4.2 the day begins anew at midnight in Shanghai', () => {
    const facts = sent(...[0, 1, 2, 3, 4].map((hours) => at(hours * 3600)));
    given(smsNumber, ...facts)
      .when(reserve('next', plus(midnight, -1)))
      .thenRefused('sms.quota-exceeded', { rule: 'day', retryAt: midnight });
    given(smsNumber, ...facts)
      .when(reserve('next', midnight))
      .then(reserved('next', midnight));
  });

  it('V4.2 names the violated rule that ends last', () => {
    const late = [-30, -20, -10, -5, -1].map((minutes) => plus(midnight, minutes * minute));
    given(smsNumber, ...sent(...late))
      .when(reserve('next', plus(midnight, -second)))
      .thenRefused('sms.quota-exceeded', { rule: 'hour', retryAt: plus(late[2]!, hour) });
  });

  it('V4.3 a send the gateway refused does not count', () =>
    given(smsNumber, reserved('a', t0), refusedBy('a', at(1)))
      .when(reserve('b', at(2)))
      .then(reserved('b', at(2))));
  it('V4.3 a send without outcome counts', () =>
    given(smsNumber, reserved('a', t0))
      .when(reserve('b', at(2)))
      .thenRefused('sms.quota-exceeded', { rule: 'minute', retryAt: at(60) }));
  it('V4.3 of two requests at the same instant only one sends', () =>
    given(smsNumber, reserved('a', t0)).when(reserve('b', t0)).thenRefused('sms.quota-exceeded', { rule: 'minute' }));
  it('V4.3 a server whose clock is behind does not send a second one', () =>
    given(smsNumber, reserved('a', t0))
      .when(reserve('b', at(-3)))
      .thenRefused('sms.quota-exceeded', { rule: 'minute', retryAt: at(60) }));

  it('V4.2 sends before the clock was set back by days do not block until then', () =>
    given(smsNumber, ...sent(...[0, 60, 120].map(at)))
      .when(reserve('next', plus(t0, -2 * day)))
      .then(reserved('next', plus(t0, -2 * day))));

  it('records what the gateway said, once', () => {
    given(smsNumber, reserved('a', t0))
      .when(accept('a', at(1)))
      .then(accepted('a', at(1)));
    given(smsNumber, reserved('a', t0))
      .when(refuse('a', at(1)))
      .then(refusedBy('a', at(1)));
    given(smsNumber, ...sent(t0))
      .when(accept(t0, at(2)))
      .thenNothing();
    given(smsNumber, ...sent(t0))
      .when(refuse(t0, at(2)))
      .thenNothing();
    given(smsNumber, reserved('a', t0), refusedBy('a', at(1)))
      .when(accept('a', at(2)))
      .thenNothing();
    given(smsNumber)
      .when(accept('a', at(2)))
      .thenNothing();
  });

  it('a repeated reservation yields nothing, whatever its outcome', () => {
    given(smsNumber, reserved('a', t0)).when(reserve('a', t0)).thenNothing();
    given(smsNumber, reserved('a', t0), accepted('a', at(1)))
      .when(reserve('a', at(2)))
      .thenNothing();
    given(smsNumber, reserved('a', t0), refusedBy('a', at(1)))
      .when(reserve('a', at(2)))
      .thenNothing();
  });

  it.each([
    ['nothing', [], 0, t0],
    ['one send', [0], 0, at(60)],
    ['three sends', [0, 60, 120], 120, at(3600)],
    ['five sends', [0, 60, 120, 3600, 3660], 3660, midnight],
  ])('V4.2 after %s tells when the next is allowed', (_name, before, now, next) => {
    const state = sent(...before.map(at)).reduce(smsNumber.evolve, smsNumber.initialState);
    expect(resendAt(state, at(now))).toBe(next);
  });
});

describe('SMS quota, whatever the sequence', () => {
  const step = fc.record({
    wait: fc.oneof(
      fc.constantFrom(0, 1, minute - 1, minute, hour - 1, hour, hour + 1, day),
      fc.integer({ min: -10 * second, max: 90 * second }),
      fc.integer({ min: 0, max: 3 * hour }),
    ),
    outcome: fc.constantFrom('accepted', 'refused', 'none'),
  });

  interface Run {
    now: Instant;
    state: SmsNumber;
    /** What counts of all that ever happened. */
    counted: Instant[];
  }

  const attempt = (state: SmsNumber, command: SmsNumberCommand) => {
    try {
      return smsNumber.decide(command, state);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  };

  const play = (steps: readonly { wait: number; outcome: string }[], look: (run: Run, index: number) => void) => {
    const run: Run = { now: t0, state: smsNumber.initialState, counted: [] };
    for (const [index, { wait, outcome }] of steps.entries()) {
      run.now = plus(run.now, wait);
      look(run, index);
      const id = String(index);
      const result = attempt(run.state, reserve(id, run.now));
      if (result instanceof DomainError) continue;
      run.state = result.reduce(smsNumber.evolve, run.state);
      if (outcome !== 'refused') run.counted.push(run.now);
      if (outcome === 'none') continue;
      const verdict = outcome === 'accepted' ? accept(id, run.now) : refuse(id, run.now);
      run.state = smsNumber.decide(verdict, run.state).reduce(smsNumber.evolve, run.state);
    }
    return run;
  };

  const most = (sends: readonly Instant[], window: number) =>
    Math.max(
      0,
      ...sends.map((from) => sends.filter((each) => each >= from && epochMs(each) < epochMs(from) + window).length),
    );

  it('V4.2 never more than 1 in 60 s, 3 in 3600 s and 5 on a Shanghai day, even if clocks differ', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { counted } = play(steps, () => {});
        expect(most(counted, minute)).toBeLessThanOrEqual(1);
        expect(most(counted, hour)).toBeLessThanOrEqual(3);
        const days = Map.groupBy(counted, shanghaiDate);
        expect(Math.max(0, ...[...days.values()].map((sends) => sends.length))).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('V4.2 refuses only what the whole history forbids, and allows it from retryAt on, not before', () => {
    const forwards = step.map(({ wait, outcome }) => ({ wait: Math.max(0, wait), outcome }));
    fc.assert(
      fc.property(fc.array(forwards, { maxLength: 40 }), (steps) => {
        play(steps, ({ now, state, counted }, index) => {
          const within = (window: number) => counted.filter((each) => epochMs(each) > epochMs(now) - window).length;
          const today = counted.filter((each) => shanghaiDate(each) === shanghaiDate(now)).length;
          const forbidden = within(minute) >= 1 || within(hour) >= 3 || today >= 5;
          const result = attempt(state, reserve(`probe ${index}`, now));
          expect(result instanceof DomainError).toBe(forbidden);
          const retryAt = resendAt(state, now);
          expect(attempt(state, reserve('probe', retryAt))).not.toBeInstanceOf(DomainError);
          if (!(result instanceof DomainError)) return expect(retryAt).toBe(now);
          expect(result.extras.retryAt).toBe(retryAt);
          expect(attempt(state, reserve('probe', plus(retryAt, -1)))).toBeInstanceOf(DomainError);
        });
      }),
    );
  });

  it('remembers no more than the rules may need', () => {
    const weeks = Array.from({ length: 500 }, () => ({ wait: 20 * minute, outcome: 'accepted' }));
    expect(play(weeks, () => {}).state.reservations.length).toBeLessThanOrEqual(10);
  });
});
