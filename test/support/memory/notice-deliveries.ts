import {
  NoticeDeliveries,
  type NoticeDelivery,
  type NoticeOutcome,
} from '../../../src/application/ports/notice-deliveries.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

interface Known {
  readonly at: Instant;
  readonly outcome: NoticeOutcome | 'begun';
  readonly refusals: number;
}

/** NoticeDeliveries in memory, for unit tests; passes the contract suite of the port. */
export class MemoryNoticeDeliveries extends NoticeDeliveries {
  /** What came of each, in the order of the outcomes. */
  readonly outcomes: NoticeOutcome[] = [];
  private readonly known = new Map<string, Known>();

  override async begin(delivery: NoticeDelivery): Promise<number | undefined> {
    const known = this.known.get(keyOf(delivery));
    if (known && known.outcome !== 'refused' && known.outcome !== 'unavailable') return undefined;
    const refusals = known?.refusals ?? 0;
    this.known.set(keyOf(delivery), { at: delivery.at, outcome: 'begun', refusals });
    return refusals;
  }

  override async end(delivery: NoticeDelivery, outcome: NoticeOutcome): Promise<void> {
    this.outcomes.push(outcome);
    const known = this.known.get(keyOf(delivery));
    if (known?.outcome === 'accepted' || known?.outcome === 'unknown') return;
    const refusals = (known?.refusals ?? 0) + Number(outcome === 'refused');
    this.known.set(keyOf(delivery), { at: delivery.at, outcome, refusals });
  }

  override async forget(instant: Instant): Promise<void> {
    for (const [key, { at }] of this.known) if (at < instant) this.known.delete(key);
  }
}

const keyOf = ({ eventId, receiver }: NoticeDelivery) => `${eventId}/${receiver}`;
