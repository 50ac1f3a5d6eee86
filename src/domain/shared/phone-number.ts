import { ok, parseText, type Result, refused } from './result.js';

/** E.164, `+86…`: the form that is stored, compared and hashed (V3.2). */
export type PhoneNumber = string;

const mobile = /^1[3-9]\d{9}$/;
const landline = /^0(?<area>10|2[0-57-9]|[3-9]\d{2})-?(?<subscriber>[1-9]\d{6,7})$/;

export const isMobile = (phone: PhoneNumber): boolean => phone.startsWith('+86') && mobile.test(phone.slice(3));

/** A mobile of any segment, with or without +86, 0086 or 86, spaces and hyphens (V3.1); else `phone.shape`. */
export const parseMobile = (input: unknown): Result<PhoneNumber> => {
  const text = parseText(input);
  if ('error' in text) return text;
  const digits = text.value.replace(/[ -]/g, '').replace(/^(?:\+|00)?86/, '');
  return mobile.test(digits) ? ok(`+86${digits}`) : refused('phone.shape');
};

/** A mobile, or a landline with its area code, no extension and no 400, 800 or 95 number; else `phone.shape`. */
export const parsePhone = (input: unknown): Result<PhoneNumber> => {
  const text = parseText(input);
  if ('error' in text) return text;
  const { area, subscriber } = landline.exec(text.value)?.groups ?? {};
  return area && subscriber ? ok(`+86${area}${subscriber}`) : parseMobile(input);
};

/** The parts of a stored landline, `0755` and `1234533`; undefined for a mobile. */
export const landlineParts = (
  phone: PhoneNumber,
): { readonly areaCode: string; readonly subscriber: string } | undefined => {
  const { area, subscriber } = landline.exec(phone.replace(/^\+86/, '0'))?.groups ?? {};
  return area && subscriber ? { areaCode: `0${area}`, subscriber } : undefined;
};

/** How it is written at home: `13800138000`, `0755-1234533`. */
export const nationalPhone = (phone: PhoneNumber): string => {
  const parts = landlineParts(phone);
  return parts ? `${parts.areaCode}-${parts.subscriber}` : phone.replace(/^\+86/, '');
};
