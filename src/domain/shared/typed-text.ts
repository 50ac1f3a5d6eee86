import { ok, parseText, type Result } from './result.js';

/** Spaces of every kind, tabs, and what nobody sees: marks of direction and zero-width characters, which copying brings along. */
const blanks = /[\s\u2800\p{Default_Ignorable_Code_Point}]/gu;

/** Digits and letters that somebody typed or pasted: NFKC, without blanks anywhere; else `field.required` or `field.type`. */
export const parseTyped = (input: unknown): Result<string> => {
  const text = parseText(input);
  return 'error' in text ? text : ok(text.value.replace(blanks, ''));
};
