import { commonProblems } from './problem-texts/common.js';
import { fieldTexts } from './problem-texts/fields.js';
import { futuresProblems } from './problem-texts/futures.js';
import { identityProblems } from './problem-texts/identity.js';
import type { ProblemText, Text } from './problem-texts/table.js';

export type Language = 'zh' | 'en';

/** Every code a call may answer, with its status and texts. */
export const problemTexts: ReadonlyMap<string, ProblemText> = new Map([
  ...commonProblems,
  ...futuresProblems,
  ...identityProblems,
]);

export const statusOf = (code: string): number => {
  const text = problemTexts.get(code);
  if (!text) throw new Error(`no text for problem code ${code}`);
  return text.status;
};

/** A code without a text of its own is a field's code that came alone, or shows as its bare self. */
export const textOf = (code: string, language: Language): Text =>
  problemTexts.get(code)?.[language] ?? { title: fieldTextOf(code, language), detail: fieldTextOf(code, language) };

export const fieldTextOf = (code: string, language: Language): string => fieldTexts.get(code)?.[language] ?? code;

export const hasText = (code: string): boolean => problemTexts.has(code) || fieldTexts.has(code);

/** English where `Accept-Language` (RFC 9110 §12.5.4) prefers it to Chinese; else Chinese. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const weightOf = (prefix: string): number => {
    const weights = (acceptLanguage ?? '').split(',').flatMap((part) => {
      const [range = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      if (range !== prefix && !range.startsWith(`${prefix}-`)) return [];
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      return [q ? Number(q.slice(2)) || 0 : 1];
    });
    return Math.max(0, ...weights);
  };
  return weightOf('en') > weightOf('zh') ? 'en' : 'zh';
};
