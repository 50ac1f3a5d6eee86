import { describe, expect, it } from '@jest/globals';
import { parseCertificatePassword } from '../../../src/domain/shared/certificate-password.js';

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
  ])('V8 accepts %s', (password) => expect(parseCertificatePassword(password)).toEqual({ value: password }));

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
  ])('V8 refuses the shape of %p', (password) =>
    expect(parseCertificatePassword(password)).toEqual({ error: 'certificate-password.shape' }));

  const runs = [6, 7, 8].flatMap((length) =>
    Array.from({ length: 11 - length }, (_, start) => '0123456789'.slice(start, start + length)).flatMap((run) => [
      run,
      [...run].reverse().join(''),
    ]),
  );
  const equal = [6, 7, 8].flatMap((length) => [...'0123456789'].map((digit) => digit.repeat(length)));

  it.each([...runs, ...equal])('V8 refuses %s, which is easily guessed', (password) =>
    expect(parseCertificatePassword(password)).toEqual({ error: 'certificate-password.guessable' }));

  it('V8 knows both runs of the rulebook', () => expect(runs).toEqual(expect.arrayContaining(['123456', '87654321'])));
});
