import type { FieldCode } from '../../domain/shared/field-codes.js';
import { type ErrorKind, kindOf, type ProblemCode } from '../../domain/shared/problem-codes.js';
import { acceptedOf } from './accepted.js';
import { commonTexts } from './problem-texts/common.js';
import { fieldTexts } from './problem-texts/fields.js';
import { futuresTexts } from './problem-texts/futures.js';
import { identityTexts } from './problem-texts/identity.js';
import type { ProblemText } from './problem-texts/problem-text.js';

export type Language = 'zh' | 'en';

export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = {
  ...commonTexts,
  ...futuresTexts,
  ...identityTexts,
};

const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  precondition: 412,
  'precondition-required': 428,
  'too-large': 413,
  'media-type': 415,
  rule: 422,
  quota: 429,
  internal: 500,
  unavailable: 503,
};

export const statusOf = (code: ProblemCode): number => statusOfKind[kindOf(code)];

/** @param rule of the problem, where it has one */
export const textOf = (code: ProblemCode, language: Language, rule?: unknown) => {
  const texts = problemTexts[code];
  const [title, detail] = (texts.byRule?.[String(rule)] ?? texts)[language];
  return { title, detail };
};

export const fieldTextOf = (code: FieldCode, language: Language): string => fieldTexts[code][language];

/** English where `Accept-Language` (RFC 9110 §12.5.4) prefers it to Chinese; else Chinese. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const accepted = acceptedOf(acceptLanguage);
  const weightOf = (prefix: string): number =>
    Math.max(
      0,
      ...accepted.flatMap(([range, weight]) => (range === prefix || range.startsWith(`${prefix}-`) ? [weight] : [])),
    );
  return weightOf('en') > weightOf('zh') ? 'en' : 'zh';
};
