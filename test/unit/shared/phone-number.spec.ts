import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isMobile,
  landlineParts,
  nationalPhone,
  parseMobile,
  parsePhone,
} from '../../../src/domain/shared/phone-number.js';
import { typedBy } from '../../support/typed-by.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const mobile = fc.tuple(fc.constantFrom(...'3456789'), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const landline = fc
  .tuple(
    fc.constantFrom('10', '20', '21', '25', '28', '29', '311', '755', '898', '999'),
    fc.stringMatching(/^[1-9]\d{6,7}$/),
  )
  .map(([area, subscriber]) => `0${area}-${subscriber}`);

const parts = landline.map((number) => {
  const [area = '', subscriber = ''] = number.split('-');
  return [area, subscriber.slice(0, -4), subscriber.slice(-4)];
});

describe('phone numbers (V3)', () => {
  it.each([
    '13800138000',
    '+8613800138000',
    '+86 138 0013 8000',
    '008613800138000',
    '0086-138-0013-8000',
    '8613800138000',
    '86 13800138000',
    ' 138-0013-8000 ',
    '１３８００１３８０００',
    '＋８６　１３８００１３８０００',
  ])('V3.1 reads %j as a mobile and V3.2 stores E.164', (input) => {
    expect(parseMobile(input)).toEqual({ value: '+8613800138000' });
    expect(parsePhone(input)).toEqual({ value: '+8613800138000' });
  });

  it.each([
    '13000000000',
    '14100000000',
    '16200000000',
    '17099999999',
    '19899999999',
  ])('V3.1 knows no list of segments: %s', (input) => expect(parseMobile(input)).toEqual({ value: `+86${input}` }));

  it.each([
    ['0755-1234533', '+867551234533', '0755-1234533'],
    ['07551234533', '+867551234533', '0755-1234533'],
    ['０７５５－１２３４５３３', '+867551234533', '0755-1234533'],
    ['010-12345678', '+861012345678', '010-12345678'],
    ['01012345678', '+861012345678', '010-12345678'],
    ['021-1234567', '+86211234567', '021-1234567'],
    ['0755 1234533', '+867551234533', '0755-1234533'],
    ['0755——1234533', '+867551234533', '0755-1234533'],
    ['+86 755 8123 4568', '+8675581234568', '0755-81234568'],
    ['+8675581234568', '+8675581234568', '0755-81234568'],
    ['8675581234568', '+8675581234568', '0755-81234568'],
    ['0086-21-5206-6273', '+862152066273', '021-52066273'],
    ['0371-65432100', '+8637165432100', '0371-65432100'],
  ])('V3.1 reads %s as a landline, V3.2 stores %s and shows %s', (input, stored, shown) => {
    expect(parsePhone(input)).toEqual({ value: stored });
    expect(nationalPhone(stored)).toBe(shown);
    expect(isMobile(stored)).toBe(false);
    expect(parseMobile(input)).toEqual({ error: 'phone.shape' });
  });

  it.each([
    '',
    '12800138000',
    '1380013800',
    '138001380001',
    '+8513800138000',
    '13800138000 ext 1',
    '0755-1234533-801',
    '0755-1234533转801',
    '075-51234533',
    '0755-0234533',
    '0755-123453',
    '0755-123453312',
    '0755--1234533',
    '026-1234567',
    '7551234533',
    '1234533',
    '400-123-4567',
    '4001234567',
    '800-820-8820',
    '95588',
    '1380013800a',
    '138\u00010013 8000',
    '010-6234567-8',
    '010-6234-56-78',
    '0-10-62345678',
    '+867551234533-1',
    '+85 755 1234533',
    '138 0013 800',
    '١٣٨٠٠١٣٨٠٠٠',
  ])('V3.1 refuses %j', (input) => expect(parsePhone(input)).toEqual({ error: 'phone.shape' }));

  it.each([
    ['\u202d+86 138 0013 8000\u202c', 'marks of direction'],
    ['138\u20110013\u20118000', 'hyphens that do not break'],
    ['138\u22120013\u22128000', 'minus signs'],
    ['138－0013－8000', 'full-width hyphens'],
    ['13800138000\u200b', 'a space without width'],
    ['138\t0013\u00a08000\r\n', 'a tab and what else is blank'],
  ])('V3.1 takes %j: %s', (input) => expect(parsePhone(input)).toEqual({ value: '+8613800138000' }));

  it('V3.1 reads the number whatever blanks, hyphens and prefix come with it', () => {
    const hyphen = fc.constantFrom(
      '-',
      '\u2010',
      '\u2011',
      '\u2012',
      '\u2013',
      '\u2014',
      '\u2015',
      '\u2212',
      '－',
      '﹣',
    );
    const parted = fc
      .tuple(
        fc.oneof(
          mobile.map((each) => [each.slice(0, 3), each.slice(3, 7), each.slice(7)]),
          parts,
        ),
        hyphen,
      )
      .chain(([[first = '', ...rest], dash]) =>
        fc.tuple(
          fc
            .constantFrom('', '+86', '86', '0086', '+86-')
            .map((prefix) => prefix + first.replace(/^0/, prefix ? '' : '0')),
          ...rest.map((part) => fc.boolean().map((dashed) => (dashed ? dash : '') + part)),
        ),
      )
      .map((written) => written.join(''));
    fc.assert(
      fc.property(typedBy(parted), ({ right, typed }) => {
        const national = right.replace(/\D/gu, '').replace(/^(?:00)?86/, '');
        expect(parsePhone(typed)).toEqual({ value: `+86${national.replace(/^0/, '')}` });
      }),
    );
  });

  it('V3.1 no spelling makes a number of digits that are none', () => {
    const digitsOnly = fc.stringMatching(/^\d{1,15}$/);
    fc.assert(
      fc.property(typedBy(digitsOnly), ({ right, typed }) => expect(parsePhone(typed)).toEqual(parsePhone(right))),
    );
  });

  it.each([
    [13800138000, 'field.type'],
    [undefined, 'field.required'],
    [null, 'field.required'],
  ])('refuses %p: %s', (input, error) => {
    expect(parsePhone(input)).toEqual({ error });
    expect(parseMobile(input)).toEqual({ error });
  });

  it('V3.2 what is stored is shown in a form that reads back as the same number', () => {
    fc.assert(
      fc.property(fc.oneof(mobile, landline), (national) => {
        const parsed = parsePhone(national);
        if ('error' in parsed) throw new Error(parsed.error);
        expect(nationalPhone(parsed.value)).toBe(national);
        expect(isMobile(parsed.value)).toBe(landlineParts(parsed.value) === undefined);
      }),
    );
  });
});
