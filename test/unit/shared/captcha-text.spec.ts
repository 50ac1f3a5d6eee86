import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  captchaAlphabet,
  captchaText,
  isCaptchaAnswer,
  spokenAlphabet,
} from '../../../src/domain/shared/captcha-text.js';
import { typedBy } from '../../support/typed-by.js';

describe('captcha text (V5)', () => {
  it('V5 uses 2-9 A-H J-N P-Z', () => {
    const all = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    expect([...captchaAlphabet]).toEqual(all.filter((each) => /[2-9A-HJ-NP-Z]/.test(each)));
  });

  it('V5 has four characters, each picked on its own from the whole alphabet', () => {
    const indexes = [0, captchaAlphabet.length - 1, 8, 1];
    const bounds: number[] = [];
    const text = captchaText((length) => {
      bounds.push(length);
      return indexes[bounds.length - 1]!;
    });
    expect(text).toBe('2ZA3');
    expect(bounds).toEqual([32, 32, 32, 32]);
  });

  it('V5 is spoken with characters of that alphabet', () => {
    expect([...spokenAlphabet].every((each) => captchaAlphabet.includes(each))).toBe(true);
    expect(new Set(spokenAlphabet).size).toBe(spokenAlphabet.length);
    expect(captchaText((length) => length - 1, spokenAlphabet)).toBe('YYYY');
  });

  it('V5 is compared without regard to case', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 31 }), { minLength: 4, maxLength: 4 }), (indexes) => {
        const rest = [...indexes];
        const text = captchaText(() => rest.shift()!);
        expect([text, text.toLowerCase(), ` ${text} `].every((answer) => isCaptchaAnswer(answer, text))).toBe(true);
      }),
    );
  });

  it('V5 is compared without regard to width and blanks', () => {
    fc.assert(
      fc.property(typedBy(fc.stringMatching(/^[2-9A-HJ-NP-Z]{4}$/)), ({ right, typed }) => {
        expect(isCaptchaAnswer(typed, right)).toBe(true);
      }),
    );
  });

  it.each([
    ['ABß', 'ABSS'],
    ['ﬄ2D', 'FFL2'],
    ['AB\u0301\u0302D', 'ABCD'],
  ])('V5 %j does not answer %s', (answer, text) => expect(isCaptchaAnswer(answer, text)).toBe(false));

  it.each(['', 'AB2', 'AB2DD', 'AB2E'])('V5 %j does not answer AB2D', (answer) =>
    expect(isCaptchaAnswer(answer, 'AB2D')).toBe(false));
});
