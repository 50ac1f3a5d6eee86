import { randomUUID } from 'node:crypto';
import {
  type Appended,
  type CaughtUp,
  caughtUp,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type StoredEvent,
} from '../../src/application/ports/event-store.js';
import { type JsonObject } from '../../src/application/ports/json.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';

let streams = 0;
/** A stream that no other case uses. */
export const freshStream = (): string => `contract-${randomUUID()}-${++streams}`;

export const newEvent = (data: JsonObject = {}, type = 'SomethingHappened'): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: {
    at: '2026-11-22T08:00:00.000Z',
    actor: { kind: 'system', id: 'contract' },
    correlationId: 'correlation',
    causationId: 'causation',
    commandId: 'command',
    session: null,
    device: null,
    clientVersion: null,
    schemaVersion: 1,
  },
});

export const newEvents = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => newEvent({ n }));

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

export const ids = (events: readonly { id: string }[]): string[] => events.map((event) => event.id);

/** Takes from a subscription until `enough` says so; events of the whole log and the signs pass by. */
export const takeUntil = async (
  store: EventStore,
  enough: (taken: readonly StoredEvent[], last: StoredEvent | CaughtUp) => boolean,
  after?: Position,
): Promise<StoredEvent[]> => {
  const stop = new AbortController();
  const taken: StoredEvent[] = [];
  for await (const item of store.subscribe({ ...(after === undefined ? {} : { after }), signal: stop.signal })) {
    if (item !== caughtUp) taken.push(item);
    if (enough(taken, item)) stop.abort();
    if (stop.signal.aborted) break;
  }
  return taken;
};

/** Appends through an outage as a client does: the same batch again for as long as the server is unavailable. */
export const appendThroughOutage = async (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Promise<Appended> => {
  for (;;) {
    try {
      return await store.append(stream, expected, events);
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};
