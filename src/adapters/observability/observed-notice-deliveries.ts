import type { Log } from '../../application/ports/log.js';
import {
  NoticeDeliveries,
  type NoticeDelivery,
  type NoticeOutcome,
} from '../../application/ports/notice-deliveries.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { Metrics } from './metrics.js';

const dropped: readonly NoticeOutcome[] = ['exhausted', 'expired'];

/** Counts what came of notices, and tells of those that nobody will get. */
export class ObservedNoticeDeliveries extends NoticeDeliveries {
  constructor(
    private readonly deliveries: NoticeDeliveries,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {
    super();
  }

  override begin(delivery: NoticeDelivery): Promise<number | undefined> {
    return this.deliveries.begin(delivery);
  }

  override async end(delivery: NoticeDelivery, outcome: NoticeOutcome): Promise<void> {
    await this.deliveries.end(delivery, outcome);
    this.metrics.notices.inc({ outcome });
    if (dropped.includes(outcome)) this.log('warn', 'notice dropped', { event: delivery.eventId, outcome });
  }

  override forget(instant: Instant): Promise<void> {
    return this.deliveries.forget(instant);
  }
}
