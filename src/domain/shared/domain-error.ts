/** How a refusal is meant; the HTTP adapter maps each kind to one status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rule'
  | 'quota'
  | 'unavailable';

/** One refused field: a JSON Pointer into the body and a stable code. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
}

/** What helps the caller to act; becomes members of the problem document. Never personal data. */
export interface ErrorExtras {
  readonly errors?: readonly FieldError[];
  /** RFC 3339 instant from which a repeat makes sense. */
  readonly retryAt?: string;
  readonly rule?: string;
  readonly [member: string]: unknown;
}

/** A refusal. `code` is stable and dotted; texts for people belong to the adapters. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly extras: ErrorExtras = {},
  ) {
    super(code);
    this.name = 'DomainError';
  }
}

/** A malformed body: `request.invalid` with every field at once (400). */
export const invalidFields = (...errors: readonly FieldError[]) =>
  new DomainError('invalid', 'request.invalid', { errors });
export const rule = (code: string, extras?: ErrorExtras) => new DomainError('rule', code, extras);
export const conflict = (code: string, extras?: ErrorExtras) => new DomainError('conflict', code, extras);
export const notFound = (code: string) => new DomainError('not-found', code);
