import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { problemCatalogue } from '../../../src/adapters/http/problem-catalogue.js';
import { problemsPage } from '../../../src/adapters/http/problem-page.js';
import { problemType } from '../../../src/adapters/http/problem-type.js';
import { ProblemsController } from '../../../src/adapters/http/shared/problems.controller.js';

const controller = new ProblemsController();
const known = problemCatalogue.map(({ code }) => code);

describe('the page of a problem', () => {
  it.each(known)('%s says status, texts in both languages and members', (code) => {
    const { status, zh, en, members } = problemCatalogue.find((each) => each.code === code)!;
    const text = controller.one(code).toString();
    for (const part of [code, String(status), zh.detail, en.detail, ...members]) expect(text).toContain(part);
  });

  it('of what a field refuses says every code of a field', () => {
    expect(controller.one('request.invalid').toString()).toContain('phone.shape');
  });

  it('is linked by the list of all', () => {
    const text = controller.list().toString();
    for (const code of known) expect(text).toContain(`href="${problemType(code)}"`);
  });
});

describe('docs/problems.md', () => {
  it('leads from a code to the screens that meet it', () => {
    const page = problemsPage(readFileSync('docs/journeys.md', 'utf8'));
    const [row] = page.split('\n').filter((line) => line.startsWith('| `phone.code-required`'));
    expect(row).toContain('(journeys.md#figure-7-the-contact-phone)');
    expect(page.split('\n').filter((line) => line.startsWith('| `')).length).toBeGreaterThan(known.length);
  });
});
