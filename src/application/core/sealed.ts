import type { DataKey } from '../ports/data-keys.js';
import type { Json } from '../ports/json.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { type Disclosure, digestOf, disclosed, newDisclosure } from './disclosure.js';
import { inTodaysShape } from './event-catalogue.js';
import { openWith, sealWith } from './keyring.js';

/** Format 1 seals the value, format 2 its disclosure, and says the disclosure's digest. */
export const sealFormats = [1, 2] as const;
export type SealFormat = (typeof sealFormats)[number];

/**
 * A `Sealed<T>` as it lies in the log and in rows (P1): data key's id, field, the event that it was sealed for, and nonce +
 * AES-256-GCM ciphertext + tag in base64. `$sealed` marks it. The oldest values name no event.
 */
export interface SealedValue {
  readonly $sealed: SealFormat;
  readonly key: string;
  readonly field: string;
  /** Of format 2. */
  readonly digest?: string;
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

/** A sealed value was altered, or stands where it was not sealed: in another stream, event or field, or of another person's key. */
export class SealMisplaced extends Error {
  constructor({ stream }: Whereabouts, { key, field }: SealedValue, options?: ErrorOptions) {
    super(`the value of ${field} in ${stream} was not sealed there, by key ${key}`, options);
    this.name = 'SealMisplaced';
  }
}

/** A value of a format that only a newer release opens: this one must not guess. */
export class NewerSeal extends DependencyUnavailable {
  constructor({ $sealed, field }: SealedValue) {
    super(`a release that opens ${field} sealed in format ${$sealed}`);
    this.name = 'NewerSeal';
  }
}

/** Whether the value is sealed, in whatever format. */
export const isSealed = (value: unknown): value is SealedValue =>
  typeof value === 'object' && value !== null && typeof (value as SealedValue).$sealed === 'number';

/** @param stream of the event */
export const sealValue = (
  key: DataKey,
  stream: string,
  event: SealedEvent,
  field: string,
  value: Json,
  format: SealFormat = 2,
): SealedValue => {
  const sealed = (text: string) =>
    sealWith(key.bytes, Buffer.from(text), contextOf(format, key, stream, event, field)).toString('base64');
  if (format === 1) return { $sealed: 1, key: key.id, field, event, value: sealed(JSON.stringify(value)) };
  const disclosure = newDisclosure(field, value);
  return { $sealed: 2, key: key.id, field, digest: digestOf(disclosure), event, value: sealed(disclosure) };
};

/**
 * The value in today's shape, whichever version of the code sealed it.
 * @throws SealMisplaced when the value was altered, or is another's; NewerSeal
 */
export const openValue = (key: DataKey, sealed: SealedValue, at: Whereabouts): Json => {
  const disclosure = disclosureIn(key, sealed, at);
  const value = disclosure === undefined ? JSON.parse(opened(key, sealed, at)) : disclosed(disclosure).value;
  return inTodaysShape(sealed.field, value);
};

/**
 * What proves the value to whoever has its digest; undefined in format 1, which has none.
 * @throws as openValue
 */
export const disclosureIn = (key: DataKey, sealed: SealedValue, at: Whereabouts): Disclosure | undefined => {
  if (sealed.$sealed === 1) return undefined;
  if (sealed.$sealed !== 2) throw new NewerSeal(sealed);
  const disclosure = opened(key, sealed, at);
  if (digestOf(disclosure) !== sealed.digest || disclosed(disclosure).field !== sealed.field)
    throw new SealMisplaced(at, sealed);
  return disclosure;
};

const opened = (key: DataKey, sealed: SealedValue, at: Whereabouts): string => {
  const { $sealed, key: keyId, field, event, value } = sealed;
  if (at.person !== undefined && !isOf(key, at.person)) throw new SealMisplaced(at, sealed);
  const context = event ? contextOf($sealed, key, at.stream, event, field) : `${keyId}/${field}`;
  try {
    return openWith(key.bytes, Buffer.from(value, 'base64'), context).toString();
  } catch (cause) {
    throw new SealMisplaced(at, sealed, { cause });
  }
};

const isOf = ({ subject }: DataKey, person: string): boolean => subject.endsWith(`/${person}`);

const purposes: { readonly [F in SealFormat]: string } = { 1: 'sealed', 2: 'sealed disclosure' };

const contextOf = (format: SealFormat, key: DataKey, stream: string, event: SealedEvent, field: string): string =>
  JSON.stringify([purposes[format], key.subject, key.id, stream, event.type, event.id, field]);

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
