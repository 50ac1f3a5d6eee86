import type { DataKey } from '../ports/data-keys.js';
import type { Json } from '../ports/json.js';
import { inTodaysShape } from './event-catalogue.js';
import { openWith, sealWith } from './keyring.js';

/** A `Sealed<T>` as it lies in the log and in rows (P1): format version, data key's id, field, and nonce + AES-256-GCM ciphertext + tag in base64. */
export interface SealedValue {
  readonly $sealed: 1;
  readonly key: string;
  readonly field: string;
  readonly value: string;
  readonly [member: string]: Json | undefined;
}

export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && (value as SealedValue).$sealed === 1;

export const sealValue = (key: DataKey, field: string, value: Json): SealedValue => ({
  $sealed: 1,
  key: key.id,
  field,
  value: sealWith(key.bytes, Buffer.from(JSON.stringify(value)), `${key.id}/${field}`).toString('base64'),
});

/** The value in today's shape, whichever version of the code sealed it. */
export const openValue = (key: DataKey, { key: keyId, field, value }: SealedValue): Json => {
  const opened = openWith(key.bytes, Buffer.from(value, 'base64'), `${keyId}/${field}`);
  return inTodaysShape(field, JSON.parse(opened.toString()));
};

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
