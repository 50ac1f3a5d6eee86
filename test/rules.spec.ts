import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { brokenLinks, coverage, notBuilt, rulebook, rulesIn, rulesOf, withTable } from './support/rule-coverage.js';

const markdown = readFileSync(rulebook, 'utf8');
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

describe('rulebook', () => {
  it('holds every rule once', () => {
    const all = [...numbered('V', 9), ...numbered('F', 30), ...numbered('R', 17), ...numbered('P', 6)];
    expect(rulesOf(markdown)).toEqual(all);
    expect(all).toEqual(expect.arrayContaining(Object.keys(notBuilt)));
  });

  it('every rule that is built is cited by code and named by a test', () => {
    const built = coverage().filter(({ missing }) => missing !== 'all');
    const without = (of: 'code' | 'tests') => built.filter((each) => each[of].length === 0).map(({ rule }) => rule);
    expect({ untested: without('tests'), uncited: without('code') }).toEqual({ untested: [], uncited: [] });
  });

  it('links only to files that exist', () => expect(brokenLinks(markdown)).toEqual([]));

  it('shows today’s table; write it with test/support/rule-coverage.ts', () =>
    expect(markdown).toBe(withTable(markdown)));

  it('reads single rules, parts and ranges', () => {
    expect([...rulesIn('F2–F4, V2.1–V2.3, V4.2 and P1')]).toEqual(['F2', 'F3', 'F4', 'V2', 'V4', 'P1']);
    expect([...rulesIn('P1363, P256, AF3, F0300001')]).toEqual([]);
    expect(brokenLinks('[a](rules.md) [b](../nowhere.ts) [c](https://example.com)')).toEqual(['../nowhere.ts']);
  });
});
