import { configurationTable, envExample } from './environment/pages.js';

/** A file that is written from the code, wholly or between two comments. */
const between = (text: string, name: string, written: string): string => {
  const [begin, end] = [`<!-- ${name}: begin, written by \`npm run configuration\` -->`, `<!-- ${name}: end -->`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`there is no place for ${name}: ${begin} … ${end}`);
  return `${before}${begin}\n\n${written}\n\n${end}${after}`;
};

/** What is written from the code: for each file, its text as it should be, from its text as it is. */
export const pages: Readonly<Record<string, (text: string) => string>> = {
  '.env.example': () => envExample(),
  'README.md': (text) => between(text, 'configuration', configurationTable()),
};
