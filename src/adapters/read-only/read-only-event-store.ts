import { ForwardingEventStore } from '../../application/core/forwarding-event-store.js';
import { ReadOnlyService } from '../../application/ports/unavailable.js';

/** A log to which nothing is appended, a trace of who looked included: who must leave one is shown nothing. */
export class ReadOnlyEventStore extends ForwardingEventStore {
  override async append(): Promise<never> {
    throw new ReadOnlyService();
  }

  override async rehearse(): Promise<never> {
    throw new ReadOnlyService();
  }
}
