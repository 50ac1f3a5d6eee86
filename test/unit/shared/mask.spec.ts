import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  maskAccount,
  maskIdNumber,
  maskName,
  maskPhone,
  maskPhoneBeforeSignIn,
} from '../../../src/domain/shared/mask.js';
import { erased } from '../../../src/domain/shared/personal.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe('masks (V9)', () => {
  it.each([
    [maskIdNumber, '410101199508130033', '4101**********0033'],
    [maskIdNumber, '11010119900307002X', '1101**********002X'],
    [maskAccount, '411201199508130033', '4112-XXXXXXXX'],
    [maskName, '测试0033', '测*'],
    [maskName, '王五', '王*'],
    [maskName, '阿卜杜拉·买买提', '阿*'],
    [maskName, '𠮷田', '𠮷*'],
    [maskName, '', '*'],
    [maskPhone, '+8613800138000', '1380****000'],
    [maskPhone, '+867551234533', '0755****533'],
    [maskPhone, '+861012345678', '010****678'],
    [maskPhone, 'nonsense', '****'],
    [maskPhoneBeforeSignIn, '+8613800138000', '*******8000'],
  ])('V9 %p shows %j as %s', (mask, value, shown) => expect(mask(value)).toBe(shown));

  it.each([
    maskIdNumber,
    maskAccount,
    maskName,
    maskPhone,
    maskPhoneBeforeSignIn,
  ])('P2 %p shows an erased field as erased', (mask) => expect(mask(erased)).toBe(erased));

  it('V9 an ID number shows nothing of its middle', () => {
    fc.assert(
      fc.property(digits(10), digits(10), (a, b) => {
        expect(maskIdNumber(`4101${a}0033`)).toBe(maskIdNumber(`4101${b}0033`));
        expect(maskAccount(`4101${a}0033`)).toBe(maskAccount(`4101${b}9999`));
      }),
    );
  });

  it('V9 a mobile shows nothing of its middle, and before sign-in only the last four', () => {
    fc.assert(
      fc.property(digits(4), digits(4), digits(3), (a, b, c) => {
        expect(maskPhone(`+861380${a}000`)).toBe(maskPhone(`+861380${b}000`));
        expect(maskPhoneBeforeSignIn(`+8613${a}${c.slice(1)}8000`)).toBe('*******8000');
      }),
    );
  });

  it('V9 a landline shows neither its middle nor its length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{3,4}$/), (middle) =>
        expect(maskPhone(`+86755${middle}533`)).toBe('0755****533'),
      ),
    );
  });

  it('V9 a name shows a character that is seen', () => expect(maskName('\u200b\ufeff王小明')).toBe('王*'));

  it('V9 a name shows neither more than its first character nor its length', () => {
    fc.assert(fc.property(fc.string(), (rest) => expect(maskName(`王${rest}`)).toBe('王*')));
  });
});
