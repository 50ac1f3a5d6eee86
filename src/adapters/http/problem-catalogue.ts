import { type FieldCode, fieldCodes } from '../../domain/shared/field-codes.js';
import type { ProblemCode } from '../../domain/shared/problem-codes.js';
import { answerable, membersOf } from './openapi/problems.js';
import { fieldTextOf, statusOf, textOf } from './problem-texts.js';

/** What a refusal's code means, for whoever looks it up. */
export interface CataloguedProblem {
  readonly code: ProblemCode;
  readonly status: number;
  readonly zh: { readonly title: string; readonly detail: string };
  readonly en: { readonly title: string; readonly detail: string };
  /** Its members beside those of RFC 9457; an optional one ends in `?`. */
  readonly members: readonly string[];
}

export const problemCatalogue: readonly CataloguedProblem[] = answerable
  .map((code) => ({
    code,
    status: statusOf(code),
    zh: textOf(code, 'zh'),
    en: textOf(code, 'en'),
    members: Object.entries(membersOf(code)).map(([name, { always }]) => (always ? name : `${name}?`)),
  }))
  .sort((a, b) => a.status - b.status || a.code.localeCompare(b.code));

export const fieldCatalogue: readonly { readonly code: FieldCode; readonly zh: string; readonly en: string }[] = [
  ...fieldCodes,
]
  .sort()
  .map((code) => ({ code, zh: fieldTextOf(code, 'zh'), en: fieldTextOf(code, 'en') }));
