import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { IdentitySettings } from '../../../application/identity/configuration.js';
import { type FileProblem, lineOf, readAs } from '../file-problems.js';
import { documentIds, IdentityFile } from './identity-file.js';

/**
 * Reads what the registration identity app is configured with.
 * @throws Error that names every place in the file that is wrong, and the rule
 */
export const loadIdentityConfiguration = (file: string): IdentitySettings => {
  const read = readAs(IdentityFile, readFileSync(file, 'utf8'));
  if ('problems' in read) throw refusal(file, read.problems);
  const problems = problemsBetweenFields(read.value);
  if (problems.length > 0) throw refusal(file, problems);
  return read.value;
};

const problemsBetweenFields = ({ agreements }: IdentitySettings): readonly FileProblem[] =>
  documentIds
    .filter((id) => agreements.filter(({ documentId }) => documentId === id).length !== 1)
    .map((id) => ({ path: '/agreements', rule: `must have ${id} once (R1, R16)` }));

const refusal = (file: string, problems: readonly FileProblem[]): Error =>
  new Error(
    `the identity app is not configured right:\n${problems.map((each) => lineOf(basename(file), each)).join('\n')}`,
  );
