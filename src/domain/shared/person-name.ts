import { ok, parseText, type Result, refused } from './result.js';

const dots = /[•‧∙・･]/g;
const han = /^\p{Script=Han}(?:[\p{Script=Han}·]*\p{Script=Han})$/u;

/** R1: 2 to 50 Han characters, parted by middle dots (any kind of dot becomes U+00B7); else `name.shape`. */
export const parsePersonName = (input: unknown): Result<string> => {
  const text = parseText(input);
  if ('error' in text) return text;
  const name = text.value.replace(dots, '·');
  return han.test(name) && [...name].length <= 50 ? ok(name) : refused('name.shape');
};
