import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { dictionaries, fileOf } from '../../dictionaries/make.js';

const made = Object.entries(dictionaries());

describe('the files of the dictionaries (F18)', () => {
  it.each(made)('%s.json is what `npm run dictionaries` makes of the sources', (name, dictionary) => {
    expect(readFileSync(`src/application/shared/dictionaries/${name}.json`, 'utf8')).toBe(fileOf(dictionary));
  });

  it.each(made)('%s tells its version, source and date', (_, { version, source, date }) => {
    expect([version, source]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('a list of the project’s own withdraws a code with its date, and has no code twice', () => {
    for (const name of ['educations', 'occupations']) {
      const [head, ...lines] = readFileSync(`dictionaries/sources/${name}.csv`, 'utf8').trimEnd().split('\n');
      expect(head).toBe('code,name,withdrawn');
      for (const line of lines) expect(line).toMatch(/^\d+,[^,]+,(\d{4}(-\d{2}){1,2})?$/);
      expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
    }
  });
});
