import {
  caughtUp,
  type EventStore,
  type NewEvent,
  type Position,
  RevisionConflict,
  type StoredEvent,
} from '../../../application/ports/event-store.js';
import { Edge } from '../../../application/transparency-log/edge.js';
import { entryOf } from '../../../application/transparency-log/entry.js';
import { leafHash } from '../../../application/transparency-log/merkle.js';
import { placeOf } from './log-verification.js';

/** What one append carries at most: events of one stream that follow each other in the log, and bytes of them. */
const most = { events: 200, bytes: 500_000 };

/** The copy cannot be what the log is: nothing more is written. */
export class CannotCopy extends Error {
  constructor(
    /** Of the event, counted from 0. */
    readonly index: number,
    what: string,
  ) {
    super(what);
    this.name = 'CannotCopy';
  }
}

interface Copied {
  /** All events of the log up to its head as it was at the beginning. */
  readonly events: number;
  /** Those that were not there yet. */
  readonly appended: number;
  /** Over the events of the log. */
  readonly root: Buffer;
}

/** Told of each event that was read back from the copy. */
type Judge = (event: StoredEvent) => Promise<void>;

/**
 * Copies a log, event by event in its order, into a store that is empty or has its beginning: ids, types, data, metadata and
 * revisions stay. A copy that broke off is gone on with. What was written is read back and given to `judge`.
 */
export class LogCopy {
  constructor(
    private readonly log: EventStore,
    private readonly copy: EventStore,
    private readonly judge: Judge,
  ) {}

  /** Whether the copy is the beginning of the log. Writes nothing. @throws CannotCopy for other events */
  async compare(): Promise<void> {
    const log = this.events(await this.log.head());
    let index = 0;
    for await (const event of present(this.copy)) await this.assertSame(event, await next(log), index++);
  }

  /** @throws CannotCopy, DependencyUnavailable */
  async run(tell: (progress: { readonly passed: number; readonly of: number }) => void): Promise<Copied> {
    const head = await this.log.head();
    const of = head === undefined ? 0 : (this.log.distance(null, head) ?? 0);
    const edge = await Edge.of(0, async () => Buffer.alloc(0));
    const log = grown(this.events(head), edge);
    let there = 0;
    let last: Position | undefined;
    for await (const event of present(this.copy)) {
      await this.assertSame(event, await next(log), there++);
      await this.judge(event);
      last = event.position;
    }
    let passed = there;
    for await (const run of runs(log)) {
      await this.append(run, passed);
      passed += run.length;
      tell({ passed, of });
    }
    await this.readBack(passed - there, last);
    return { events: passed, appended: passed - there, root: edge.root() };
  }

  /** Those of the log up to a head. */
  private async *events(head: Position | undefined): AsyncGenerator<StoredEvent, void, undefined> {
    if (head === undefined) return;
    for await (const event of present(this.log)) {
      yield event;
      if (this.log.compare(event.position, head) >= 0) return;
    }
  }

  /** What was appended is there by now, though the server that is asked may be behind the one that took it. */
  private async readBack(count: number, after: Position | undefined): Promise<void> {
    if (count === 0) return;
    let left = count;
    for await (const event of this.copy.subscribe(from(after))) {
      if (event === caughtUp) continue;
      await this.judge(event);
      if (--left === 0) return;
    }
  }

  private async assertSame(copied: StoredEvent, event: StoredEvent | undefined, index: number): Promise<void> {
    if (event && entryOf(event) === entryOf(copied)) return;
    throw new CannotCopy(index, `the target has another event there: ${placeOf(copied)}`);
  }

  private async append(events: readonly StoredEvent[], index: number): Promise<void> {
    const [first] = events;
    const { stream, revision } = first!;
    const altered = events.findIndex((event) => !isWrittenAnew(event));
    if (altered >= 0)
      throw new CannotCopy(index + altered, `${placeOf(events[altered]!)} is not as it was written: it was altered`);
    const expected = revision === 0n ? 'no-stream' : revision - 1n;
    try {
      await this.copy.append(stream, expected, events.map(toNew));
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      throw new CannotCopy(index, `the target has other events in ${stream}, or ${placeOf(first!)} does not follow`);
    }
  }
}

const toNew = ({ id, type, data, metadata }: StoredEvent): NewEvent => ({ id, type, data, metadata });

/** A store is given values: it keeps the bytes of those alone whose text is made of the value again. */
const isWrittenAnew = ({ data, metadata, raw }: StoredEvent): boolean =>
  JSON.stringify(data) === raw.data && JSON.stringify(metadata) === raw.metadata;

const from = (after: Position | undefined) => ({
  signal: new AbortController().signal,
  ...(after !== undefined && { after }),
});

/** What a store holds now. */
async function* present(store: EventStore): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const event of store.subscribe(from(undefined))) {
    if (event === caughtUp) return;
    yield event;
  }
}

async function* grown(events: AsyncIterable<StoredEvent>, edge: Edge): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const event of events) {
    edge.grow([leafHash(entryOf(event))]);
    yield event;
  }
}

const next = async <T>(items: AsyncGenerator<T, void, undefined>): Promise<T | undefined> =>
  (await items.next()).value ?? undefined;

/** Events of one stream that follow each other, as many as one append carries. */
async function* runs(events: AsyncIterable<StoredEvent>): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  let run: StoredEvent[] = [];
  let bytes = 0;
  for await (const event of events) {
    const size = Buffer.byteLength(event.raw.data) + Buffer.byteLength(event.raw.metadata);
    const last = run.at(-1);
    const follows = last?.stream === event.stream && last.revision + 1n === event.revision;
    if (last && (!follows || run.length >= most.events || bytes + size > most.bytes)) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}
