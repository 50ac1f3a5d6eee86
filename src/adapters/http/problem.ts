import { DomainError, type ErrorKind, type FieldError } from '../../domain/shared/domain-error.js';
import { epochMs, type Instant, second } from '../../domain/shared/instant.js';
import { fieldTextOf, type Language, textOf } from './problem-texts.js';

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly (FieldError & { readonly detail: string })[];
  readonly [member: string]: unknown;
}

const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  rule: 422,
  quota: 429,
  unavailable: 503,
};

/** Codes that HTTP has a narrower status for than their kind. */
const statusOfCode: Readonly<Record<string, number>> = {
  'revision.mismatch': 412,
  'photo.too-large': 413,
  'request.too-large': 413,
  'photo.format': 415,
  'request.media-type': 415,
};

export const statusOfError = (error: DomainError): number => statusOfCode[error.code] ?? statusOfKind[error.kind];

export const problemOf = (error: DomainError, instance: string, language: Language): Problem => {
  const { errors, ...extras } = error.extras;
  const { title, detail } = textOf(error.code, language);
  return {
    ...extras,
    type: `urn:problem-type:${error.code}`,
    title,
    status: statusOfError(error),
    detail,
    code: error.code,
    instance,
    ...(errors && { errors: errors.map((field) => ({ ...field, detail: fieldTextOf(field.code, language) })) }),
  };
};

/** Seconds for `Retry-After` (429, 503): until `retryAt` by the service's clock, at least one. */
export const retryAfter = (error: DomainError, now: Instant): number => {
  const { retryAt } = error.extras;
  return retryAt ? Math.max(1, Math.ceil((epochMs(retryAt) - epochMs(now)) / second)) : 1;
};

export const internalError = (instance: string, language: Language): Problem => ({
  type: 'urn:problem-type:internal',
  ...textOf('internal', language),
  status: 500,
  code: 'internal',
  instance,
});
