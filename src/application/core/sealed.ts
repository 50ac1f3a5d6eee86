import type { DataKey } from '../ports/data-keys.js';
import type { Json } from '../ports/json.js';
import { inTodaysShape } from './event-catalogue.js';
import { openWith, sealWith } from './keyring.js';

/**
 * A `Sealed<T>` as it lies in the log and in rows (P1): data key's id, field, the event that it was sealed for, and nonce +
 * AES-256-GCM ciphertext + tag in base64. `$sealed` marks it and stays 1: a release that knows only values without `event` (format 1)
 * then fails to open it, and does not take it for a plain object.
 */
export interface SealedValue {
  readonly $sealed: 1;
  readonly key: string;
  readonly field: string;
  readonly event?: SealedEvent;
  readonly value: string;
  readonly [member: string]: Json | undefined;
}

/** The event that a value was sealed for. */
export interface SealedEvent {
  readonly type: string;
  readonly id: string;
  readonly [member: string]: Json;
}

/** Where values are found: in which stream, and whom it concerns where that is known. */
export interface Whereabouts {
  readonly stream: string;
  readonly person?: string | undefined;
}

/** A sealed value stands where it was not sealed: in another stream, event or field, or of another person's key. */
export class SealMisplaced extends Error {
  constructor({ stream }: Whereabouts, { key, field }: SealedValue, options?: ErrorOptions) {
    super(`the value of ${field} in ${stream} was not sealed there, by key ${key}`, options);
    this.name = 'SealMisplaced';
  }
}

export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && (value as SealedValue).$sealed === 1;

/** @param stream of the event */
export const sealValue = (
  key: DataKey,
  stream: string,
  event: SealedEvent,
  field: string,
  value: Json,
): SealedValue => ({
  $sealed: 1,
  key: key.id,
  field,
  event,
  value: sealWith(key.bytes, Buffer.from(JSON.stringify(value)), contextOf(key, stream, event, field)).toString(
    'base64',
  ),
});

/**
 * The value in today's shape, whichever version of the code sealed it.
 * @throws SealMisplaced when the value was altered, or is another's
 */
export const openValue = (key: DataKey, sealed: SealedValue, at: Whereabouts): Json => {
  const { key: keyId, field, event, value } = sealed;
  if (at.person !== undefined && !isOf(key, at.person)) throw new SealMisplaced(at, sealed);
  const context = event ? contextOf(key, at.stream, event, field) : `${keyId}/${field}`;
  return inTodaysShape(field, JSON.parse(opened(key, context, value, at, sealed).toString()));
};

const opened = (key: DataKey, context: string, value: string, at: Whereabouts, sealed: SealedValue): Buffer => {
  try {
    return openWith(key.bytes, Buffer.from(value, 'base64'), context);
  } catch (cause) {
    throw new SealMisplaced(at, sealed, { cause });
  }
};

const isOf = ({ subject }: DataKey, person: string): boolean => subject.endsWith(`/${person}`);

const contextOf = (key: DataKey, stream: string, { type, id }: SealedEvent, field: string): string =>
  JSON.stringify(['sealed', key.subject, key.id, stream, type, id, field]);

/** The value with every sealed part, at any depth, replaced by what `open` makes of it. */
export const openAll = (value: unknown, open: (sealed: SealedValue) => unknown): unknown => {
  if (isSealed(value)) return open(value);
  if (Array.isArray(value)) return value.map((item) => openAll(item, open));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, openAll(member, open)]));
};

/** Ids of the keys that the sealed parts of a value need. */
export const keysOf = (value: unknown, keys = new Set<string>()): ReadonlySet<string> => {
  if (isSealed(value)) keys.add(value.key);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) keysOf(part, keys);
  return keys;
};
