import { hardware } from '../table.js';
import type { ScaleFigures } from './scale.js';

const rows: readonly (readonly [name: string, of: (figures: ScaleFigures) => string])[] = [
  ['start of a service that was stopped, s', ({ start }) => (start / 1_000).toFixed(1)],
  ['append, 16 writers, per second', ({ append }) => append.perSecond.toFixed(0)],
  ['– p50 / p99 ms', ({ append }) => pair(append)],
  ['load-decide-append, 16 writers, per second', ({ decide }) => decide.perSecond.toFixed(0)],
  ['– p50 / p99 ms', ({ decide }) => pair(decide)],
  ['catching up, events/s', ({ caughtUp }) => caughtUp.toFixed(0)],
  ['rebuild beside live traffic, with its comparison, events/s', ({ rebuilt }) => rebuilt.toFixed(0)],
  ['– to its floor', ({ rebuilt, floor }) => `${(rebuilt / floor).toFixed(2)} of ${floor.toFixed(0)}`],
  ['rows of the read models', ({ rows }) => rows.toLocaleString('en')],
  ['import over HTTP, nothing built, p50 / p99 ms', ({ write }) => pair(write)],
  ['import over HTTP, beside the rebuild, p50 / p99 ms', ({ writeBeside }) => pair(writeBeside)],
  ['memory of the service, idle / most, MiB', ({ idle, peak }) => `${idle} / ${peak}`],
  ['bytes per event in the log, with its indexes', ({ bytesPerEvent }) => bytesPerEvent.toFixed(0)],
];

const pair = ({ p50, p99 }: { readonly p50: number; readonly p99: number }) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;

/** One column for each size of the log. */
export const scaleTable = (figures: readonly ScaleFigures[]): string =>
  [
    hardware(),
    '',
    `| events in the log | ${figures.map(({ events }) => events.toLocaleString('en')).join(' | ')} |`,
    `|---|${figures.map(() => '---|').join('')}`,
    ...rows.map(([name, of]) => `| ${name} | ${figures.map(of).join(' | ')} |`),
  ].join('\n');
