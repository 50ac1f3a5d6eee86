import { hash, randomBytes } from 'node:crypto';
import type { Json } from '../ports/json.js';

/**
 * The JSON text `[salt, field, value]`: it shows whoever has a digest that the digest is of this value. Its 128 bits of salt
 * make the digest say nothing to whoever has not the text (RFC 9901 §4.2.1).
 */
export type Disclosure = string;

export const newDisclosure = (field: string, value: Json): Disclosure =>
  JSON.stringify([randomBytes(16).toString('base64url'), field, value]);

/** RFC 9901 §4.2.3: the SHA-256 of the text in base64url, itself in base64url. */
export const digestOf = (disclosure: Disclosure): string =>
  hash('sha256', Buffer.from(disclosure).toString('base64url'), 'base64url');

export const disclosed = (disclosure: Disclosure): { readonly field: string; readonly value: Json } => {
  const [, field, value] = JSON.parse(disclosure) as [salt: string, field: string, value: Json];
  return { field, value };
};
