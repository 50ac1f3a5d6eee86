import type { Position, StoredEvent } from './event-store.js';

/** What a read model keeps for a key: plain JSON. */
export type Row = object;

/**
 * A read model is a pure fold: which row an event concerns, and what the row becomes. Personal fields arrive sealed
 * (`Sealed`) and stay so; a query opens them at the end.
 */
export interface ReadModel<R extends Row = Row> {
  readonly name: string;
  /** Raise it with every change of the fold: the new version is built beside the old one, which other releases go on reading. */
  readonly version: number;
  readonly types: readonly string[];
  readonly key: (event: StoredEvent) => string;
  /** The row after the event; null removes it. */
  readonly evolve: (row: R | undefined, event: StoredEvent) => R | null;
  /** What rows are found by, beside their key. */
  readonly index?: { readonly [name: string]: (row: R) => string | null };
  /** Names of `index` that are asked for together, or alone; unless given, each alone. Every list is an index by itself. */
  readonly lists?: readonly (readonly string[])[];
}

/** What a list's rows have in common: of each name of the list a value, or one of several. */
export interface Where {
  readonly [name: string]: string | readonly string[];
}

/** A read model of whatever rows, as lists hold them. */
// biome-ignore lint/suspicious/noExplicitAny: rows stand on both sides of a fold, so no other type takes every model
export type AnyReadModel = ReadModel<any>;

/** A row that was written or removed. */
export interface RowChange {
  readonly model: string;
  readonly key: string;
}

export interface FoundRow<R extends Row> {
  readonly key: string;
  readonly row: R;
  /** Takes the list up after this row. */
  readonly cursor: string;
}

/** `next` is the `cursor` of the page after; null: there is none. */
export interface FoundPage<R extends Row> {
  readonly items: readonly FoundRow<R>[];
  readonly next: string | null;
}

export interface PageRequest {
  readonly limit?: number;
  readonly cursor?: string;
  readonly oldestFirst?: boolean;
}

/**
 * Reads the rows that the projection engine keeps: of each model the newest complete version that this release knows.
 * @throws DependencyUnavailable when the server is down, there is no such version yet, or it lacks the list that is asked for
 */
export abstract class ReadModels {
  abstract get<R extends Row>(model: ReadModel<R>, key: string): Promise<R | undefined>;
  /**
   * Rows of one of the model's lists, newest first (by the position of the event that made the row) unless
   * `oldestFirst`, at a cost that neither other rows nor earlier pages add to; 50 at most unless `limit` (at most 500) says otherwise. `cursor` is the `next` of the page before.
   * @throws DomainError `request.invalid` with `cursor.invalid` at `/cursor` for a cursor of another list
   */
  abstract find<R extends Row>(model: ReadModel<R>, where: Where, page?: PageRequest): Promise<FoundPage<R>>;
  /**
   * Resolves when every version that is read has passed `position`; false when that took longer than `withinMs`. Works on any
   * instance, whichever runs the projections.
   */
  abstract waitFor(position: Position, withinMs: number): Promise<boolean>;
  /**
   * Calls `listener` after every commit that changed rows, on any instance; `'unknown'` after a gap in which changes
   * may have been missed. Answers how to stop it.
   */
  abstract onChange(listener: (changes: readonly RowChange[] | 'unknown') => void): () => void;
}
