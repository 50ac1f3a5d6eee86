import { type CardValidity, cardTerms, endsOfTerm, isOver, longTermEnd } from './card-validity.js';
import type { FieldError } from './domain-error.js';
import type { FieldCode } from './field-codes.js';
import { ok, type Result, refused } from './result.js';
import { isRealDate, type PlainDate } from './shanghai-calendar.js';
import { isBlank } from './visible-text.js';

export interface ValidityContext {
  readonly today: PlainDate;
  /** Left out where the ID number itself is refused. */
  readonly birth?: PlainDate | undefined;
  /** Where the fields lie in the body: `/validity`, or nothing for its root. */
  readonly pointer?: string;
}

/** The validity, or every refused field at once. */
export type ParsedValidity = Result<CardValidity, readonly FieldError[]>;

type Code = FieldCode | false | undefined;

const absent = (input: unknown): boolean =>
  input === undefined || input === null || (typeof input === 'string' && isBlank(input));
const valueIn = <T>(result: Result<T>): T | undefined => ('value' in result ? result.value : undefined);

const parseDate = (input: unknown): Result<PlainDate> => {
  if (absent(input)) return refused('field.required');
  return typeof input === 'string' && isRealDate(input) ? ok(input) : refused('field.type');
};

const dashed = (input: unknown): unknown =>
  typeof input === 'string' ? input.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') : input;

const startCodes = (start: PlainDate, { today, birth = start }: ValidityContext): readonly Code[] => [
  start > today && 'validity.start-in-future',
  start < birth && 'validity.before-birth',
];

const endCodes = (end: PlainDate, start: PlainDate | undefined, { today }: ValidityContext): readonly Code[] => [
  start !== undefined && end <= start && 'validity.not-after-start',
  isOver({ end }, today) && 'validity.expired',
  end > longTermEnd && 'validity.out-of-range',
];

/**
 * V2.2, and under `others` what the form itself has found in its further fields. No end: it would follow from a start
 * or a term that is refused.
 */
const check = (
  start: Result<PlainDate>,
  end: Result<PlainDate> | undefined,
  others: Readonly<Record<string, Code>>,
  context: ValidityContext,
): ParsedValidity => {
  const of = (field: string, ...codes: readonly Code[]): FieldError[] =>
    codes.flatMap((code) => (code ? [{ pointer: `${context.pointer ?? ''}/${field}`, code }] : []));
  const errors = [
    ...of('start', ...('error' in start ? [start.error] : startCodes(start.value, context))),
    ...(end ? of('end', ...('error' in end ? [end.error] : endCodes(end.value, valueIn(start), context))) : []),
    ...Object.entries(others).flatMap(([field, code]) => of(field, code)),
  ];
  const [from, to] = [valueIn(start), end && valueIn(end)];
  return from === undefined || to === undefined || errors.length > 0 ? refused(errors) : ok({ start: from, end: to });
};

/**
 * V2.1–V2.3, the futures form `{start, end?, longTerm?}` with dates `YYYY-MM-DD`. Codes: `validity.start-in-future`,
 * `.before-birth`, `.not-after-start`, `.expired`, `.out-of-range`, `.long-term-conflict`; `field.required`, `field.type`.
 */
export const parseValidity = (
  form: { readonly start?: unknown; readonly end?: unknown; readonly longTerm?: unknown },
  context: ValidityContext,
): ParsedValidity => {
  const ticked = form.longTerm === true;
  const end = ticked && absent(form.end) ? ok(longTermEnd) : parseDate(form.end);
  const conflict = ticked && 'value' in end && end.value !== longTermEnd && 'validity.long-term-conflict';
  const noBoolean = !absent(form.longTerm) && typeof form.longTerm !== 'boolean' && 'field.type';
  return check(parseDate(form.start), end, { longTerm: conflict || noBoolean }, context);
};

/** The ends that a term 「5年 10年 20年 长期有效」 allows; none for any other, or without a start to count from. */
const endsFor = (term: unknown, start: PlainDate | undefined): readonly PlainDate[] => {
  if (term === 'longTerm') return [longTermEnd];
  const years = cardTerms.find((each) => each === term);
  return years && start ? endsOfTerm(start, years) : [];
};

const termCode = (term: unknown): Code => {
  if (absent(term)) return 'field.required';
  return term !== 'longTerm' && !cardTerms.some((each) => each === term) && 'field.type';
};

/**
 * V2.4, the registration form `{start, term, end?}` with dates `YYYYMMDD` or `YYYY-MM-DD`: the end follows from the
 * term; one that is sent must agree (`validity.term-mismatch`) and is then the one taken. Other codes as above.
 */
export const parseValidityTerm = (
  form: { readonly start?: unknown; readonly term?: unknown; readonly end?: unknown },
  context: ValidityContext,
): ParsedValidity => {
  const start = parseDate(dashed(form.start));
  const allowed = endsFor(form.term, valueIn(start));
  const sent = absent(form.end) ? undefined : parseDate(dashed(form.end));
  const disagrees = sent && 'value' in sent && allowed.length > 0 && !allowed.includes(sent.value);
  const end = disagrees
    ? refused<FieldCode>('validity.term-mismatch')
    : (sent ?? (allowed[0] ? ok(allowed[0]) : undefined));
  return check(start, end, { term: termCode(form.term) }, context);
};
