import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { birthDate, checkCharacter, isAdult, parseResidentId } from '../../../src/domain/shared/resident-id.js';

const today = '2026-11-22';
const errorOf = (input: unknown) => {
  const result = parseResidentId(input, today);
  return 'error' in result ? result.error : undefined;
};

describe('resident ID number (V1)', () => {
  it.each([
    '410101199508130033',
    '110101199003072113',
    '11010119900307002X',
    '11010120000229211X',
    '310119197001012119',
    '110101199003070003',
  ])('V1.4 accepts %s', (id) => expect(parseResidentId(id, today)).toEqual({ value: id }));

  it.each([
    ['11010119900307002x', 'a small x'],
    ['  11010119900307002X\n', 'spaces around'],
    ['１１０１０１１９９００３０７００２Ｘ', 'full-width characters'],
    ['\u3000１１０１０１１９９００３０７００２ｘ', 'all of them'],
  ])('V1.1 normalises %j (%s)', (input) =>
    expect(parseResidentId(input, today)).toEqual({ value: '11010119900307002X' }));

  it.each([
    ['id.empty', ''],
    ['id.empty', ' \u3000'],
    ['id.empty', undefined],
    ['id.empty', null],
    ['id.first-generation', '410101950813003'],
    ['id.shape', '1101011990030721'],
    ['id.shape', '1101011990030721133'],
    ['id.shape', '110101 199003072113'],
    ['id.shape', '11010119900307 2113'],
    ['id.shape', 'X10101199003072113'],
    ['id.shape', '1101011990030721١3'],
    ['id.shape', '41010195081300X'],
    ['id.not-mainland-resident', '810000199003072117'],
    ['id.not-mainland-resident', '820000199003072119'],
    ['id.not-mainland-resident', '830000199003072110'],
    ['id.not-mainland-resident', '911124199003072118'],
    ['id.province', '100101199003072111'],
    ['id.province', '710101199003072111'],
    ['id.date', '110101200102292117'],
    ['id.date', '110101203001012116'],
    ['id.date', '110101199013072117'],
    ['id.date', '110101189912312111'],
    ['id.checksum', '110101199003072114'],
    ['id.checksum', '11010119900307211X'],
    ['field.type', 110101199003072113n],
    ['field.type', 110101199003072],
    ['field.type', ['110101199003072113']],
  ])('V1.4 answers %s to %p', (code, input) => expect(errorOf(input)).toBe(code));

  it.each([
    ['id.first-generation', '810101950813003', 'before the province'],
    ['id.shape', '81010119900307211', 'before not-mainland-resident'],
    ['id.not-mainland-resident', '810000199013072110', 'before the date'],
    ['id.province', '100101199013072110', 'before the date'],
    ['id.date', '110101200102292110', 'before the check character'],
  ])('V1.2 checks %s of %s %s', (code, input) => expect(errorOf(input)).toBe(code));

  it('V1.2 takes exactly the provinces of the rulebook', () => {
    const taken = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, '0')).filter((province) => {
      const digits = `${province}010119900307211`;
      return errorOf(digits + checkCharacter(digits)) === undefined;
    });
    expect(taken.join(' ')).toBe(
      '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65',
    );
  });

  it.each([
    ['19000101', undefined],
    ['18991231', 'id.date'],
    ['20261122', undefined],
    ['20261123', 'id.date'],
  ])('V1.2 born on %s: %s', (date, code) => {
    const digits = `110101${date}000`;
    expect(errorOf(digits + checkCharacter(digits))).toBe(code);
  });

  const resident = fc
    .tuple(
      fc.constantFrom('11', '23', '31', '44', '50', '65'),
      fc.integer({ min: 0, max: 9999 }),
      fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([province, area, born, sequence]) => {
      const date = born.toISOString().slice(0, 10).replaceAll('-', '');
      const digits = `${province}${String(area).padStart(4, '0')}${date}${String(sequence).padStart(3, '0')}`;
      return digits + checkCharacter(digits);
    });

  it('V1.3 accepts every area code and sequence', () => {
    fc.assert(fc.property(resident, (id) => errorOf(id) === undefined));
  });

  it('V1.2 the check character detects every change of one character', () => {
    fc.assert(
      fc.property(resident, fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X'), (id, index, character) => {
        fc.pre(id[index] !== character && (character !== 'X' || index === 17));
        const changed = id.slice(0, index) + character + id.slice(index + 1);
        expect(changed.endsWith(checkCharacter(changed))).toBe(false);
        expect(errorOf(changed)).toBeDefined();
      }),
    );
  });

  it('V1.2 the check character detects every swap of neighbours', () => {
    fc.assert(
      fc.property(resident, fc.nat({ max: 16 }), (id, index) => {
        fc.pre(id[index] !== id[index + 1]);
        const swapped = `${id.slice(0, index)}${id[index + 1]}${id[index]}${id.slice(index + 2)}`;
        expect(errorOf(swapped)).toBeDefined();
        expect(/X./.test(swapped) || !swapped.endsWith(checkCharacter(swapped))).toBe(true);
      }),
    );
  });
});

describe('adults (F6)', () => {
  it('F6 reads the birth date from the number', () => expect(birthDate('11010120000229211X')).toBe('2000-02-29'));

  it.each([
    ['2008-11-22', '2026-11-22', true],
    ['2008-11-23', '2026-11-22', false],
    ['2008-02-29', '2026-02-27', false],
    ['2008-02-29', '2026-02-28', true],
    ['2008-03-01', '2026-02-28', false],
    ['1900-01-01', '2026-11-22', true],
  ])('F6 born %s is on %s an adult: %s', (birth, date, adult) => expect(isAdult(birth, date)).toBe(adult));
});
