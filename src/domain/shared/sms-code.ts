import { ok, type Result, refused } from './result.js';
import { parseTyped } from './typed-text.js';

declare const checked: unique symbol;
/** Six digits (V4.1), as they are compared and hashed. */
export type SmsCode = string & { readonly [checked]: true };

/** V4.1: full-width digits and blanks are how people type. `field.required` for nothing, `smsCode.shape` for no six digits. */
export const parseSmsCode = (input: unknown): Result<SmsCode> => {
  const text = parseTyped(input);
  if ('error' in text) return text;
  if (text.value === '') return refused('field.required');
  return /^\d{6}$/.test(text.value) ? ok(text.value as SmsCode) : refused('smsCode.shape');
};
