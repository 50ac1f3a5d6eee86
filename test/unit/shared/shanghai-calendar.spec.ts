import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, epochMs, plus } from '../../../src/domain/shared/instant.js';
import {
  addMonths,
  addYears,
  isRealDate,
  nextShanghaiMidnight,
  shanghaiDate,
  startOfShanghaiDay,
  timeOfDay,
  weekday,
} from '../../../src/domain/shared/shanghai-calendar.js';

/** Since 1992, without daylight saving time. */
const instant = fc
  .date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((each) => each.toISOString());

describe('Shanghai calendar', () => {
  it.each([
    ['2026-11-21T15:59:59.999Z', '2026-11-21', 6],
    ['2026-11-21T16:00:00.000Z', '2026-11-22', 7],
    ['2026-12-31T16:00:00.000Z', '2027-01-01', 5],
    ['2028-02-28T16:00:00.000Z', '2028-02-29', 2],
  ] as const)('%s is %s, weekday %i', (at, date, number) => {
    expect(shanghaiDate(at)).toBe(date);
    expect(weekday(date)).toBe(number);
  });

  it('a day runs from midnight to midnight in Shanghai', () => {
    expect(startOfShanghaiDay('2026-11-22')).toBe('2026-11-21T16:00:00.000Z');
    expect(nextShanghaiMidnight('2026-11-21T15:59:59.999Z')).toBe('2026-11-21T16:00:00.000Z');
    expect(nextShanghaiMidnight('2026-11-21T16:00:00.000Z')).toBe('2026-11-22T16:00:00.000Z');
    expect(timeOfDay('2026-11-21T16:00:00.000Z')).toBe(0);
    expect(timeOfDay('2026-11-21T15:59:59.999Z')).toBe(day - 1);
  });

  it('agrees with the time zone database', () => {
    const clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    });
    const weekdays = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', weekday: 'short' });
    fc.assert(
      fc.property(instant, (at) => {
        const [date, time] = clock.format(new Date(at)).split(', ');
        expect(shanghaiDate(at)).toBe(date);
        expect(new Date(timeOfDay(at)).toISOString().slice(11, 19)).toBe(time);
        const name = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekday(shanghaiDate(at)) - 1];
        expect(name).toBe(weekdays.format(new Date(at)));
      }),
    );
  });

  it('every instant lies in the day that it belongs to', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(plus(startOfShanghaiDay(shanghaiDate(at)), timeOfDay(at))).toBe(at);
        expect(epochMs(nextShanghaiMidnight(at)) - epochMs(at)).toBe(day - timeOfDay(at));
      }),
    );
  });

  it.each(['2000-02-29', '2024-02-29', '1900-01-01', '2099-12-31', '2026-11-30'])('%s is a date', (text) =>
    expect(isRealDate(text)).toBe(true));
  it.each([
    '1900-02-29',
    '2026-02-29',
    '2026-02-30',
    '2026-11-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '20260101',
    '2026-1-1',
    ' 2026-01-01',
    '2026-01-01\n',
    '12026-01-01',
    '2026-01-01T00:00:00Z',
    '',
  ])('%j is no date', (text) => expect(isRealDate(text)).toBe(false));

  it.each([
    ['2008-02-29', 18, '2026-02-28'],
    ['2008-02-29', 20, '2028-02-29'],
    ['2080-02-29', 20, '2100-02-28'],
    ['2026-02-28', 2, '2028-02-28'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('F6 %s and %i years is %s', (date, years, later) => expect(addYears(date, years)).toBe(later));

  it.each([
    ['2026-11-24T16:30:00.123Z', 12, '2027-11-24T16:30:00.123Z'],
    ['2024-02-29T04:00:00.000Z', 12, '2025-02-28T04:00:00.000Z'],
    ['2026-01-31T04:00:00.000Z', 1, '2026-02-28T04:00:00.000Z'],
    ['2026-01-31T04:00:00.000Z', 3, '2026-04-30T04:00:00.000Z'],
    ['2026-12-15T04:00:00.000Z', 1, '2027-01-15T04:00:00.000Z'],
    ['2026-11-15T04:00:00.000Z', 1, '2026-12-15T04:00:00.000Z'],
    // 31 January in Shanghai already
    ['2026-01-30T16:00:00.000Z', 1, '2026-02-27T16:00:00.000Z'],
  ])('F28 %s and %i months is %s', (at, months, later) => expect(addMonths(at, months)).toBe(later));
});
