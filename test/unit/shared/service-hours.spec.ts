import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plus } from '../../../src/domain/shared/instant.js';
import { isOpen, nextOpening, type ServiceWindow } from '../../../src/domain/shared/service-hours.js';
import type { Weekday } from '../../../src/domain/shared/shanghai-calendar.js';
import { mondayToSaturday } from '../../support/service-hours.js';

/** `2026-11-21 01:23:00.000` in Shanghai */
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`).toISOString();

describe('service hours (F5)', () => {
  it.each([
    ['Sat', '2026-11-21 01:22:59.999', false],
    ['Sat', '2026-11-21 01:23:00.000', true],
    ['Sat', '2026-11-21 23:58:00.000', true],
    ['Sat', '2026-11-21 23:58:00.001', false],
    ['Sun', '2026-11-22 12:00:00.000', false],
    ['Wed', '2026-11-25 00:30:00.000', false],
    ['Mon', '2026-11-23 12:00:00.000', true],
  ])('F5 %s %s is open: %s', (_day, time, open) => expect(isOpen(mondayToSaturday, shanghai(time))).toBe(open));

  it('F5 2026-11-20T17:23:00Z is open', () => expect(isOpen(mondayToSaturday, '2026-11-20T17:23:00.000Z')).toBe(true));

  it.each([
    ['2026-11-21 01:22:59.999', '2026-11-21 01:23:00.000'],
    ['2026-11-21 23:58:00.001', '2026-11-23 01:23:00.000'],
    ['2026-11-22 12:00:00.000', '2026-11-23 01:23:00.000'],
    ['2026-11-25 00:30:00.000', '2026-11-25 01:23:00.000'],
    ['2026-11-25 12:00:00.000', '2026-11-26 01:23:00.000'],
    ['2026-11-25 01:23:00.000', '2026-11-26 01:23:00.000'],
    ['2026-12-31 23:59:00.000', '2027-01-01 01:23:00.000'],
  ])('F5 after %s the next opening is %s', (from, opening) =>
    expect(nextOpening(mondayToSaturday, shanghai(from))).toBe(shanghai(opening)));

  it('F5 takes the earliest of several windows', () => {
    const windows: ServiceWindow[] = [
      { days: [1], from: '13:00:00', to: '17:00:00' },
      { days: [1], from: '09:00:00', to: '11:30:00' },
    ];
    expect(nextOpening(windows, shanghai('2026-11-23 08:00:00.000'))).toBe(shanghai('2026-11-23 09:00:00.000'));
    expect(nextOpening(windows, shanghai('2026-11-23 12:00:00.000'))).toBe(shanghai('2026-11-23 13:00:00.000'));
    expect(nextOpening(windows, shanghai('2026-11-23 18:00:00.000'))).toBe(shanghai('2026-11-30 09:00:00.000'));
  });

  it.each([[[]], [[{ days: [], from: '09:00:00', to: '17:00:00' }]]])('F5 never opens with %j', (windows) => {
    expect(isOpen(windows, shanghai('2026-11-23 12:00:00.000'))).toBe(false);
    expect(nextOpening(windows, shanghai('2026-11-23 12:00:00.000'))).toBeNull();
  });

  const time = fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const window: fc.Arbitrary<ServiceWindow> = fc
    .record({ days: fc.subarray<Weekday>([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), times: fc.tuple(time, time) })
    .map(({ days, times }) => {
      const [from, to] = times.sort() as [string, string];
      return { days, from, to };
    });
  const instant = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((each) => each.toISOString());

  it('F5 at the next opening it is open, and of a closed service not a millisecond earlier', () => {
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 3 }), instant, (windows, now) => {
        const opening = nextOpening(windows, now)!;
        expect(isOpen(windows, opening)).toBe(true);
        expect(opening > now).toBe(true);
        if (!isOpen(windows, now)) expect(isOpen(windows, plus(opening, -1))).toBe(false);
      }),
    );
  });
});
