import type { Variable } from './variable.js';
import { sections } from './variables.js';

type Row = readonly [name: string, row: Variable<unknown>];

const all: readonly (readonly [title: string, rows: readonly Row[]])[] = Object.entries(sections).map(
  ([title, group]) => [title, Object.entries(group)],
);

/** In words, of which some follow from the row. */
const shownMeaning = ({ meaning, secret, neededBy }: Variable<unknown>): string => {
  const needed = neededBy.length > 0 ? `; needed with ${neededBy.join(', ')}` : '';
  return `${meaning}${needed}${secret ? '; a secret' : ''}`;
};

/** The text of `.env.example`. */
export const envExample = (): string => {
  const head = [
    '# Every variable that the service reads, each with its default. All are optional. Take the # before a name away to',
    '# give it another value. Written by `npm run configuration` from src/adapters/composition/environment/variables.ts.',
    '# The service reads its environment, not this file:  cp .env.example .env;  set -a; . ./.env; set +a;  npm start',
    '# A blank value counts as not given. A wrong one stops the start with a line for each wrong variable.',
  ];
  const parts = all.map(([title, rows]) => [
    `\n# --- ${title} ${'-'.repeat(Math.max(3, 114 - title.length))}`,
    ...rows.flatMap(([name, row]) => [...commented(exampleText(row)), `#${name}=${exampleValue(row)}`]),
  ]);
  return `${[...head, ...parts.flat()].join('\n')}\n`;
};

const exampleText = (row: Variable<unknown>): string =>
  row.unless && 'words' in row.unless
    ? `${shownMeaning(row)}. Not given: ${row.unless.words}.`
    : `${shownMeaning(row)}.`;
const exampleValue = ({ unless }: Variable<unknown>): string => (unless && 'value' in unless ? unless.value : '');

/** Lines of at most 120 characters. */
const commented = (text: string): readonly string[] => {
  const lines = ['#'];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length > 120) lines.push(`# ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines;
};

/** The service's variables in `docker-compose.yml`, but for those that have a value there, and for families of names. */
export const composeVariables = (text: string): readonly string[] =>
  all.flatMap(([, rows]) =>
    rows.flatMap(([name]) => (name.includes('<') || text.includes(`\n      ${name}: `) ? [] : [`${name}:`])),
  );

/** README's table. */
export const configurationTable = (): string => {
  const rows = all.flatMap(([title, group]) => [
    `| **${title}** | | |`,
    ...group.map(([name, row]) => `| \`${name}\` | ${markdownDefault(row)} | ${markdown(shownMeaning(row))} |`),
  ]);
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
};

const markdown = (text: string): string => text.replaceAll('<', '\\<');
const markdownDefault = ({ unless }: Variable<unknown>): string => {
  if (!unless) return '–';
  return 'value' in unless ? `\`${unless.value}\`` : markdown(unless.words);
};

/** What `--help` prints. */
export const help = (): string => {
  const parts = all.flatMap(([title, group]) => [
    `\n${title}\n`,
    ...group.map(([name, row]) => `  ${name}${helpDefault(row)}\n      ${shownMeaning(row)}\n`),
  ]);
  return `npm start [-- --help]\n\nThe service reads these variables of its environment. All are optional.\n${parts.join('')}`;
};

const helpDefault = ({ unless }: Variable<unknown>): string => {
  if (!unless) return '';
  return ` (${'value' in unless ? unless.value : unless.words})`;
};
