import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Problems } from '../../../src/adapters/http/openapi/decorators.js';
import { problemOf } from '../../../src/adapters/http/problem.js';
import { fieldTexts } from '../../../src/adapters/http/problem-texts/fields.js';
import { languageOf, problemTexts, statusOf } from '../../../src/adapters/http/problem-texts.js';
import { invalidFields, refusal, rule } from '../../../src/domain/shared/domain-error.js';
import { fieldCodes } from '../../../src/domain/shared/field-codes.js';
import { type ProblemCode, problemCodes } from '../../../src/domain/shared/problem-codes.js';

const tables = /problem-codes\.ts$|field-codes\.ts$|problem-texts|openapi/;
const documented = /@Problems\([^)]*\)|^(?:export )?const \w+ = \[[^\]]*\] as const;/gm;

/** All of src but the tables of codes and what only documents them. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !tables.test(file))
  .map((file) => readFileSync(join('src', file), 'utf8').replaceAll(documented, ''))
  .join('\n');

const neverNamed = (codes: readonly string[]) => codes.filter((code) => !sources.includes(`'${code}'`));

describe('problem texts', () => {
  it('V4.2 each limit of messages has words of its own', () => {
    const retryAt = '2026-11-23T02:01:00.000Z';
    const told = (['minute', 'hour', 'day'] as const).map((limit) =>
      (['zh', 'en'] as const).map(
        (language) => problemOf(refusal('sms.quota-exceeded', { rule: limit, retryAt }), '/', language).detail,
      ),
    );
    expect(told.map(([zh]) => zh)).toEqual([
      expect.stringContaining('一分钟'),
      expect.stringContaining('一小时'),
      expect.stringContaining('今日'),
    ]);
    expect(new Set(told.flat()).size).toBe(6);
  });

  it('are of codes that some refusal names, each under one kind', () => {
    const codes = Object.values(problemCodes).flat();
    expect(neverNamed(codes)).toEqual([]);
    expect(neverNamed(fieldCodes)).toEqual([]);
    expect(codes.length).toBe(new Set(codes).size);
  });

  it('cannot be missed: a code that does not exist, of another kind or without its members does not compile', () => {
    // @ts-expect-error no such code
    rule('captcha.wrong');
    // @ts-expect-error a conflict
    rule('change-request.closed', { requestStatus: 'applied' });
    // @ts-expect-error says which step
    rule('change-request.step-not-reached');
    // @ts-expect-error no code of a field
    invalidFields({ pointer: '/idNumber', code: 'captcha.invalid' });
    // @ts-expect-error no such code
    Problems('no.such-code');
    expect(rule('change-request.step-not-reached', { step: 'form' }).kind).toBe('rule');
  });

  it('say something in both languages, with a status', () => {
    for (const [key, { zh, en }] of Object.entries(problemTexts)) {
      const status = statusOf(key as ProblemCode);
      expect([key, status >= 400 && status < 600]).toEqual([key, true]);
      for (const text of zh) expect(`${key} ${text}`).toMatch(/[\u4e00-\u9fff]/);
      for (const text of en) expect(text).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
    }
    for (const { zh, en } of Object.values(fieldTexts))
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
