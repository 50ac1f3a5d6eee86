import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { isAdult } from '../../../src/domain/shared/resident-id.js';
import { isOpen, nextOpening, type ServiceWindow } from '../../../src/domain/shared/service-hours.js';
import {
  addMonths,
  addYears,
  isRealDate,
  shanghaiDate,
  timeOfDay,
  weekday,
} from '../../../src/domain/shared/shanghai-calendar.js';
import { mondayToSaturday } from '../../support/service-hours.js';

const instants = [
  '2026-11-20T17:22:59.999Z',
  '2026-11-20T17:23:00.000Z',
  '2026-11-21T15:58:00.000Z',
  '2026-11-21T15:58:00.001Z',
  '2026-11-22T04:00:00.000Z',
  '2026-03-08T10:30:00.000Z',
  '2026-03-29T01:30:00.000Z',
  '2028-02-28T16:00:00.000Z',
];

/** Everything that depends on a calendar; runs here, and as its source text in servers of other zones. */
const report = (modules: Modules, at: readonly string[], hours: readonly ServiceWindow[]) => ({
  days: at.map((instant) => {
    const date = modules.shanghaiDate(instant);
    return [
      date,
      modules.weekday(date),
      modules.timeOfDay(instant),
      modules.isOpen(hours, instant),
      modules.nextOpening(hours, instant),
      modules.addMonths(instant, 12),
    ];
  }),
  adult: ['2026-02-27', '2026-02-28'].map((today) => modules.isAdult('2008-02-29', today)),
  years: modules.addYears('2024-02-29', 5),
  dates: ['2026-02-29', '2026-03-08', '2026-03-29'].map(modules.isRealDate),
});

const here = {
  addMonths,
  addYears,
  isAdult,
  isOpen,
  isRealDate,
  nextOpening,
  shanghaiDate,
  timeOfDay,
  weekday,
};
type Modules = typeof here;

const elsewhere = (TZ: string) => {
  const shared = new URL('../../../src/domain/shared/', import.meta.url).href;
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (specifier, context, next) => next(specifier.replace(/\\.js$/, '.ts'), context) });
    const modules = Object.assign({}, ...(await Promise.all(
      ['resident-id', 'service-hours', 'shanghai-calendar'].map((name) => import(\`${shared}\${name}.ts\`)),
    )));
    const report = ${report.toString()};
    console.log(JSON.stringify({
      localHour: new Date('2026-11-22T00:00:00Z').getHours(),
      report: report(modules, ${JSON.stringify(instants)}, ${JSON.stringify(mondayToSaturday)}),
    }));`;
  const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, TZ },
    encoding: 'utf8',
  });
  return JSON.parse(output) as { localHour: number; report: ReturnType<typeof report> };
};

describe('the calendar on a server anywhere', () => {
  it.each([
    ['UTC', 0],
    ['Asia/Shanghai', 8],
    ['America/Los_Angeles', 16],
    ['Europe/London', 0],
    ['Pacific/Kiritimati', 14],
  ])('F5, F6 adults and service hours are the same in %s', (zone, localHour) => {
    expect(elsewhere(zone)).toEqual({ localHour, report: report(here, instants, mondayToSaturday) });
  });
});
