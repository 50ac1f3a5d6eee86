import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fieldTexts } from '../../../src/adapters/http/problem-texts/fields.js';
import { hasText, languageOf, problemTexts } from '../../../src/adapters/http/problem-texts.js';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('problem-texts'))
  .map((file) => [file, readFileSync(join('src', file), 'utf8')] as const);

const code = "'([a-z0-9]+(?:-[a-z0-9]+)*\\.[a-z0-9]+(?:-[a-z0-9]+)*)'";
const places = [
  `new DomainError\\(\\s*(?:'[a-z-]+'|[^,()]+),\\s*(?:[^,()']+\\? )?${code}`,
  `\\b(?:rule|conflict|notFound|refused|IdParam|ThingParam)\\([^()']*(?:'[a-zA-Z]+', )?${code}`,
  `\\bcode: ${code}`,
];

const codesIn = (text: string) =>
  places.flatMap((place) => [...text.matchAll(new RegExp(place, 'g'))].map((match) => match[1]!));

describe('problem texts', () => {
  it('cover every code that a refusal in src names', () => {
    const missing = sources.flatMap(([file, text]) =>
      codesIn(text)
        .filter((each) => !hasText(each))
        .map((each) => `${each} in ${file}`),
    );
    expect(missing).toEqual([]);
    const found = new Set(sources.flatMap(([, text]) => codesIn(text)));
    expect([...found]).toEqual(expect.arrayContaining(['session.required', 'request.invalid', 'route.not-found']));
  });

  it('say something in both languages, with a status', () => {
    for (const [key, { status, zh, en }] of problemTexts) {
      expect([key, status >= 400 && status < 600]).toEqual([key, true]);
      for (const text of [zh.title, zh.detail]) expect(`${key} ${text}`).toMatch(/[\u4e00-\u9fff]/);
      for (const text of [en.title, en.detail]) expect(text).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
    }
    for (const [, { zh, en }] of fieldTexts)
      expect([zh, en]).toEqual([expect.stringMatching(/。$/), expect.stringMatching(/\.$/)]);
  });

  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en;q=0', 'zh'],
    ['en;q=0.5,zh;q=0.4', 'en'],
    ['*', 'zh'],
    ['de,en;q=0.1', 'en'],
    [';;,q=,', 'zh'],
  ])('Accept-Language %s reads %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
