import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasUnusualSpan, isExpired, isLongTerm } from '../../../src/domain/shared/card-validity.js';
import {
  type ParsedValidity,
  parseValidity,
  parseValidityTerm,
} from '../../../src/domain/shared/card-validity-form.js';
import { isRealDate } from '../../../src/domain/shared/shanghai-calendar.js';

const context = { today: '2026-11-22', birth: '1995-08-13' };
/** `/end validity.expired`, one per refused field. */
const errorsOf = (result: ParsedValidity) =>
  'error' in result ? result.error.map(({ pointer, code }) => `${pointer} ${code}`) : [];

describe('card validity', () => {
  it('V2.2 of a card on file the end date itself is still valid', () => {
    expect(isExpired({ start: '2016-11-22', end: '2026-11-22' }, '2026-11-22')).toBe(false);
    expect(isExpired({ start: '2016-11-22', end: '2026-11-22' }, '2026-11-23')).toBe(true);
  });

  it.each([
    ['2015-01-01', '2025-12-31', true],
    ['2015-01-01', '2025-01-01', false],
    ['2020-02-29', '2025-02-28', false],
    ['2020-02-29', '2025-03-01', false],
    ['2020-02-29', '2040-02-29', false],
    ['2020-02-29', '2040-03-01', true],
    ['2015-01-01', '2099-12-31', false],
  ])('V2.3 %s to %s is an unusual span: %s', (start, end, unusual) =>
    expect(hasUnusualSpan({ start, end })).toBe(unusual));
});

describe('the futures form (V2.1–V2.3)', () => {
  it.each([
    [{ start: '2015-01-01', end: '2030-12-31' }, '2030-12-31'],
    [{ start: '2015-01-01', end: '2030-12-31', longTerm: false }, '2030-12-31'],
    [{ start: '2015-01-01', longTerm: true }, '2099-12-31'],
    [{ start: '2015-01-01', end: null, longTerm: true }, '2099-12-31'],
    [{ start: '2015-01-01', end: '2099-12-31', longTerm: true }, '2099-12-31'],
    [{ start: '2015-01-01', end: '2099-12-31', longTerm: false }, '2099-12-31'],
    [{ start: '2015-01-01', end: '2099-12-31' }, '2099-12-31'],
    [{ start: '2026-11-22', end: '2026-11-23' }, '2026-11-23'],
    [{ start: '1995-08-13', end: '2030-12-31' }, '2030-12-31'],
  ])('V2.1 %j ends on %s', (form, end) => {
    const result = parseValidity(form, context);
    expect(result).toEqual({ value: { start: form.start, end } });
    expect('value' in result && isLongTerm(result.value)).toBe(end === '2099-12-31');
  });

  it.each([
    [{ start: '2026-11-23', end: '2030-01-01' }, ['/start validity.start-in-future']],
    [{ start: '1995-08-12', end: '2030-01-01' }, ['/start validity.before-birth']],
    [{ start: '2026-11-22', end: '2026-11-22' }, ['/end validity.not-after-start', '/end validity.expired']],
    [{ start: '2016-11-21', end: '2026-11-21' }, ['/end validity.expired']],
    [{ start: '2016-11-22', end: '2026-11-22' }, ['/end validity.expired']],
    [{ start: '2016-11-21', end: '2100-01-01' }, ['/end validity.out-of-range']],
    [{ start: '2016-11-21', end: '2030-01-01', longTerm: true }, ['/longTerm validity.long-term-conflict']],
    [{ start: '2016-11-21' }, ['/end field.required']],
    [{ start: '2016-11-21', longTerm: false }, ['/end field.required']],
    [{ end: '2030-01-01' }, ['/start field.required']],
    [{ start: '2015-02-29', end: '2030-01-01' }, ['/start field.type']],
    [{ start: '2015-01-01', end: '20300101' }, ['/end field.type']],
    [{ start: 20150101, end: '2030-01-01' }, ['/start field.type']],
    [{ start: '2015-01-01', end: '2030-01-01', longTerm: 'true' }, ['/longTerm field.type']],
  ])('V2.2 refuses %j', (form, errors) => expect(errorsOf(parseValidity(form, context))).toEqual(errors));

  it.each([
    [
      { start: '2027-01-01', end: '2020-01-01', longTerm: true },
      [
        '/start validity.start-in-future',
        '/end validity.not-after-start',
        '/end validity.expired',
        '/longTerm validity.long-term-conflict',
      ],
    ],
    [{}, ['/start field.required', '/end field.required']],
    [{ start: 'yesterday', end: '2020-01-01' }, ['/start field.type', '/end validity.expired']],
  ])('V2.2 reports every field of %j at once', (form, errors) =>
    expect(errorsOf(parseValidity(form, context))).toEqual(errors));

  it('V2.2 does not compare with a birth date that is not known', () =>
    expect(errorsOf(parseValidity({ start: '1950-01-01', longTerm: true }, { today: '2026-11-22' }))).toEqual([]));

  it('V2.2 accepts exactly what keeps every rule', () => {
    const date = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2105-01-01'), noInvalidDate: true })
      .map((each) => each.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, date, (start, end) => {
        const { today, birth } = context;
        const legal = start <= today && start >= birth && end > start && end > today && end <= '2099-12-31';
        expect('value' in parseValidity({ start, end }, context)).toBe(legal);
      }),
    );
  });
});

describe('the registration form (V2.4)', () => {
  const inside = { ...context, pointer: '/validity' };

  it.each([
    [{ start: '2020-05-01', term: 10 }, '2020-05-01', '2030-05-01'],
    [{ start: '20200501', term: 10, end: '20300501' }, '2020-05-01', '2030-05-01'],
    [{ start: '20240501', term: 5 }, '2024-05-01', '2029-05-01'],
    [{ start: '2020-05-01', term: 20 }, '2020-05-01', '2040-05-01'],
    [{ start: '2020-05-01', term: 'longTerm' }, '2020-05-01', '2099-12-31'],
    [{ start: '2020-05-01', term: 'longTerm', end: '20991231' }, '2020-05-01', '2099-12-31'],
    [{ start: '2024-02-29', term: 5 }, '2024-02-29', '2029-02-28'],
    [{ start: '2024-02-29', term: 5, end: '2029-02-28' }, '2024-02-29', '2029-02-28'],
    [{ start: '2024-02-29', term: 5, end: '2029-03-01' }, '2024-02-29', '2029-03-01'],
    [{ start: '2024-02-29', term: 20 }, '2024-02-29', '2044-02-29'],
  ])('V2.4 %j runs from %s to %s', (form, start, end) =>
    expect(parseValidityTerm(form, inside)).toEqual({ value: { start, end } }));

  it.each([
    [{ start: '2020-05-01', term: 10, end: '2030-05-02' }, ['/validity/end validity.term-mismatch']],
    [{ start: '2020-05-01', term: 'longTerm', end: '2030-05-01' }, ['/validity/end validity.term-mismatch']],
    [{ start: '2020-03-01', term: 10, end: '2030-02-28' }, ['/validity/end validity.term-mismatch']],
    [{ start: '2016-11-21', term: 10 }, ['/validity/end validity.expired']],
    [{ start: '2016-11-22', term: 10 }, ['/validity/end validity.expired']],
    [{ start: '2026-11-23', term: 10 }, ['/validity/start validity.start-in-future']],
    [{ start: '1995-08-12', term: 'longTerm' }, ['/validity/start validity.before-birth']],
    [{ start: '2020-05-01', term: 15 }, ['/validity/term field.type']],
    [{ start: '2020-05-01', term: '10' }, ['/validity/term field.type']],
    [{ start: '2020-05-01' }, ['/validity/term field.required']],
    [{}, ['/validity/start field.required', '/validity/term field.required']],
    [{ start: '20200230', term: 10 }, ['/validity/start field.type']],
    [{ start: '2020-05-01', term: 10, end: '2030' }, ['/validity/end field.type']],
  ])('V2.4 refuses %j', (form, errors) => expect(errorsOf(parseValidityTerm(form, inside))).toEqual(errors));

  it('V2.4 the end it derives is always a date that agrees when it is sent', () => {
    const start = fc
      .date({ min: new Date('2022-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
      .map((each) => each.toISOString().slice(0, 10));
    fc.assert(
      fc.property(start, fc.constantFrom(5, 10, 20, 'longTerm'), (from, term) => {
        const derived = parseValidityTerm({ start: from, term }, inside);
        if ('error' in derived) throw new Error(JSON.stringify(derived));
        expect(isRealDate(derived.value.end)).toBe(true);
        expect(parseValidityTerm({ start: from, term, end: derived.value.end }, inside)).toEqual(derived);
        expect(hasUnusualSpan(derived.value)).toBe(false);
      }),
    );
  });
});
