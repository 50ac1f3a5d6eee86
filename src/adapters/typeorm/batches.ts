import { caughtUp, type EventStore, type Position, type StoredEvent } from '../../application/ports/event-store.js';

export interface Batch {
  readonly events: readonly StoredEvent[];
  /** The batch reaches the present of the moment of subscribing. */
  readonly caughtUp: boolean;
}

/**
 * A subscription in batches of what has arrived, at most `max` events: one when the log is quiet, many when there is
 * much to catch up. Reading goes on while a batch is worked on, at most one batch ahead.
 */
export async function* batches(
  store: EventStore,
  after: Position | null,
  max: number,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const own = new AbortController();
  const events = store.subscribe({ after: after ?? undefined, signal: AbortSignal.any([signal, own.signal]) });
  let arrived: StoredEvent[] = [];
  let present = false;
  let ended = false;
  let wakeReader = () => {};
  let wakeWorker = () => {};

  const reading = (async () => {
    for await (const event of events) {
      if (event === caughtUp) present = true;
      else arrived.push(event);
      wakeWorker();
      if (arrived.length >= max && !own.signal.aborted) await new Promise<void>((wake) => (wakeReader = wake));
    }
  })().finally(() => {
    ended = true;
    wakeWorker();
  });
  reading.catch(() => {});

  try {
    while (!signal.aborted) {
      if (arrived.length === 0 && !present) {
        if (ended) break;
        await new Promise<void>((wake) => (wakeWorker = wake));
        continue;
      }
      const batch = { events: arrived, caughtUp: present };
      arrived = [];
      present = false;
      wakeReader();
      yield batch;
    }
  } finally {
    own.abort();
    wakeReader();
  }
  await reading;
}
