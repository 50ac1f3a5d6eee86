import type { FieldCode } from '../../../../domain/shared/field-codes.js';
import type { CodeAndName, OtherInformation } from '../../../../domain/shared/profile.js';
import { ok, type Result, refused } from '../../../../domain/shared/result.js';
import { isVisible } from '../../../../domain/shared/visible-text.js';
import type { Dictionaries, DictionaryItem } from '../../../shared/dictionaries.js';

/** What a field's text is judged by. */
interface Reading {
  readonly dictionaries: Dictionaries;
  /** The province of the same form; undefined where it was refused. */
  readonly province: CodeAndName | undefined;
}

/** One field of other information (F18), for customers and the company's system alike. */
export interface OtherField<V = unknown> {
  /** Its name in forms and answers. */
  readonly name: string;
  /** Its name in the change application (F20). */
  readonly label: string;
  readonly optional?: true;
  /** A company may keep its customers from changing it. */
  readonly lockable?: true;
  readonly example: string;
  readonly description?: string;
  /** How long an imported text may be, and what a longer one is refused with. */
  readonly length: { readonly min?: number; readonly max: number; readonly code?: FieldCode };
  /** What a customer filled in, trimmed. */
  readonly parse: (text: string, reading: Reading) => Result<V | undefined>;
  /** What the company's system sent: it may be older than today's rules and lists. */
  readonly recognise: (text: string, reading: Reading) => Result<V>;
  /** As forms and answers have it. */
  readonly text: (value: V) => string | null;
  /** As documents have it; as above unless given. */
  readonly inWords?: (value: V, dictionaries: Dictionaries) => string | undefined;
}

const atom = String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~-]+`;
const domainLabel = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?`;
/** A dot-atom (RFC 5321, 6531) at a domain name of two labels and more. */
const emailShape = new RegExp(String.raw`^${atom}(?:\.${atom})*@(?:${domainLabel}\.)+${domainLabel}$`, 'u');

const matching = (pattern: RegExp, code: FieldCode) => (text: string) =>
  pattern.test(text) ? ok(text) : refused(code);
const within = (min: number, max: number, code: FieldCode) => (text: string) => {
  const length = [...text].length;
  return length >= min && length <= max && isVisible(text) ? ok(text) : refused(code);
};
const trimmed = (text: string): Result<string> => ok(text.trim());
const trimmedOrNull = (text: string): Result<string | null> => ok(text.trim() || null);
const itself = <V>(value: V): V => value;

const known = (item: DictionaryItem | undefined, code: FieldCode): Result<DictionaryItem> =>
  item ? ok(item) : refused(code);
const active = (found: Result<DictionaryItem>, code: FieldCode): Result<DictionaryItem> =>
  'value' in found && !found.value.active ? refused(code) : found;
const codeOf = (found: Result<DictionaryItem>): Result<string> => ('error' in found ? found : ok(found.value.code));
const codeAndName = (found: Result<DictionaryItem>): Result<CodeAndName> =>
  'error' in found ? found : ok({ code: found.value.code, name: found.value.name });

const provinceOf = (code: string, { dictionaries }: Reading) => known(dictionaries.province(code), 'region.unknown');
const cityOf = (code: string, { dictionaries, province }: Reading): Result<DictionaryItem> => {
  const city = dictionaries.city(province?.code ?? '', code);
  return typeof city === 'string' ? refused(city) : ok(city);
};
const educationOf = (code: string, { dictionaries }: Reading) =>
  known(dictionaries.education(code), 'education.unknown');
const occupationOf = (code: string, { dictionaries }: Reading) =>
  known(dictionaries.occupation(code), 'occupation.unknown');

const personName = { optional: true, lockable: true, length: { max: 25, code: 'name.length' } } as const;

type Table = { readonly [F in keyof OtherInformation]: OtherField<OtherInformation[F]> };

/** In the order in which forms, answers and documents have them; the province stands before its city. */
export const otherFields: Table = {
  province: {
    name: 'provinceCode',
    label: '联系地址省',
    example: '310000',
    length: { max: 6 },
    parse: (text, reading) => codeAndName(active(provinceOf(text, reading), 'region.inactive')),
    recognise: (text, reading) => codeAndName(provinceOf(text, reading)),
    text: ({ code }) => code,
    inWords: ({ name }) => name,
  },
  city: {
    name: 'cityCode',
    label: '联系地址市',
    example: '310115',
    length: { max: 6 },
    parse: (text, reading) => {
      const city = cityOf(text, reading);
      // Whether it belongs to its province cannot be said where that one is refused.
      if (!reading.province && 'error' in city && city.error === 'region.mismatch') return ok(undefined);
      return codeAndName(active(city, 'region.inactive'));
    },
    recognise: (text, reading) => codeAndName(cityOf(text, reading)),
    text: ({ code }) => code,
    inWords: ({ name }) => name,
  },
  address: {
    name: 'address',
    label: '联系地址',
    example: '上海市浦东新区华鹏路300号',
    description: '3–50 characters',
    length: { min: 3, max: 50, code: 'address.length' },
    parse: within(3, 50, 'address.length'),
    recognise: trimmed,
    text: itself,
  },
  postcode: {
    name: 'postcode',
    label: '邮政编码',
    example: '518000',
    length: { max: 6, code: 'postcode.shape' },
    parse: matching(/^\d{6}$/, 'postcode.shape'),
    recognise: matching(/^\d{6}$/, 'postcode.shape'),
    text: itself,
  },
  email: {
    name: 'email',
    label: '电子邮箱',
    optional: true, // F10
    example: 'zhang@example.com',
    length: { max: 64, code: 'email.shape' },
    parse: (text) =>
      emailShape.test(text) && text.length <= 64 && isVisible(text) ? ok(text) : refused('email.shape'),
    recognise: trimmedOrNull,
    text: itself,
  },
  education: {
    name: 'education',
    label: '学历',
    example: '3',
    description: 'code of the dictionary',
    length: { max: 32 },
    parse: (text, reading) => codeOf(educationOf(text, reading)),
    recognise: (text, reading) => codeOf(educationOf(text, reading)),
    text: itself,
    inWords: (code, dictionaries) => dictionaries.education(code)?.name,
  },
  occupation: {
    name: 'occupation',
    label: '职业',
    example: '1300',
    description: 'code of the dictionary; a customer chooses an active one',
    length: { max: 32 },
    parse: (text, reading) => codeOf(active(occupationOf(text, reading), 'occupation.inactive')),
    recognise: (text, reading) => codeOf(occupationOf(text, reading)),
    text: itself,
    inWords: (code, dictionaries) => dictionaries.occupation(code)?.name,
  },
  clientManager: {
    ...personName,
    name: 'clientManager',
    label: '客户经理名称',
    example: '张三',
    parse: within(1, 25, 'name.length'),
    recognise: trimmedOrNull,
    text: itself,
  },
  intermediary: {
    ...personName,
    name: 'intermediary',
    label: '居间人名称',
    example: '王五',
    parse: within(1, 25, 'name.length'),
    recognise: trimmedOrNull,
    text: itself,
  },
};

export type OtherFieldName = keyof OtherInformation;
export const otherFieldNames = Object.keys(otherFields) as readonly OtherFieldName[];
/** The row of a field that is known at run time alone: it takes what belongs to that field. */
export const otherField = (field: OtherFieldName): OtherField => otherFields[field] as OtherField;
