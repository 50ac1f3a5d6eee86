/** V5: no 0, O, 1 or I. */
export const captchaAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const captchaLength = 4;

/** @param pick a uniform, unpredictable index below `length` */
export const captchaText = (pick: (length: number) => number): string =>
  Array.from({ length: captchaLength }, () => captchaAlphabet.charAt(pick(captchaAlphabet.length))).join('');

/** Without regard to case and to spaces around the answer. */
export const isCaptchaAnswer = (answer: string, text: string): boolean => answer.trim().toUpperCase() === text;
