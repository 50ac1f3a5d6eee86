import 'reflect-metadata';
import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';

/** A place in the file (JSON Pointer) and the rule that it breaks. */
export interface FileProblem {
  readonly path: string;
  readonly rule: string;
}

/** What was read, or every place that is wrong. */
export type Read<T> = { readonly value: T } | { readonly problems: readonly FileProblem[] };

/** Reads JSON as the class says; a member that the class does not know is a problem. */
export const readAs = <T extends object>(shape: ClassConstructor<T>, text: string): Read<T> => {
  const json = parse(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { problems: [{ path: '', rule: 'must be a JSON object' }] };
  const value = plainToInstance(shape, json);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true });
  return errors.length > 0 ? { problems: errors.flatMap((each) => problemsOf(each, '')) } : { value };
};

/** `companies/0038.json: /branches: must be a list of branches (F24)` */
export const lineOf = (file: string, { path, rule }: FileProblem): string => `${file}: ${path || '/'}: ${rule}`;

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
