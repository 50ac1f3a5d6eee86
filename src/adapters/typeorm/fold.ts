import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../application/ports/event-store.js';
import type { AnyReadModel, Row } from '../../application/ports/read-models.js';

/** An event and how many events of the log there are up to and including it. */
export interface NumberedEvent {
  readonly event: StoredEvent;
  readonly ordinal: number;
}

/** A row as it is stored: its JSON, the event that made it, and what it is found by. */
export interface FoldedRow {
  readonly text: string;
  readonly ordinal: number;
  readonly index: readonly (readonly [name: string, value: string])[];
}

/** Why an event is parked that was not tried: one before it is. */
export const waitsBehind = 'waits behind an earlier event';

/** What a fold knows of one key. */
export interface Folding {
  row?: FoldedRow;
  /** An event of this key could not be folded; all later ones wait behind it. */
  blocked: boolean;
}

/**
 * Folds one more event of a key; answers why the event is parked instead, if it is. A row passes through its JSON at
 * every step, so that what is folded does not depend on where a batch ended.
 */
export const foldInto = (
  model: AnyReadModel,
  folding: Folding,
  { event, ordinal }: NumberedEvent,
): string | undefined => {
  if (folding.blocked) return waitsBehind;
  try {
    keyOf(model, event);
    const before = folding.row;
    const after = model.evolve(before && (JSON.parse(before.text) as Row), event);
    folding.row = after === null ? undefined : toStored(model, after, before?.ordinal ?? ordinal);
    return undefined;
  } catch (error) {
    folding.blocked = true;
    return reasonOf(error);
  }
};

const toStored = (model: AnyReadModel, row: Row, ordinal: number): FoldedRow => {
  const text = JSON.stringify(row);
  if (!text?.startsWith('{')) throw new TypeError('row');
  return { text, ordinal, index: indexOf(model, text) };
};

const maxKeyBytes = 1000;

const keyOf = (model: AnyReadModel, event: StoredEvent): string => {
  const key = model.key(event);
  if (typeof key !== 'string' || key === '' || key.includes('\0') || !key.isWellFormed()) throw new TypeError('key');
  if (Buffer.byteLength(key) > maxKeyBytes) throw new RangeError('key');
  return key;
};

/** The key under which an event is folded or parked: its stream where the model's own key cannot be had. */
export const placeOf = (model: AnyReadModel, event: StoredEvent): string => {
  try {
    return keyOf(model, event);
  } catch {
    return event.stream;
  }
};

export const indexOf = (model: AnyReadModel, text: string): FoldedRow['index'] => {
  const row = JSON.parse(text) as Row;
  return listsOf(model).flatMap((names) => {
    const values = names.map((name) => model.index![name]!(row));
    return values.every((value) => value !== null && value !== undefined)
      ? [[listName(names), listValue(values as string[])] as const]
      : [];
  });
};

export const listsOf = ({ index = {}, lists }: AnyReadModel): readonly (readonly string[])[] =>
  lists ?? Object.keys(index).map((name) => [name]);

/** A list's name, and a row's place in it, as the table holds them. */
export const listName = (names: readonly string[]): string => names.join(',');
export const listValue = (values: readonly string[]): string =>
  indexed(values.length === 1 ? values[0]! : JSON.stringify(values));

/** An index value as the table holds it: short ones as they are, those too long or with U+0000 by their digest. */
const indexed = (value: string): string =>
  value.length <= 200 && value.isWellFormed() && !value.includes('\0')
    ? `=${value}`
    : `#${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;

/** Why an event could not be folded or handled, without the error's message: it may quote personal data. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  const name = /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
  const trace = (error.stack ?? '').replace(error.message, () => '');
  const place = /^ {4}at .*?([\w.-]+:\d+):\d+\)?$/m.exec(trace);
  return place ? `${name} at ${place[1]}` : name;
};
