import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../../../domain/shared/domain-error.js';
import type { FieldCode } from '../../../../domain/shared/field-codes.js';
import type { CodeAndName, OtherInformation } from '../../../../domain/shared/profile.js';
import { ok, type Result, refused } from '../../../../domain/shared/result.js';
import type { Company } from '../../../shared/companies.js';
import { Dictionaries, type DictionaryItem } from '../../../shared/dictionaries.js';

/** The form as it was sent: nothing of it is trusted. */
export type OtherInformationInput = { readonly [F in (typeof fields)[number]]?: unknown };

const fields = [
  ...(['provinceCode', 'cityCode', 'address', 'postcode', 'email', 'education', 'occupation'] as const),
  ...(['clientManager', 'intermediary'] as const),
] as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const email = /^[^\s@<>()[\],;:\\"]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Reads the form of other information (F18): every field's error at once, and nothing changes on failure. */
@Injectable()
export class OtherInformationForms {
  constructor(private readonly dictionaries: Dictionaries) {}

  /** @param current what is on file: locked fields must stay as they are */
  read(
    input: OtherInformationInput,
    company: Company,
    current: OtherInformation,
  ): Result<OtherInformation, readonly FieldError[]> {
    const errors: FieldError[] = [];
    const take = <T>(field: string, result: Result<T>): T | undefined => {
      if ('value' in result) return result.value;
      errors.push({ pointer: `/${field}`, code: result.error });
      return undefined;
    };
    const province = take('provinceCode', this.province(input.provinceCode));
    const city = take('cityCode', this.city(province, input.cityCode));
    const address = take('address', text(input.address, { min: 3, max: 50, code: 'address.length' }));
    const postcode = take('postcode', matching(input.postcode, /^\d{6}$/, 'postcode.shape'));
    const mail = take(
      'email',
      optional(input.email, (value) => emailOf(value)),
    );
    const education = take('education', this.education(input.education));
    const occupation = take('occupation', this.occupation(input.occupation));
    const names = { clientManager: current.clientManager, intermediary: current.intermediary };
    for (const field of ['clientManager', 'intermediary'] as const) {
      const locked = company.lockedFields.includes(field);
      if (locked && input[field] === undefined) continue;
      const name = take(
        field,
        optional(input[field], (value) => text(value, { max: 25, code: 'name.length' })),
      );
      if (locked && name !== undefined && name !== (current[field]?.trim() || null))
        errors.push({ pointer: `/${field}`, code: 'field.not-editable' });
      names[field] = name ?? null;
    }
    if (errors.length > 0) return refused(errors);
    return ok({
      ...{ province: province!, city: city!, address: address!, postcode: postcode!, email: mail ?? null },
      ...{ education: education!, occupation: occupation!, ...names },
    });
  }

  private province(input: unknown): Result<CodeAndName> {
    const found = known(input, 'region.unknown', (code) => this.dictionaries.province(code));
    return 'error' in found ? found : choosable(found.value, 'region.inactive');
  }

  /** Whether it belongs to its province cannot be said where that one is refused. */
  private city(province: CodeAndName | undefined, input: unknown): Result<CodeAndName | undefined> {
    const code = required(input);
    if ('error' in code) return code;
    const city = this.dictionaries.city(province?.code ?? '', code.value);
    if (typeof city !== 'string') return choosable(city, 'region.inactive');
    return !province && city === 'region.mismatch' ? ok(undefined) : refused(city);
  }

  private education(input: unknown): Result<string> {
    const found = known(input, 'education.unknown', (code) => this.dictionaries.education(code));
    return 'error' in found ? found : ok(found.value.code);
  }

  private occupation(input: unknown): Result<string> {
    const found = known(input, 'occupation.unknown', (code) => this.dictionaries.occupation(code));
    const occupation = 'error' in found ? found : choosable(found.value, 'occupation.inactive');
    return 'error' in occupation ? occupation : ok(occupation.value.code);
  }
}

const choosable = ({ active, code, name }: DictionaryItem, error: FieldCode): Result<CodeAndName> =>
  active ? ok({ code, name }) : refused(error);

const required = (input: unknown): Result<string> => {
  if (input === undefined || input === null || input === '') return refused('field.required');
  return typeof input === 'string' ? ok(input.trim()) : refused('field.type');
};

const known = <T>(input: unknown, code: FieldCode, find: (value: string) => T | undefined): Result<T> => {
  const value = required(input);
  if ('error' in value) return value;
  const found = find(value.value);
  return found === undefined ? refused(code) : ok(found);
};

const matching = (input: unknown, pattern: RegExp, code: FieldCode): Result<string> => {
  const value = required(input);
  if ('error' in value) return value;
  return pattern.test(value.value) ? value : refused(code);
};

const text = (input: unknown, limits: { min?: number; max: number; code: FieldCode }): Result<string> => {
  const value = required(input);
  if ('error' in value) return value;
  const length = [...value.value].length;
  const fits = length >= (limits.min ?? 1) && length <= limits.max;
  return fits && !control.test(value.value) ? value : refused(limits.code);
};

const optional = (input: unknown, parse: (value: unknown) => Result<string>): Result<string | null> =>
  input === undefined || input === null || input === '' ? ok(null) : parse(input);

const emailOf = (input: unknown): Result<string> => {
  const value = matching(input, email, 'email.shape');
  return 'value' in value && (value.value.length > 64 || control.test(value.value)) ? refused('email.shape') : value;
};
