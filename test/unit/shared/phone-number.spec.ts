import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isMobile,
  landlineParts,
  nationalPhone,
  parseMobile,
  parsePhone,
} from '../../../src/domain/shared/phone-number.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const mobile = fc.tuple(fc.constantFrom(...'3456789'), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const landline = fc
  .tuple(
    fc.constantFrom('10', '20', '21', '25', '28', '29', '311', '755', '898', '999'),
    fc.stringMatching(/^[1-9]\d{6,7}$/),
  )
  .map(([area, subscriber]) => `0${area}-${subscriber}`);

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
    '0755 1234533',
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
    '138\t0013 8000',
  ])('V3.1 refuses %j', (input) => expect(parsePhone(input)).toEqual({ error: 'phone.shape' }));

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
