import { describe, expect, it } from '@jest/globals';
import { DeviceError } from '@realname/client';
import fc from 'fast-check';
import { checkCertificatePassword } from '../../../client/src/certificate-password.js';
import { parseCertificatePassword } from '../../../src/domain/shared/certificate-password.js';

/** The refusal's code; undefined when the password may be used. */
const byClient = (password: unknown): string | undefined => {
  try {
    checkCertificatePassword(password as string);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(DeviceError);
    return (error as DeviceError).code;
  }
};

const byDomain = (password: unknown): string | undefined => {
  const parsed = parseCertificatePassword(password);
  return 'error' in parsed ? parsed.error : undefined;
};

const [shape, guessable] = ['certificate-password.shape', 'certificate-password.guessable'];

describe('the client’s own copy of the rule for certificate passwords', () => {
  it.each([
    ['860427', undefined],
    ['12345670', undefined],
    ['890123', undefined],
    ['', shape],
    ['12345', shape],
    ['135792468', shape],
    ['１３５７９０', shape],
    ['135790\n', shape],
    [135790, shape],
    [undefined, shape],
    ['123456', guessable],
    ['87654321', guessable],
    ['2222222', guessable],
  ])('V8 judges %p as the domain does', (password, code) => {
    expect([byClient(password), byDomain(password)]).toEqual([code, code]);
  });

  it('V8 judges any text as the domain does', () => {
    const digits = (size: { minLength: number; maxLength: number }) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), ...size });
    const run = fc
      .tuple(fc.constantFrom('0123456789', '9876543210'), fc.nat(9), fc.nat(10))
      .map(([all, start, length]) => all.slice(start, start + length));
    const equal = fc.tuple(fc.constantFrom(...'0123456789'), fc.nat(10)).map(([digit, times]) => digit.repeat(times));
    const text = fc.oneof(digits({ minLength: 5, maxLength: 9 }), run, equal, fc.string({ maxLength: 10 }));
    fc.assert(
      fc.property(text, (password) => expect(byClient(password)).toBe(byDomain(password))),
      { numRuns: 500 },
    );
  });
});
