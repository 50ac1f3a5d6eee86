import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { Allow, IsDefined, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { FieldCode } from '../../domain/shared/field-codes.js';
import { isBlank, isVisible } from '../../domain/shared/visible-text.js';
import { isPlainObject, type Shaping } from './validation.js';

export interface FieldOptions {
  /** Shown in the API's documentation. */
  readonly example?: unknown;
  readonly description?: string;
  /** Whether it may be left out, or what the rest of the body must be for that. */
  readonly optional?: boolean | ((body: never) => boolean);
  /** What a value of the right type that is not allowed is refused with; `field.type` unless given. */
  readonly code?: FieldCode;
}

type Check = (value: unknown) => boolean;

/** What an HTML form sends for a field that nobody filled in. */
const isEmpty: Check = (value) => value === '';

/** `isNothing` says what counts as left out of a body; so does null where that is optional. */
const presence = (optional: FieldOptions['optional'], isNothing: Check) =>
  applyDecorators(
    Transform(({ value, options }) => {
      const isLeftOut = isNothing(value) && !(options as Shaping).inQuery;
      return isLeftOut || (optional && value === null) ? undefined : value;
    }),
    ...(typeof optional === 'function'
      ? [ValidateIf((body, value) => isThere(value) || !optional(body as never))]
      : []),
    ...(optional === true ? [ValidateIf((_, value) => isThere(value))] : [IsDefined()]),
  );

/** One field of a DTO: its type check, what else must hold (`code`), presence, and its documentation. */
const field = (
  options: FieldOptions,
  schema: ApiPropertyOptions,
  hasType: Check,
  allowed: Check = () => true,
  isNothing: Check = isEmpty,
) => {
  const { optional = false, code = 'field.type', example, description } = options;
  return applyDecorators(
    presence(optional, isNothing),
    ValidateBy({ name: 'fieldType', validator: { validate: (value) => hasType(value) } }),
    ValidateBy(
      { name: 'fieldValue', validator: { validate: (value) => !hasType(value) || allowed(value) } },
      { message: code, context: { code } },
    ),
    ApiProperty({ ...schema, required: !optional, ...defined({ example, description }) } as ApiPropertyOptions),
  );
};

const defined = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const isThere: Check = (value) => value !== undefined && value !== null;
const isText: Check = (value) => typeof value === 'string';
const isBlankText: Check = (value) => isText(value) && isBlank(String(value));
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const controlButLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const within = (min: number, max: number, allowed: (text: string) => boolean = () => true): Check => {
  return (value) => {
    const text = String(value);
    return text.trim().length >= min && [...text].length <= max && allowed(text);
  };
};
const without = (forbidden: RegExp) => (text: string) => !forbidden.test(text);

interface TextOptions extends FieldOptions {
  readonly max: number;
  readonly min?: number;
  /** Characters that nobody sees are taken: a company's own system sends them, and may hold them since long ago. */
  readonly unseen?: 'taken';
}

/**
 * One line of text of which everything is seen, at most `max` characters; what shows nothing is left out. What it means is
 * for the domain to judge.
 */
export const Text = (options: TextOptions) =>
  field(
    options,
    { type: String, maxLength: options.max, ...(options.min ? { minLength: options.min } : {}) },
    isText,
    within(options.min ?? 0, options.max, options.unseen === 'taken' ? without(control) : isVisible),
    isBlankText,
  );

const judgedByDomain: Check = () => false;

/**
 * What a device made or a list offered, such as a signature or a branch. Nobody types it: an empty one is wrong like any
 * other, and the domain says how.
 */
export const Made = (options: FieldOptions & { readonly max: number; readonly lines?: true }) =>
  field(
    options,
    { type: String, maxLength: options.max },
    isText,
    within(0, options.max, without(options.lines ? controlButLines : control)),
    judgedByDomain,
  );

/** A password as it was typed: blanks are part of it. */
export const Secret = (options: FieldOptions = {}) =>
  field({ example: 'Sm4rt-Pass', ...options }, { type: String, maxLength: 256 }, isText, within(0, 256));

const maxTyped = 64;
/** What was typed or pasted, for the domain to read: blanks and width are its business. */
const typed = (options: FieldOptions, isNothing?: Check) =>
  field(options, { type: String, maxLength: maxTyped }, isText, within(0, maxTyped), isNothing);

/** A JSON number is refused, because it would round it. V1 judges the rest, an empty one too. */
export const IdNumberText = (options: FieldOptions = {}) =>
  typed({ example: '11010119900307002X', code: 'id.shape', ...options }, judgedByDomain);

/** A phone number; V3 judges it. */
export const PhoneText = (options: FieldOptions = {}) =>
  typed({ example: '13800138000', code: 'phone.shape', ...options }, isBlankText);

/** An ID number or a mobile (R7). */
export const IdentifierText = (options: FieldOptions = {}) =>
  typed({ example: '13800138000', description: 'ID number or mobile', ...options }, isBlankText);

/** A code that came by SMS; V4 judges it. */
export const SmsCodeText = (options: FieldOptions = {}) =>
  typed({ example: '012345', code: 'smsCode.shape', ...options }, isBlankText);

/** What somebody read in a captcha's picture (V5). */
export const CaptchaText = (options: FieldOptions = {}) => typed({ example: 'A7K9', ...options }, isBlankText);

const pattern = (regex: RegExp): Check => {
  return (value) => regex.test(String(value));
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = pattern(uuid);
export const UuidText = (options: FieldOptions = {}) =>
  field(
    { example: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', ...options },
    { type: String, format: 'uuid' },
    isText,
    isUuid,
  );

/** A plain date that exists, `YYYY-MM-DD`. */
export const DateText = (options: FieldOptions = {}) =>
  field({ example: '2026-11-22', ...options }, { type: String, format: 'date' }, isText, (value) => {
    const text = String(value);
    const epoch = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
    return !Number.isNaN(epoch) && new Date(epoch).toISOString().startsWith(text);
  });

const isInstant: Check = (value) => {
  const text = String(value);
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
};

/** An instant, RFC 3339 with offset. */
export const InstantText = (options: FieldOptions = {}) =>
  field({ example: '2026-11-22T08:00:00.000Z', ...options }, { type: String, format: 'date-time' }, isText, isInstant);

export const isRevision = pattern(/^\d{1,9}$/);

/** In a query: a revision of a stream. */
export const RevisionText = (options: FieldOptions = {}) => field(options, { type: String }, isText, isRevision);

/** In a query: a place in a stream, as a revision or as an instant. */
export const RevisionOrInstant = (options: FieldOptions = {}) =>
  field(options, { type: String }, isText, (value) => isRevision(value) || isInstant(value));

/** A mixture is said type by type: a generator takes the values of one enum to be of one type. */
const enumSchema = (values: readonly (string | number)[]): ApiPropertyOptions => {
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string');
  const ofNumbers = { type: 'integer', enum: numbers };
  const ofTexts = { type: 'string', enum: texts };
  if (numbers.length === 0) return ofTexts as ApiPropertyOptions;
  return (texts.length === 0 ? ofNumbers : { oneOf: [ofNumbers, ofTexts] }) as ApiPropertyOptions;
};

export const OneOf = (values: readonly (string | number)[], options: FieldOptions = {}) =>
  field(
    { example: values[0], ...options },
    enumSchema(values),
    (value) => typeof value === 'string' || typeof value === 'number',
    (value) => values.includes(value as string),
  );

export const Whole = (min: number, max: number, options: FieldOptions = {}) =>
  field(
    { example: min, ...options },
    { type: 'integer', minimum: min, maximum: max },
    Number.isInteger,
    (value) => Number(value) >= min && Number(value) <= max,
  );

export const Flag = (options: FieldOptions = {}) =>
  field({ example: true, ...options }, { type: Boolean }, (value) => typeof value === 'boolean');

/** Consent: only `true` will do. */
export const True = (options: FieldOptions = {}) =>
  field(
    { example: true, ...options },
    { type: Boolean, enum: [true] },
    (v) => typeof v === 'boolean',
    (v) => v === true,
  );

/** A list of at least `min` and at most `items` texts. */
export const Texts = (
  options: FieldOptions & { readonly max: number; readonly items: number; readonly min?: number },
) =>
  field(
    options,
    { type: [String], maxItems: options.items, ...(options.min ? { minItems: options.min } : {}) },
    (value) => Array.isArray(value) && value.every(isText),
    (value) => {
      const texts = value as string[];
      const fits = texts.length >= (options.min ?? 0) && texts.length <= options.items;
      return fits && texts.every(within(0, options.max, isVisible));
    },
  );

/** An object with a DTO of its own. */
export const Nested = (dto: () => new () => object, options: FieldOptions = {}) =>
  applyDecorators(field(options, { type: () => dto() }, isPlainObject), ValidateNested(), Type(dto));

/** A whole number that stands in a query. */
export const QueryWhole = (min: number, max: number, options: FieldOptions = {}) =>
  applyDecorators(
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value)),
    Whole(min, max, { optional: true, ...options }),
  );

/** `true` or `false` in a query. */
export const QueryFlag = (options: FieldOptions = {}) =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    Flag({ optional: true, ...options }),
  );

/** A field that the application judges itself, so that its error comes together with those of the other fields. */
export const Judged = (options: FieldOptions & { readonly type: 'string' | 'boolean' }) => {
  const { optional = false, type, example, description } = options;
  return applyDecorators(Allow(), ApiProperty({ type, required: !optional, ...defined({ example, description }) }));
};

/** A field that no form may carry (F15): refused where it comes. */
export const NotEditable = () =>
  applyDecorators(
    ValidateBy(
      { name: 'fieldValue', validator: { validate: (value) => value === undefined } },
      { message: 'field.not-editable', context: { code: 'field.not-editable' } },
    ),
  );
