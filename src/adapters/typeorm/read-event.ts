import type { EventStore, StoredEvent } from '../../application/ports/event-store.js';

/** The event at a revision of a stream. @throws Error when there is none */
export const readEvent = async (store: EventStore, stream: string, revision: string): Promise<StoredEvent> => {
  for await (const event of store.read(stream, { from: BigInt(revision), limit: 1 })) return event;
  throw new Error('a parked event is missing in the log');
};
