import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';

export interface Row {
  readonly name: string;
  readonly perSecond?: number;
  /** Milliseconds. */
  readonly p50?: number;
  readonly p99?: number;
  /** To the floor that was measured in the same run. */
  readonly ratio?: number;
  readonly floor?: string;
}

const begin = '<!-- figures: begin, written by `npm run bench -- --readme` -->';
const end = '<!-- figures: end -->';

export const tableOf = (rows: readonly Row[]): string => {
  const lines = rows.map(({ name, perSecond, p50, p99, ratio, floor }) =>
    [name, number(perSecond, 0), number(p50, 2), number(p99, 2), number(ratio, 2), floor ?? ''].join(' | '),
  );
  return [
    hardware(),
    '',
    '| what | per second | p50 ms | p99 ms | ratio to the floor | floor, same run |',
    '|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
};

/** Replaces what stands between the markers of the README. @throws Error when they are not there */
export const writeReadme = async (table: string): Promise<void> => {
  const readme = await readFile('README.md', 'utf8');
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error('README.md has no markers for the figures');
  await writeFile('README.md', `${readme.slice(0, from)}${begin}\n\n${table}\n\n${readme.slice(to)}`);
};

const number = (value: number | undefined, digits: number): string =>
  value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits);

export const hardware = (): string => {
  const [cpu, ...others] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Measured on ${others.length + 1} × ${cpu?.model.trim()}, ${memory} GiB, Linux ${release()}, Node ${process.versions.node}, embedded PostgreSQL 18, fsync on.`;
};
