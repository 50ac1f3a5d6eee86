import type { FieldCode } from './field-codes.js';
import { ok, parseText, type Result, refused } from './result.js';
import { addYears, isRealDate, type PlainDate } from './shanghai-calendar.js';

declare const checked: unique symbol;
/** A resident ID number that passed V1: 17 digits and a check character, `X` in upper case. */
export type ResidentId = string & { readonly [checked]: true };

const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])/;
const permits = /^(?:8[1-3]|9)/;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** ISO 7064 MOD 11-2 over the first 17 digits (GB 11643-1999). */
export const checkCharacter = (digits: string): string => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return '10X98765432'.charAt(sum % 11);
};

export const birthDate = (id: string): PlainDate => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;

/** F6: at least 18 years old; who was born on 29 February comes of age on the 28th. */
export const isAdult = (birth: PlainDate, today: PlainDate): boolean => addYears(birth, 18) <= today;

const problem = (id: string, today: PlainDate): FieldCode | undefined => {
  if (id === '') return 'id.empty';
  if (/^\d{15}$/.test(id)) return 'id.first-generation';
  if (!/^\d{17}[\dX]$/.test(id)) return 'id.shape';
  if (permits.test(id)) return 'id.not-mainland-resident';
  if (!provinces.test(id)) return 'id.province';
  const birth = birthDate(id);
  if (!isRealDate(birth) || birth < '1900-01-01' || birth > today) return 'id.date';
  return id.endsWith(checkCharacter(id)) ? undefined : 'id.checksum';
};

/**
 * V1, in the rulebook's order: `id.empty`, `id.first-generation`, `id.shape`, `id.not-mainland-resident`,
 * `id.province`, `id.date`, `id.checksum`; `field.type` for what is no string. The area code is never looked up.
 */
export const parseResidentId = (input: unknown, today: PlainDate): Result<ResidentId> => {
  const text = parseText(input ?? '');
  if ('error' in text) return text;
  const id = text.value.replace(/x$/, 'X');
  const code = problem(id, today);
  return code ? refused(code) : ok(id as ResidentId);
};
