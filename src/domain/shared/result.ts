import type { FieldCode } from './field-codes.js';

/** What parsing untrusted input yields: the value, or a stable error code, so that a caller can gather several. */
export type Result<T, E = FieldCode> = { readonly value: T } | { readonly error: E };

export const ok = <T>(value: T): { readonly value: T } => ({ value });
export const refused = <E>(error: E): { readonly error: E } => ({ error });

/** A trimmed string in NFKC (full-width digits become ASCII); else `field.required` or `field.type`. */
export const parseText = (input: unknown): Result<string> => {
  if (input === undefined || input === null) return refused('field.required');
  if (typeof input !== 'string') return refused('field.type');
  return ok(input.normalize('NFKC').trim());
};
