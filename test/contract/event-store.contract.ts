import { afterAll, beforeAll, describe } from '@jest/globals';
import type { EventStore, Position } from '../../src/application/ports/event-store.js';
import { appending } from './event-store.append.js';
import { losing } from './event-store.losing.js';
import { reading } from './event-store.reading.js';
import { subscribing } from './event-store.subscribing.js';

/** One log under test, and what a case may do to it. */
export interface LogUnderTest {
  readonly store: EventStore;
  /** Another client of the same log, as another process would have. */
  readonly second?: () => Promise<EventStore>;
  /** Stops the server the hard way and starts it again on the same data; resolves when it answers. */
  readonly restart?: () => Promise<void>;
  /** The server comes back without what stood after `after`, and with what `meanwhile` appends through another client. */
  readonly loseEnd?: (after: Position, meanwhile?: (other: EventStore) => Promise<unknown>) => Promise<void>;
  dispose(): Promise<void>;
}

/** What every EventStore promises. One log serves all cases: each uses streams of its own. */
export const eventStoreContract = (name: string, create: () => Promise<LogUnderTest>): void => {
  describe(`EventStore: ${name}`, () => {
    let log: LogUnderTest;
    beforeAll(async () => {
      log = await create();
    });
    afterAll(async () => {
      await log?.dispose();
    });
    appending(() => log);
    reading(() => log);
    subscribing(() => log);
    losing(() => log);
  });
};
