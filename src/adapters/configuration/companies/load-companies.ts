import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Company } from '../../../application/shared/companies.js';
import { type FileProblem, lineOf, readAs } from '../file-problems.js';
import { CompanyFile } from './company-file.js';
import { problemsBetweenFields } from './company-rules.js';

/**
 * Reads every company of a folder, one `<code>.json` each.
 * @param reviewSecrets by company code, from the environment
 * @throws Error that names for every problem of every file the file, the place in it and the rule
 */
export const loadCompanies = (
  folder: string,
  reviewSecrets: ReadonlyMap<string, string> = new Map(),
): readonly Company[] => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const read = files.map((name) => ({ name, ...readCompany(join(folder, name), reviewSecrets) }));
  const problems = read.flatMap(({ name, problems }) =>
    problems.map((each) => lineOf(`${basename(folder)}/${name}`, each)),
  );
  if (files.length === 0) problems.push(`${basename(folder)}: no company is configured (F1)`);
  if (problems.length > 0) throw new Error(`the companies are not configured right:\n${problems.join('\n')}`);
  return read.map(({ company }) => company!);
};

interface ReadCompany {
  readonly company?: Company;
  readonly problems: readonly FileProblem[];
}

const readCompany = (file: string, reviewSecrets: ReadonlyMap<string, string>): ReadCompany => {
  const read = readAs(CompanyFile, readFileSync(file, 'utf8'));
  if ('problems' in read) return read;
  const company = read.value;
  return { company, problems: problemsBetweenFields(company, basename(file, '.json'), reviewSecrets) };
};
