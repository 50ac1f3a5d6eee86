import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { previewOpenApi } from '../src/adapters/http/openapi/preview.js';
import { journeysPage, ServedCalls, screens } from './support/journeys-doc.js';
import { contractCodes } from './support/problem-contract.js';
import { brokenLinks, rulebook, rulesIn, rulesOf } from './support/rule-coverage.js';
import { sourceFiles } from './support/source-files.js';

const page = readFileSync(journeysPage, 'utf8');
const named = screens(page);
const served = new ServedCalls(await previewOpenApi());
const everywhere = named[0]!;

/** Codes of the device's own refusals, as the client's code has them. */
const deviceCodes = new Set(
  sourceFiles('client/src').flatMap(({ text }) =>
    [...text.matchAll(/[`']((?:certificate|certificate-password|device|device-key|signing)\.[a-z-]+)[`']/g)].map(
      ([, code]) => code!,
    ),
  ),
);

/** Not the whole way, nor what stands in front of a part's screens. */
const isScreen = ({ title }: { title: string }) => /^(?:Figure \d+: |[一二三四五六七八九十] )/.test(title);
/** What the call that sends codes answers for that purpose alone. */
const ofMobileChange = ['mobile.unchanged'];

describe('docs/journeys.md', () => {
  it('names only calls that are served, and every call of a customer or user', () => {
    const calls = new Set(named.flatMap((screen) => screen.calls));
    expect([...calls].filter((call) => !served.names().includes(call))).toEqual([]);
    const theirs = served.names().filter((call) => /^[A-Z]+ \/v1\/(?!staff|audit)/.test(call));
    expect(theirs.length).toBeGreaterThan(50);
    expect(theirs.filter((call) => !calls.has(call))).toEqual([]);
  });

  it('names only fields that the calls answer and take', () => {
    const answered = named.flatMap((screen) => screen.answered);
    const taken = named.flatMap((screen) => screen.taken);
    expect([answered.length > 80, taken.length > 80]).toEqual([true, true]);
    expect(answered.filter(([call, field]) => !served.answers(call, field))).toEqual([]);
    expect(taken.filter(([call, name]) => !served.takes(call, name))).toEqual([]);
  });

  it('names only codes of the contract, or of the device', () => {
    const known = new Set(contractCodes().map(({ code }) => code));
    const unknown = named.flatMap(({ title, codes }) =>
      codes
        .filter((code) => !known.has(code) && !deviceCodes.has(code) && !code.endsWith('.not-found'))
        .map((code) => `${title}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it('says on each screen where every refusal of its calls goes, and of no other calls', () => {
    const fieldCodes = new Set(contractCodes().flatMap(({ code, ofField }) => (ofField ? [code] : [])));
    const isElsewhere = (code: string) => fieldCodes.has(code) || deviceCodes.has(code);
    const judged = named.filter(isScreen).map(({ title, calls, codes }) => {
      const possible = new Set(calls.flatMap((call) => served.problems(call)));
      const told = new Set([...codes, ...everywhere.codes, ...(title.startsWith('五') ? [] : ofMobileChange)]);
      const missing = [...possible].filter((code) => !told.has(code));
      const strange = codes.filter((code) => !possible.has(code) && !isElsewhere(code));
      return { title, missing, strange };
    });
    expect(judged.filter(({ missing, strange }) => missing.length + strange.length > 0)).toEqual([]);
  });

  it('cites only rules of the rulebook, and each of the two apps’', () => {
    const rules = rulesOf(readFileSync(rulebook, 'utf8'));
    expect([...rulesIn(page)].filter((rule) => !rules.includes(rule))).toEqual([]);
    expect(rules.filter((rule) => /^[FRV]/.test(rule) && !rulesIn(page).has(rule))).toEqual([]);
  });

  it('shows every text that a company configures, but those that a request’s message is', () => {
    const { texts } = JSON.parse(readFileSync('companies/0038.json', 'utf8'));
    const keys = Object.keys(texts).filter((key) => !key.startsWith('changeRequest.'));
    expect(keys.filter((key) => !page.includes(`.texts["${key}"]`))).toEqual([]);
  });

  it('has every figure and chapter of the manuals', () => {
    const figures = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14].map((figure) => `Figure ${figure}`);
    const chapters = [...'一二三四五六七八九十'];
    const titles = named.filter(isScreen).map(({ title }) => /^(?:Figure \d+|.)/.exec(title)?.[0]);
    expect(titles).toEqual([...figures, ...chapters]);
  });

  it('links only to files that exist', () => expect(brokenLinks(page)).toEqual([]));
});

describe('docs/security.md', () => {
  const security = readFileSync('docs/security.md', 'utf8');

  it('says of each demand by which rules and which code it is held, and links only to what exists', () => {
    const rules = rulesOf(readFileSync(rulebook, 'utf8'));
    const demands = security.split('\n').filter((line) => /^\| (?!the manuals|chapter|-)/.test(line));
    expect(demands.length).toBeGreaterThan(12);
    expect(demands.filter((line) => rulesIn(line).size === 0 || !line.includes('](../'))).toEqual([]);
    expect([...rulesIn(security)].filter((rule) => !rules.includes(rule))).toEqual([]);
    expect(brokenLinks(security)).toEqual([]);
  });
});

describe('a page of screens', () => {
  it('is read with its calls, fields, bodies and codes', () => {
    const text = [
      'Read `.field` so.\n## Everywhere\n| `a.b` | waits |',
      '## App: `/v1/futures`\n### Figure 1\nafter `GET /profile` `.other.city[].name`, `POST /v1/captchas`',
      '`{purpose: "x.y", level: 4, of: {version?}}` or `c.d-e`; `.texts["f.g"]`\n',
    ].join('\n');
    expect(screens(text).map(({ title, ...rest }) => [title, rest])).toEqual([
      ['Everywhere', { calls: [], answered: [], taken: [], codes: ['a.b'] }],
      ['App: `/v1/futures`', { calls: [], answered: [], taken: [], codes: [] }],
      [
        'Figure 1',
        {
          calls: ['GET /v1/futures/profile', 'POST /v1/captchas'],
          answered: [
            ['GET /v1/futures/profile', '.other.city[].name'],
            ['POST /v1/captchas', '.texts["f.g"]'],
          ],
          taken: ['purpose', 'level', 'of', 'version'].map((name) => ['POST /v1/captchas', name]),
          codes: ['c.d-e'],
        },
      ],
    ]);
  });
});
