import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readReviewSecrets } from '../../src/adapters/company-review/review-secrets.js';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';

// biome-ignore lint/suspicious/noExplicitAny: what a test breaks is a file, not yet a company
type File = Record<string, any>;

describe('company files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'companies-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const broken = (change: (file: File) => void): File => {
    const file = JSON.parse(readFileSync('companies/0038.json', 'utf8'));
    change(file);
    return file;
  };
  const problemsOf = (reviewSecrets?: ReadonlyMap<string, string>): string[] => {
    try {
      loadCompanies(folder, reviewSecrets);
    } catch (error) {
      const [, ...lines] = (error as Error).message.split('\n');
      return lines.map((line) => line.replace(`${basename(folder)}/`, ''));
    }
    return [];
  };

  it('names file, place and rule of every problem in every file at once', () => {
    const first = broken((file) => {
      file.serviceHours.windows[0].from = '1:23';
      file.serviceHours.windows[0].days = [0, 8];
      file.code = 38;
      delete file.documents.consent;
      file.documents.agreements[1].text = 'one text';
      file.requestLifetimeDays = 0.5;
      file.colour = 'red';
    });
    write('0038.json', JSON.stringify(first));
    write('0039.json', JSON.stringify(broken((file) => (file.branches[1].code = '0 2'))));
    write('0040.json', '{');
    expect(problemsOf().sort()).toEqual([
      '0038.json: /code: must be 4 digits (F1)',
      '0038.json: /colour: is not known',
      '0038.json: /documents/agreements/1/text: must be a list of paragraphs',
      '0038.json: /documents/consent: must be a document (F21)',
      '0038.json: /requestLifetimeDays: must be a whole number of days (F19)',
      '0038.json: /serviceHours/windows/0/days: must be days from 1 (Monday) to 7 (F5)',
      '0038.json: /serviceHours/windows/0/from: must be HH:MM:SS (F5)',
      '0039.json: /branches/1/code: must be 1 to 32 letters or digits',
      '0040.json: /: must be a JSON object',
    ]);
  });

  it.each<[string, string, (file: File) => void]>([
    ['the name of the file', '/code: must be the name of the file (F1)', (file) => (file.code = '0039')],
    ['hours', '/serviceHours: must be service hours (F5)', (file) => (file.serviceHours = [])],
    ['windows', '/serviceHours/windows: must be a list of windows (F5)', (file) => (file.serviceHours.windows = {})],
    ['a window', '/serviceHours/windows: must be a list of windows (F5)', (file) => (file.serviceHours.windows = [])],
    [
      'from < to',
      '/serviceHours/windows/0/to: must be after from (F5)',
      (file) => (file.serviceHours.windows[0].to = '00:00:00'),
    ],
    ['a branch', '/branches: must be a list of branches (F24)', (file) => (file.branches = [])],
    ['branches once', '/branches/1: must not repeat 001', (file) => (file.branches[1].code = '001')],
    [
      'agreements once',
      '/documents/agreements/1: must not repeat a',
      (file) =>
        (file.documents.agreements = file.documents.agreements.map((each: File) => ({ ...each, documentId: 'a' }))),
    ],
    [
      'a message for every status',
      '/texts/changeRequest.applied: must be a text (F7)',
      (file) => delete file.texts['changeRequest.applied'],
    ],
    ['texts that are texts', '/texts/more: must be a text (F7)', (file) => (file.texts.more = 1)],
    [
      'a recording',
      '/verification/recording: must be required or optional (F26)',
      (file) => (file.verification = { recording: 'maybe' }),
    ],
    ['an approval', '/approval: must be automatic, review or companyReview (F22)', (file) => (file.approval = 'never')],
    [
      'the address of a review system',
      '/companyReview: must be where the review system is (F22)',
      (file) => (file.approval = 'companyReview'),
    ],
    [
      'a review system only where it decides',
      '/companyReview: is for approval companyReview only (F22)',
      (file) => (file.companyReview = { url: 'https://review.example' }),
    ],
    [
      'a review system with an address',
      '/companyReview/url: must be a text',
      (file) => Object.assign(file, { approval: 'companyReview', companyReview: {} }),
    ],
    [
      'a review system that is an object',
      '/companyReview: must be where the review system is (F22)',
      (file) => Object.assign(file, { approval: 'companyReview', companyReview: 'https://review.example' }),
    ],
    [
      'nothing else of a review system',
      '/companyReview/secret: is not known',
      (file) => Object.assign(file, { approval: 'companyReview', companyReview: { url: 'https://a', secret: 'b' } }),
    ],
    [
      'fields to lock',
      '/lockedFields: must be clientManager or intermediary (F18)',
      (file) => (file.lockedFields = ['name']),
    ],
    ['a flag', '/enabled: must be true or false', (file) => (file.enabled = 'yes')],
    ['a name', '/name: must be a text', (file) => (file.name = '')],
  ])('needs %s', (_, problem, change) => {
    write('0038.json', JSON.stringify(broken(change)));
    expect(problemsOf()).toEqual([`0038.json: ${problem}`]);
  });

  it.each([
    ['https://review.example/change-requests', true],
    ['http://127.0.0.1:8080/', true],
    ['http://localhost', true],
    ['http://review.example', false],
    ['https://user@review.example', false],
    ['https://review.example/?company=0038', false],
    ['https://review.example/#', false],
    ['ftp://review.example', false],
    ['review.example', false],
  ])('F22 a review system at %s: %s', (url, right) => {
    const file = broken((file) => Object.assign(file, { approval: 'companyReview', companyReview: { url } }));
    write('0038.json', JSON.stringify(file));
    const problem = '0038.json: /companyReview/url: must be an https URL without user, query or fragment (F22)';
    expect(problemsOf(new Map([['0038', 'secret']]))).toEqual(right ? [] : [problem]);
  });

  it('F22 a review system needs a secret in the environment', () => {
    const companyReview = { url: 'https://review.example' };
    const file = broken((file) => Object.assign(file, { approval: 'companyReview', companyReview }));
    write('0038.json', JSON.stringify(file));
    const problem = '0038.json: /approval: companyReview needs COMPANY_REVIEW_SECRET_0038 in the environment (F22)';
    expect(problemsOf(new Map([['0039', 'secret']]))).toEqual([problem]);
    expect(loadCompanies(folder, new Map([['0038', 'secret']]))[0]).toMatchObject({ companyReview });
  });

  it('F22 the secrets are named by company and are long enough', () => {
    const problems: string[] = [];
    const long = 'x'.repeat(32);
    const env = {
      COMPANY_REVIEW_SECRET_0038: long,
      COMPANY_REVIEW_SECRET_0039: 'short',
      COMPANY_REVIEW_SECRET_A: long,
    };
    expect([...readReviewSecrets({ ...env, COMPANY_REVIEW_SECRET_0040: ' ' }, problems)]).toEqual([['0038', long]]);
    expect(problems).toEqual([
      'COMPANY_REVIEW_SECRET_0039 must have at least 32 characters',
      "COMPANY_REVIEW_SECRET_A must end in a company's four digits",
    ]);
  });

  it('needs a company', () => {
    expect(() => loadCompanies(folder)).toThrow(`${basename(folder)}: no company is configured (F1)`);
  });

  it('F9, F18, F19, F22, F28, P2 has the decided defaults', () => {
    const names = [
      'contactPhoneMovesLoginMobile',
      'lockedFields',
      'intermediaryNeedsReview',
      'requestLifetimeDays',
      'certificateMonths',
      'retentionYears',
      'fourEyes',
      'approval',
      'enabled',
    ];
    write(
      '0038.json',
      JSON.stringify(broken((file) => Object.assign(file, Object.fromEntries(names.map((name) => [name, undefined]))))),
    );
    expect(loadCompanies(folder)[0]).toMatchObject({
      enabled: true,
      approval: 'automatic',
      contactPhoneMovesLoginMobile: false,
      lockedFields: [],
      intermediaryNeedsReview: false,
      requestLifetimeDays: 30,
      certificateMonths: 12,
      retentionYears: 20,
      fourEyes: false,
    });
  });
});
