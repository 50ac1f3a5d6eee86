import { readFileSync } from 'node:fs';
import { problemsPage } from '../http/problem-page.js';
import { peopleTable } from '../sandbox/people/people-text.js';
import { composeVariables, configurationTable, envExample } from './environment/pages.js';
import type { Adapter, Port } from './port.js';
import { ports } from './ports.js';

/** What is written from the code: for each file, its text as it should be, from its text as it is. */
export const pages: Readonly<Record<string, (text: string) => string>> = {
  '.env.example': () => envExample(),
  'docker-compose.yml': (text) => lineBetween(text, '      # variables: ', composeVariables(text)),
  'docs/problems.md': () => problemsPage(readFileSync('docs/journeys.md', 'utf8')),
  'README.md': (text) =>
    between(
      between(between(text, 'ports', portsTable()), 'configuration', configurationTable()),
      'people',
      peopleTable(),
    ),
};

/** Replaces what stands between two comments. */
const between = (text: string, name: string, written: string): string => {
  const [begin, end] = [`<!-- ${name}: begin, written by \`npm run configuration\` -->`, `<!-- ${name}: end -->`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`there is no place for ${name}: ${begin} … ${end}`);
  return `${before}${begin}\n\n${written}\n\n${end}${after}`;
};

/** Replaces the lines between two comments of YAML. */
const lineBetween = (text: string, comment: string, lines: readonly string[]): string => {
  const [begin, end] = [`${comment}begin, written by \`npm run configuration\`\n`, `${comment}end\n`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`there is no place for variables: ${begin} … ${end}`);
  return [before, begin, ...lines.map((line) => `      ${line}\n`), end, after].join('');
};

/** A row for each set of adapters, with every port that they can stand behind. */
const portsTable = (): string => {
  const rows = Map.groupBy(ports, adaptersText);
  return [
    '| port | adapter | other adapters, and what chooses them |',
    '|---|---|---|',
    ...[...rows].map(
      ([adapters, same]) => `| ${same.map(({ token }) => `\`${token.name}\``).join(', ')} | ${adapters} |`,
    ),
  ].join('\n');
};

const adaptersText = ({ adapters: [standard, ...others] }: Port<unknown>): string =>
  `${standard?.is} | ${others.map(choiceText).join(', ') || '–'}`;
const choiceText = ({ is, by }: Adapter<unknown>): string => `${is} (${by ? `\`${by}\`` : 'where nothing is played'})`;
