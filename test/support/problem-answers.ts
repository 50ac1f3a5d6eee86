import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnsweredCode, compare, contractCodes } from './problem-contract.js';

/** Names the directory in which each worker of a run notes what it was answered. */
const variable = 'REALNAME_TEST_ANSWERS';
const watched = new Set<string>();
const noted = new Set<string>();
const { fetch: unwatched } = globalThis;

/** From now on each problem that a service answers to `fetch` must have the form of docs/api.md §1, and is noted for the run. */
export const watchProblemsOf = (url: string): void => {
  watched.add(new URL(url).origin);
  globalThis.fetch = watchingFetch;
};

const watchingFetch: typeof fetch = async (input, init) => {
  const response = await unwatched(input, init);
  const { origin, pathname } = new URL(input instanceof Request ? input.url : input);
  if (response.status < 400 || !watched.has(origin) || pathname.startsWith('/health')) return response;
  const asked = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {})).get('accept-language');
  const { code, errors = [] } = await wellFormed(response.clone(), asked?.startsWith('en') ? 'en' : 'zh');
  const part = /^\/(?:v1\/)?([^/]*)/.exec(pathname)![1]!;
  note({ part, code, status: response.status, ofField: false });
  for (const field of errors) note({ part, code: field.code, status: response.status, ofField: true });
  return response;
};

interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

const wellFormed = async (response: Response, language: 'zh' | 'en'): Promise<Problem> => {
  const text = await response.text();
  const problem = /^application\/problem\+json\b/.test(response.headers.get('content-type') ?? '') && JSON.parse(text);
  const isText = (value: unknown): boolean =>
    typeof value === 'string' && value !== '' && /[\u4e00-\u9fff]/.test(value) === (language === 'zh');
  const isRight =
    problem &&
    problem.status === response.status &&
    problem.type === `/problems/${problem.code}` &&
    problem.instance?.startsWith('/') &&
    isText(problem.title) &&
    (problem.detail === undefined ? problem.code === 'internal' : isText(problem.detail)) &&
    (problem.errors ?? []).every(
      ({ pointer, code, detail }: Record<string, unknown>) => typeof pointer === 'string' && code && isText(detail),
    );
  if (!isRight) throw new Error(`${response.status} of ${response.url} is no problem in ${language}: ${text}`);
  return problem;
};

const note = (answered: AnsweredCode): void => {
  const directory = process.env[variable];
  const line = JSON.stringify(answered);
  if (!directory || noted.has(line)) return;
  noted.add(line);
  appendFileSync(join(directory, String(process.pid)), `${line}\n`);
};

export const startNotingProblems = (): void => {
  process.env[variable] = mkdtempSync(join(tmpdir(), 'realname-answers-'));
};

/** @throws Error when a whole run left a code of the contract unanswered, and when answers had codes that it lacks */
export const endNotingProblems = ({ whole }: { readonly whole: boolean }): void => {
  const directory = process.env[variable]!;
  const lines = readdirSync(directory).flatMap((file) =>
    readFileSync(join(directory, file), 'utf8').trim().split('\n'),
  );
  rmSync(directory, { recursive: true });
  const { notAnswered, notInContract } = compare(
    contractCodes(),
    lines.map((line) => JSON.parse(line) as AnsweredCode),
  );
  const list = (title: string, codes: readonly string[]) =>
    codes.length > 0 ? [`${title}:`, ...codes.map((each) => `  ${each}`)] : [];
  const complaints = [
    ...list('Codes of docs/api.md that no end-to-end test was answered', whole ? notAnswered : []),
    ...list('Codes that were answered and are not in docs/api.md', notInContract),
  ];
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
};
