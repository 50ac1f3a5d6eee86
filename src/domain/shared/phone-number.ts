import { ok, type Result, refused } from './result.js';
import { parseTyped } from './typed-text.js';

/** E.164, `+86…`: the form that is stored, compared and hashed (V3.2). */
export type PhoneNumber = string;

const mobile = /^1[3-9]\d{9}$/;
const areaAndSubscriber = String.raw`(?<area>10|2[0-57-9]|[3-9]\d{2})-?(?<subscriber>[1-9]\d{2,3}-?\d{4})`;
/** Hyphens part an area, a subscriber and its halves. One elsewhere begins an extension. */
const landline = new RegExp(String.raw`^(?:0|(?:\+|00)?86-?)${areaAndSubscriber}$`);

export const isMobile = (phone: PhoneNumber): boolean => phone.startsWith('+86') && mobile.test(phone.slice(3));

/** What was typed, in ASCII without blanks. Dashes and the minus sign are hyphens; the dash of a Chinese keyboard is a pair. */
const parseDialled = (input: unknown): Result<string> => {
  const text = parseTyped(input);
  return 'error' in text ? text : ok(text.value.replace(/\u2014\u2014|[\u2010-\u2015\u2212]/g, '-'));
};

/** A mobile of any segment, with or without +86, 0086 or 86, blanks and hyphens (V3.1); else `phone.shape`. */
export const parseMobile = (input: unknown): Result<PhoneNumber> => {
  const dialled = parseDialled(input);
  if ('error' in dialled) return dialled;
  const digits = dialled.value.replaceAll('-', '').replace(/^(?:\+|00)?86/, '');
  return mobile.test(digits) ? ok(`+86${digits}`) : refused('phone.shape');
};

/**
 * A mobile, or a landline with its area code (`0755-81234568`, `+86 755 8123 4568`), no extension and no 400, 800 or 95
 * number (V3.1); else `phone.shape`.
 */
export const parsePhone = (input: unknown): Result<PhoneNumber> => {
  const dialled = parseDialled(input);
  if ('error' in dialled) return dialled;
  const { area, subscriber } = landline.exec(dialled.value)?.groups ?? {};
  return area && subscriber ? ok(`+86${area}${subscriber.replace('-', '')}`) : parseMobile(input);
};

/** The parts of a stored landline, `0755` and `1234533`; undefined for a mobile. */
export const landlineParts = (
  phone: PhoneNumber,
): { readonly areaCode: string; readonly subscriber: string } | undefined => {
  const { area, subscriber } = landline.exec(phone)?.groups ?? {};
  return area && subscriber ? { areaCode: `0${area}`, subscriber } : undefined;
};

/** How it is written at home: `13800138000`, `0755-1234533`. */
export const nationalPhone = (phone: PhoneNumber): string => {
  const parts = landlineParts(phone);
  return parts ? `${parts.areaCode}-${parts.subscriber}` : phone.replace(/^\+86/, '');
};
