import type { DomainError, FieldError } from '../../domain/shared/domain-error.js';
import { epochMs, type Instant, second } from '../../domain/shared/instant.js';
import type { ProblemCode } from '../../domain/shared/problem-codes.js';
import { fieldTextOf, type Language, statusOf, textOf } from './problem-texts.js';
import { problemType } from './problem-type.js';

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly instance: string;
  readonly errors?: readonly (FieldError & { readonly detail: string })[];
  readonly [member: string]: unknown;
}

export const problemOf = (error: DomainError, instance: string, language: Language): Problem => {
  const { errors, ...extras } = error.extras;
  const { title, detail } = textOf(error.code, language, extras.rule);
  return {
    ...extras,
    type: problemType(error.code),
    title,
    status: statusOf(error.code),
    detail,
    code: error.code,
    instance,
    ...(errors && {
      errors: errors.slice(0, maxErrors).map((field) => ({ ...field, detail: fieldTextOf(field.code, language) })),
    }),
  };
};

/** Errors of one answer. */
const maxErrors = 50;

/** Seconds for `Retry-After` (429, 503): until `retryAt` by the service's clock, at least one. */
export const retryAfter = (error: DomainError, now: Instant): number => {
  const { retryAt } = error.extras;
  return retryAt ? Math.max(1, Math.ceil((epochMs(retryAt) - epochMs(now)) / second)) : 1;
};
