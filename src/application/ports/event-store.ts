import type { Instant } from '../../domain/shared/instant.js';
import { JsonObject } from './json.js';
import type { KnownLog } from './known-log.js';
import { DependencyUnavailable } from './unavailable.js';

/** Revision of a stream's last event (the first is 0), or a stream that must not exist yet. */
export type ExpectedRevision = bigint | 'no-stream';
/** Where an event stands in the log's one order. Opaque: only the store that made it can compare it. */
export type Position = string;

export interface Actor {
  readonly kind: 'customer' | 'user' | 'staff' | 'system' | 'anonymous';
  readonly id: string;
}

/** What every event carries beside its data (P5). */
export interface EventMetadata {
  readonly at: Instant;
  readonly actor: Actor;
  readonly correlationId: string;
  /** What led to the command: the command itself for a caller's, an event's id for a process's. */
  readonly causationId: string;
  readonly commandId: string;
  readonly session: string | null;
  readonly device: string | null;
  readonly clientVersion: string | null;
  readonly schemaVersion: number;
  /** Base64 of what authenticates the event where it stands; events from before MACs began have none. */
  readonly mac?: string;
}

export interface NewEvent {
  /** A UUID; the same id appended again at the same revision is the same event. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly raw: RawJson;
}

/** The JSON texts of an event as the log keeps them, to the byte: what is proved of it is proved of these. */
export interface RawJson {
  readonly data: string;
  readonly metadata: string;
}

/** An event by where it stands: two logs that hold it there are one and the same up to it. */
export interface Place {
  readonly position: Position;
  readonly id: string;
}

/** Sign in a subscription: everything that was in the log when it was asked has been delivered. */
export const caughtUp = Symbol('caught up');
export type CaughtUp = typeof caughtUp;

export interface Appended {
  /** Revision of the last event of the batch. */
  readonly revision: bigint;
  /** Position of the last event of the batch. */
  readonly position: Position;
}

/** Somebody else was faster, or the stream is not where the writer believed it to be. */
export class RevisionConflict extends Error {
  constructor(readonly stream: string) {
    super(`stream ${stream} is at another revision`);
    this.name = 'RevisionConflict';
  }
}

/** The batch is larger than `maxAppendBytes`. */
export class AppendTooLarge extends Error {
  constructor(readonly bytes: number) {
    super(`an append of ${bytes} bytes exceeds the limit of ${maxAppendBytes}`);
    this.name = 'AppendTooLarge';
  }
}

/**
 * The log does not hold an event that was read from it or appended to it: it has lost its end, or it is another log.
 * Nothing was appended, and nothing may be decided upon what is remembered.
 */
export class LogWentBack extends DependencyUnavailable {
  constructor(readonly missing: Place) {
    super('event store');
    this.name = 'LogWentBack';
  }
}

/** Somebody wrote or altered an event who has not the service's key: nothing may be decided upon its stream. */
export class EventNotAuthentic extends Error {
  constructor({ stream, revision }: Pick<StoredEvent, 'stream' | 'revision'>) {
    super(`event ${revision} of ${stream} is not authentic`);
    this.name = 'EventNotAuthentic';
  }
}

/** Bytes of data and metadata, as JSON in UTF-8, that one append may carry. */
export const maxAppendBytes = 1_000_000;

export abstract class EventStore {
  /** What this instance has read and appended; decorators share that of the store within. */
  abstract readonly known: KnownLog;
  /**
   * All or nothing. The same ids at the same revision succeed again, write nothing and answer what they answered first.
   * @throws RevisionConflict when the stream is elsewhere, or the ids stand elsewhere
   * @throws AppendTooLarge above `maxAppendBytes`
   * @throws DependencyUnavailable when the server does not answer within the deadline; a repeat is safe
   * @throws LogWentBack when the log does not hold `known.newest`
   */
  abstract append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;
  /**
   * Oldest first from revision `from`, or newest first. A stream that does not exist yields nothing.
   * @throws LogWentBack when the log does not hold `known.newest`
   */
  abstract read(
    stream: string,
    options?: { from?: bigint; limit?: number; backwards?: boolean },
  ): AsyncIterable<StoredEvent>;
  /**
   * Every event after a position in one order that never changes, `caughtUp` when the present is reached, then live
   * ones until `signal` aborts (the iteration then ends without an error). Comes back by itself when the server went away.
   * @throws LogWentBack when the log does not hold `known.newest`
   */
  abstract subscribe(options: { after?: Position; signal: AbortSignal }): AsyncIterable<StoredEvent | CaughtUp>;
  /** Negative, zero or positive, as `a` comes before, is, or comes after `b`. */
  abstract compare(a: Position, b: Position): number;
  /** How many events stand after `from` (null: the beginning) up to `to`; undefined where positions do not count events. */
  distance(_from: Position | null, _to: Position): number | undefined {
    return undefined;
  }
  /** Position of the newest event; undefined in an empty log. */
  abstract head(): Promise<Position | undefined>;
  /** The id of the event at a position; undefined when no event of ours stands there. */
  abstract idAt(position: Position): Promise<string | undefined>;
  /**
   * Goes the way of an append and leaves nothing behind, to learn whether appends go through again.
   * @throws DependencyUnavailable, or what the server says, where an append would fail
   */
  abstract rehearse(): Promise<void>;
  abstract close(): Promise<void>;
}
