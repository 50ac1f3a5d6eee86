import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type SourceFile, sourceFiles } from './source-files.js';

// Writes the table at the end of docs/rules.md:
// node --import ./test/support/resolve-typescript.mjs test/support/rule-coverage.ts

export const rulebook = 'docs/rules.md';
const [begin, end] = ['<!-- coverage: begin -->', '<!-- coverage: end -->'];

/** What is missing of a rule; `all` of it, or the part that is named. Everything else must have a test. */
export const notBuilt: { readonly [rule: string]: string } = {};

/** The rules that a text names: `V4`, `F22`, and all of `F2–F4`; of `V2.1` the rule it is part of. */
export const rulesIn = (text: string): ReadonlySet<string> => {
  const named = [...text.matchAll(/\b([VFRP])(\d{1,2})(?:\.\d)?(?:[–…]\1?(\d{1,2})(?:\.\d)?)?\b/g)];
  return new Set(
    named.flatMap(([, letter, from, to = from]) =>
      Array.from(
        { length: Math.max(Number(to) - Number(from) + 1, 1) },
        (_, index) => `${letter}${Number(from) + index}`,
      ),
    ),
  );
};

/** Every rule of the rulebook, in its order. */
export const rulesOf = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^(?:### |- )([VFRP]\d{1,2}) /gm)].map((match) => match[1]!);

/** The names of tests: first arguments of calls that go on with a function. */
const testNames = ({ text }: SourceFile): string =>
  [...text.matchAll(/\(\s*(['"`])((?:(?!\1)[^\\\n])*)\1,\s*(?:async\s*)?\(/g)].map((match) => match[2]).join('\n');

export interface Coverage {
  readonly rule: string;
  readonly missing: string | undefined;
  readonly code: readonly string[];
  readonly tests: readonly string[];
}

export const coverage = (): readonly Coverage[] => {
  const code = sourceFiles('src', 'client/src').map((file) => ({ path: file.path, rules: rulesIn(file.text) }));
  const tests = sourceFiles('test').map((file) => ({ path: file.path, rules: rulesIn(testNames(file)) }));
  const naming = (files: typeof code, rule: string) =>
    files.filter(({ rules }) => rules.has(rule)).map(({ path }) => path);
  return rulesOf(readFileSync(rulebook, 'utf8')).map((rule) => {
    return { rule, missing: notBuilt[rule], code: naming(code, rule), tests: naming(tests, rule) };
  });
};

/** `domain/claim/decider`, `test/rules.spec`. */
const label = (path: string): string => path.replace(/(^|\/)src\//, '$1').replace(/\.ts$/, '');
const links = (paths: readonly string[]): string => paths.map((path) => `[${label(path)}](../${path})`).join(', ');

const row = ({ rule, missing, code, tests }: Coverage): string =>
  missing === 'all'
    ? `| ${rule} | | | Not built yet. |`
    : `| ${rule} | ${links(code)} | ${links(tests)} | ${missing ? `Not built yet: ${missing}.` : ''} |`;

/** The rulebook with today's table at its end. */
export const withTable = (markdown: string): string => {
  const text = markdown.split(begin)[0]!.trimEnd();
  const rows = coverage().map(row).join('\n');
  const heading = '## Where each rule is kept\n\n| Rule | Code | Tests | |\n|---|---|---|---|';
  return `${text}\n\n${begin}\n${heading}\n${rows}\n${end}\n`;
};

/** Links of a page below docs/ whose files do not exist. */
export const brokenLinks = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/\]\(([^):#]+)\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !existsSync(join('docs', link)));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(rulebook, withTable(readFileSync(rulebook, 'utf8')));
