import { ok, type Result, refused } from './result.js';

const runs = ['0123456789', '9876543210'];

/** V8: 6–8 digits (`certificate-password.shape`), neither all equal nor a straight run (`certificate-password.guessable`). */
export const parseCertificatePassword = (input: unknown): Result<string> => {
  if (typeof input !== 'string' || !/^\d{6,8}$/.test(input)) return refused('certificate-password.shape');
  const guessable = new Set(input).size === 1 || runs.some((run) => run.includes(input));
  return guessable ? refused('certificate-password.guessable') : ok(input);
};
