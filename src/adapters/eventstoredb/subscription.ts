import { type AllStreamRecordedEvent, type EventStoreDBClient, type Position, START } from '@eventstore/db-client';
import { type CaughtUp, caughtUp } from '../../application/ports/event-store.js';

/**
 * Everything in the log after `after`, unfiltered, until the server drops it or `signal` aborts. Pulled: the server is
 * held back while the consumer works.
 * @throws whatever the subscription ended with; nothing when `signal` aborted
 */
export async function* deliver(
  client: EventStoreDBClient,
  after: Position | undefined,
  signal: AbortSignal,
  confirmMs: number,
): AsyncGenerator<AllStreamRecordedEvent | CaughtUp, void, undefined> {
  const subscription = client.subscribeToAll({ fromPosition: after ?? START });
  subscription.on('error', () => {});
  // The client emits the sign while events before it still wait to be pulled: it has to queue behind them.
  subscription.on('caughtUp', () => subscription.push(caughtUp));
  const unconfirmed = setTimeout(() => {
    subscription.destroy(new Error(`subscription not confirmed within ${confirmMs} ms`));
  }, confirmMs);
  subscription.once('confirmation', () => clearTimeout(unconfirmed));
  const stop = () => void subscription.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const item of subscription as AsyncIterable<{ event?: AllStreamRecordedEvent } | CaughtUp>) {
      if (item === caughtUp) yield caughtUp;
      else if (item.event) yield item.event;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearTimeout(unconfirmed);
    signal.removeEventListener('abort', stop);
    subscription.unsubscribe().catch(() => {});
  }
}
