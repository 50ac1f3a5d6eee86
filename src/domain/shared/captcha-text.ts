import { parseTyped } from './typed-text.js';

/** V5: no 0, O, 1 or I. */
export const captchaAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** Of these, what an ear tells apart: digits in Mandarin, and letters whose English names rhyme with none of the others. */
export const spokenAlphabet = '23456789FHKLMQWXY';
export const captchaLength = 4;

/** @param pick a uniform, unpredictable index below `length` */
export const captchaText = (pick: (length: number) => number, alphabet = captchaAlphabet): string =>
  Array.from({ length: captchaLength }, () => alphabet.charAt(pick(alphabet.length))).join('');

/** Without regard to case, width and blanks. */
export const isCaptchaAnswer = (answer: string, text: string): boolean => {
  const typed = parseTyped(answer);
  return 'value' in typed && /^[A-Za-z\d]*$/.test(typed.value) && typed.value.toUpperCase() === text;
};
