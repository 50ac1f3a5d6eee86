import type { Position, StoredEvent } from './event-store.js';
import type { TimeStamp } from './time-stamps.js';

/** A head of the tree over the log's events, signed by the log and perhaps by witnesses. */
export interface SignedCheckpoint {
  /** Names the log and its epoch: `<host>/log/<identity>/<epoch>`; also the name of the key that signed. */
  readonly origin: string;
  /** How many events it is over: the first `size` of the log's one order. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
  /** The last event that it is over; undefined where it is over none. */
  readonly position: Position | undefined;
  /** The signed note of C2SP tlog-checkpoint, cosignatures of witnesses included. */
  readonly note: string;
}

/** That an event stands in the log: what an archive carries beside its entry. */
export interface ProvedEvent {
  /** Of the event in the log's order, counted from 0. */
  readonly index: number;
  /** Inclusion proof of RFC 6962, from the leaf's sibling up: 32 bytes each. */
  readonly hashes: readonly Buffer[];
  /** The signed note that the proof leads to. */
  readonly checkpoint: string;
}

/** A head of the tree, and the time by which it existed. */
export interface StampedCheckpoint {
  readonly checkpoint: SignedCheckpoint;
  /** Over the note without cosignatures, which come later (RFC 3161). */
  readonly timeStamp: TimeStamp;
}

/** A tile of C2SP tlog-tiles. */
export interface TileName {
  readonly level: number;
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/**
 * The Merkle tree over all events of the log (RFC 6962, in tiles of C2SP tlog-tiles): leaf n is the n-th event in the order
 * of `EventStore.subscribe`, over the bytes that are stored. Grows a little behind the log. An event that was altered, taken
 * out, moved or put in later no longer fits a checkpoint that was signed before.
 */
export abstract class TransparencyLog {
  /** Verifier key of signed-note, `<origin>+<key id>+<key>`, for checkpoints of the present epoch; of several that sign, the newest of Ed25519. @throws DependencyUnavailable */
  abstract vkey(): Promise<string>;
  /** The newest; undefined before the first one. @throws DependencyUnavailable */
  abstract latest(): Promise<SignedCheckpoint | undefined>;
  /**
   * The newest, once it is over the event at `position`.
   * @throws DependencyUnavailable when it is not within 5 s
   */
  abstract covering(position: Position): Promise<SignedCheckpoint>;
  /**
   * Proofs of events, in their order, all of them leading to `checkpoint`, which is over each.
   * @throws NotInTree for an event that the tree does not have; DependencyUnavailable
   */
  abstract prove(events: readonly StoredEvent[], checkpoint: SignedCheckpoint): Promise<readonly ProvedEvent[]>;
  /**
   * The earliest head over the event that has a time-stamp; undefined where none has.
   * @throws NotInTree; DependencyUnavailable
   */
  abstract stamped(event: StoredEvent): Promise<StampedCheckpoint | undefined>;
  /** Keeps a time-stamp over a head, unless it has one. @throws DependencyUnavailable */
  abstract keep(stamped: StampedCheckpoint): Promise<void>;
  /** Hashes one after the other; undefined where the tree is not so large. @throws DependencyUnavailable */
  abstract tile(tile: TileName): Promise<Buffer | undefined>;
  /** The entries that a tile of level 0 is over, in their order; undefined where the tree is not so large. @throws DependencyUnavailable */
  abstract entries(bundle: Omit<TileName, 'level'>): Promise<readonly string[] | undefined>;
}

/** The tree has another entry where the event should be, or none: the log was altered after it was signed. */
export class NotInTree extends Error {
  constructor({ stream, revision }: Pick<StoredEvent, 'stream' | 'revision'>) {
    super(`event ${revision} of ${stream} is not in the tree as it is in the log`);
    this.name = 'NotInTree';
  }
}
