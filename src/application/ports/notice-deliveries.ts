import type { Instant } from '../../domain/shared/instant.js';

/** A security notice about one event to one number (P4). */
export interface NoticeDelivery {
  readonly eventId: string;
  /** A keyed digest of event and number: the number itself is kept nowhere (P1). */
  readonly receiver: string;
  /** When the event happened. */
  readonly at: Instant;
}

/**
 * What came of it. `accepted`: the gateway took the message; `unknown`: it did not say, which counts as accepted;
 * `refused`: it held this one back; `unavailable`: it was certainly not reached; `exhausted`: refused for the last time;
 * `expired`: dropped, since the event is too old. After `refused` and `unavailable` it may be sent again.
 */
export type NoticeOutcome = 'accepted' | 'unknown' | 'refused' | 'unavailable' | 'exhausted' | 'expired';

/** Which notices have left: at most one message for each event and number (P4). Remembered for as long as one may be sent. */
export abstract class NoticeDeliveries {
  /**
   * Notes that the message is about to leave. Answers how often it was refused so far, or undefined when it must not
   * leave: it did, or may have, or was given up. Of callers at the same time one gets a number.
   * @throws DependencyUnavailable
   */
  abstract begin(delivery: NoticeDelivery): Promise<number | undefined>;
  /** Notes what came of it; a message that left stays so. @throws DependencyUnavailable */
  abstract end(delivery: NoticeDelivery, outcome: NoticeOutcome): Promise<void>;
  /** Forgets what happened before `instant`. @throws DependencyUnavailable */
  abstract forget(instant: Instant): Promise<void>;
}
