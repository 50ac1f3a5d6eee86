import type { Decider } from '../shared/decider.js';
import { refusal } from '../shared/domain-error.js';
import type { Instant } from '../shared/instant.js';
import type { SmsNumberEvent } from './events.js';
import { mayStillCount, quotaViolation } from './quota.js';

export type SmsNumberCommand =
  | {
      readonly type: 'ReserveSms';
      readonly reservationId: string;
      readonly purpose: string;
      /** Sends that stand in the stream before this one and may still count. */
      readonly earlier?: readonly Instant[];
      readonly at: Instant;
    }
  | { readonly type: 'AcceptSms'; readonly reservationId: string; readonly at: Instant }
  | { readonly type: 'RefuseSms'; readonly reservationId: string; readonly at: Instant };

export interface SmsReservation {
  readonly id: string;
  readonly at: Instant;
  readonly outcome: 'open' | 'accepted' | 'refused';
}

/** The reservations that some rule may still need. */
export interface SmsNumber {
  readonly reservations: readonly SmsReservation[];
}

/** No outcome counts as sent (V4.3). */
export const sends = ({ reservations }: SmsNumber): readonly Instant[] =>
  reservations.filter(({ outcome }) => outcome !== 'refused').map(({ at }) => at);

/** The first instant from which a send is allowed: `now` where one already is. For the 202 answer to a send. */
export const resendAt = (state: SmsNumber, now: Instant, earlier: readonly Instant[] = []): Instant =>
  quotaViolation([...earlier, ...sends(state)], now)?.retryAt ?? now;

const outcomes = { AcceptSms: 'SmsAccepted', RefuseSms: 'SmsRefused' } as const;

const settle = (state: SmsNumber, id: string, outcome: SmsReservation['outcome']): SmsNumber => ({
  reservations: state.reservations.map((each) => (each.id === id ? { ...each, outcome } : each)),
});

/**
 * The SMS quota of one number (V4.2–V4.4): a send is reserved, handed to the gateway, then accepted, or refused, which
 * frees it. Refuses with 429 `sms.quota-exceeded` (`rule`, `retryAt`).
 */
export const smsNumber: Decider<SmsNumberCommand, SmsNumberEvent, SmsNumber> = {
  category: 'SmsNumber',
  initialState: { reservations: [] },
  decide(command, state) {
    const { reservationId, at } = command;
    const reservation = state.reservations.find(({ id }) => id === reservationId);
    if (command.type === 'ReserveSms') {
      if (reservation) return [];
      const violation = quotaViolation([...(command.earlier ?? []), ...sends(state)], at);
      if (violation) throw refusal('sms.quota-exceeded', { ...violation });
      return [{ type: 'SmsReserved', data: { reservationId, purpose: command.purpose, at } }];
    }
    if (reservation?.outcome !== 'open') return [];
    return [{ type: outcomes[command.type], data: { reservationId, at } }];
  },
  evolve(state, event) {
    const { reservationId: id, at } = event.data;
    switch (event.type) {
      case 'SmsReserved': {
        const needed = state.reservations.filter((each) => mayStillCount(each.at, at));
        return { reservations: [...needed, { id, at, outcome: 'open' }] };
      }
      case 'SmsAccepted':
        return settle(state, id, 'accepted');
      case 'SmsRefused':
        return settle(state, id, 'refused');
    }
  },
};
