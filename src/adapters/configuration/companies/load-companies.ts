import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import type { Company } from '../../../application/shared/companies.js';
import { CompanyFile } from './company-file.js';
import { problemsBetweenFields } from './company-rules.js';

/** A place in the file (JSON Pointer) and the rule that it breaks. */
export interface FileProblem {
  readonly path: string;
  readonly rule: string;
}

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
    problems.map(({ path, rule }) => `${basename(folder)}/${name}: ${path || '/'}: ${rule}`),
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
  const json = parse(readFileSync(file, 'utf8'));
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { problems: [{ path: '', rule: 'must be a JSON object' }] };

  const company = plainToInstance(CompanyFile, json);
  const problems = validateSync(company, { whitelist: true, forbidNonWhitelisted: true }).flatMap((each) =>
    problemsOf(each, ''),
  );
  if (problems.length > 0) return { problems };
  return { company, problems: problemsBetweenFields(company, basename(file, '.json'), reviewSecrets) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One rule for each place, the one of its topmost decorator, depth first. */
const problemsOf = ({ property, constraints, children }: ValidationError, above: string): readonly FileProblem[] => {
  const path = `${above}/${property}`;
  const broken = Object.entries(constraints ?? {}).at(-1);
  if (broken) return [{ path, rule: broken[0] === 'whitelistValidation' ? 'is not known' : broken[1] }];
  return (children ?? []).flatMap((child) => problemsOf(child, path));
};
