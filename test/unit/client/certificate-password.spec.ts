import { describe, expect, it } from '@jest/globals';
import { DeviceError } from '@realname/client';
import fc from 'fast-check';
import { checkCertificatePassword } from '../../../client/src/certificate-password.js';

/** The refusal's code; undefined when the password may be used. */
const refusalOf = (password: unknown): string | undefined => {
  try {
    checkCertificatePassword(password as string);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(DeviceError);
    return (error as DeviceError).code;
  }
};

describe('certificate password (V8)', () => {
  it.each([
    '135790',
    '000001',
    '1234568',
    '12345670',
    '11223344',
    '890123',
    '123321',
    '987650',
  ])('V8 accepts %s', (password) => expect(refusalOf(password)).toBeUndefined());

  it.each([
    '',
    '12345',
    '135792468',
    '13579a',
    '１３５７９０',
    ' 135790',
    '135790\n',
    135790,
    undefined,
    null,
  ])('V8 refuses the shape of %p', (password) => expect(refusalOf(password)).toBe('certificate-password.shape'));

  const runs = [6, 7, 8].flatMap((length) =>
    Array.from({ length: 11 - length }, (_, start) => '0123456789'.slice(start, start + length)).flatMap((run) => [
      run,
      [...run].reverse().join(''),
    ]),
  );
  const equal = [6, 7, 8].flatMap((length) => [...'0123456789'].map((digit) => digit.repeat(length)));

  it.each([...runs, ...equal])('V8 refuses %s, which is easily guessed', (password) =>
    expect(refusalOf(password)).toBe('certificate-password.guessable'));

  it('V8 refuses of all texts exactly those of another shape, and of six to eight digits exactly the runs and the equal ones', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 5, maxLength: 9 });
    const step = (text: string) =>
      new Set([...text].slice(1).map((digit, index) => Number(digit) - Number(text[index])));
    const expected = (text: string) => {
      if (!/^[0-9]{6,8}$/.test(text)) return 'certificate-password.shape';
      const [only, ...more] = step(text);
      return more.length === 0 && Math.abs(only!) <= 1 ? 'certificate-password.guessable' : undefined;
    };
    const text = fc.oneof(digits, fc.constantFrom(...runs, ...equal), fc.string({ maxLength: 10 }));
    fc.assert(
      fc.property(text, (password) => expect(refusalOf(password)).toBe(expected(password))),
      { numRuns: 500 },
    );
  });

  it('V8 knows both runs of the rulebook', () => expect(runs).toEqual(expect.arrayContaining(['123456', '87654321'])));
});
