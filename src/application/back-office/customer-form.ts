import { Injectable } from '@nestjs/common';
import type {
  AccountStatus,
  CustomerRecord,
  OtherInformation,
  Validity,
} from '../../domain/customer-account/events.js';
import { longTermEnd } from '../../domain/shared/card-validity.js';
import { type FieldError, invalidFields } from '../../domain/shared/domain-error.js';
import type { FieldCode } from '../../domain/shared/field-codes.js';
import { parseMobile, parsePhone } from '../../domain/shared/phone-number.js';
import type { CodeAndName } from '../../domain/shared/profile.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import type { Result } from '../../domain/shared/result.js';
import { isRealDate, type PlainDate } from '../../domain/shared/shanghai-calendar.js';
import { Companies, type Company } from '../shared/companies.js';
import { Dictionaries } from '../shared/dictionaries.js';

/** What the company's system says of a customer, as it was sent. */
export interface CustomerForm {
  readonly name: string;
  readonly idNumber: string;
  readonly idAddress: string;
  readonly validity: { readonly start: string; readonly end: string };
  readonly contactMobile?: string | null;
  readonly contactPhone?: string | null;
  readonly branchCode?: string | null;
  readonly other: {
    readonly provinceCode: string;
    readonly cityCode: string;
    readonly address: string;
    readonly postcode: string;
    readonly email?: string | null;
    readonly education: string;
    readonly occupation: string;
    readonly clientManager?: string | null;
    readonly intermediary?: string | null;
  };
  readonly accountTypes: readonly string[];
  readonly status: AccountStatus;
}

/** Reads an import: every wrong field at once. What is on file may be older than today's form rules (an expired card). */
@Injectable()
export class CustomerForms {
  constructor(
    private readonly companies: Companies,
    private readonly dictionaries: Dictionaries,
  ) {}

  /**
   * @param misshapen fields whose shape was refused already; they are not judged again
   * @throws DomainError `request.invalid` with `errors`
   */
  read(
    companyCode: string,
    customerNumber: string,
    form: CustomerForm,
    today: PlainDate,
    misshapen: readonly FieldError[] = [],
  ): CustomerRecord {
    const company = this.companies.get(companyCode);
    const errors = new Findings(misshapen);
    const optional = <T>(pointer: string, value: string | null | undefined, parse: (text: string) => Result<T>) =>
      value === undefined || value === null || value === '' ? null : errors.take(pointer, () => parse(value));

    errors.take('/name', () => (form.name.trim() ? { value: form.name } : { error: 'name.length' }));
    const idNumber = errors.take('/idNumber', () => parseResidentId(form.idNumber, today));
    const contactMobile = optional('/contactMobile', form.contactMobile, parseMobile);
    const contactPhone = optional('/contactPhone', form.contactPhone, parsePhone);
    const branchCode = optional('/branchCode', form.branchCode, oneOf(company.branches, 'branch.unknown'));
    if (errors.sound('/accountTypes'))
      for (const [index, type] of form.accountTypes.entries())
        errors.take(`/accountTypes/${index}`, () => oneOf(company.accountTypes, 'account-type.unknown')(type));
    if (errors.sound('/validity')) judgeValidity(form.validity, errors);
    const other = errors.sound('/other') ? this.other(form.other, errors) : undefined;
    if (errors.all.length > 0 || idNumber === undefined || !other) throw invalidFields(...errors.all);

    const { name, idAddress, validity, accountTypes, status } = form;
    return {
      companyCode,
      customerNumber,
      name: name.trim(),
      idNumber,
      idAddress: idAddress.trim(),
      validity: { start: validity.start, end: validity.end },
      contactMobile: contactMobile ?? null,
      contactPhone: contactPhone ?? null,
      branchCode: branchCode ?? null,
      other,
      accountTypes: [...new Set(accountTypes)],
      status,
    };
  }

  private other(form: CustomerForm['other'], errors: Findings): OtherInformation | undefined {
    const known = <T>(field: string, entry: () => T | undefined, code: FieldCode) =>
      errors.take(`/other/${field}`, () => orElse(entry(), code));
    const province = known('provinceCode', () => this.dictionaries.province(form.provinceCode), 'region.unknown');
    const city = errors.take('/other/cityCode', () => {
      const found = this.dictionaries.city(String(form.provinceCode), form.cityCode);
      return typeof found === 'string' ? { error: found } : { value: found };
    });
    const education = known('education', () => this.dictionaries.education(form.education), 'education.unknown');
    const occupation = known('occupation', () => this.dictionaries.occupation(form.occupation), 'occupation.unknown');
    errors.take('/other/postcode', () => orElse(/^\d{6}$/.exec(form.postcode), 'postcode.shape'));
    if (!province || !city || !education || !occupation) return undefined;
    return {
      province: codeAndName(province),
      city: codeAndName(city),
      address: form.address.trim(),
      postcode: form.postcode,
      email: form.email?.trim() || null, // may be empty (F10)
      education: education.code,
      occupation: occupation.code,
      clientManager: form.clientManager?.trim() || null,
      intermediary: form.intermediary?.trim() || null,
    };
  }
}

const codeAndName = ({ code, name }: CodeAndName): CodeAndName => ({ code, name });

const oneOf =
  (known: Company['branches'], code: FieldCode) =>
  (value: string): Result<string> =>
    known.some((each) => each.code === value) ? { value } : { error: code };

const orElse = <T>(value: T | null | undefined, error: FieldCode): Result<T> =>
  value === null || value === undefined ? { error } : { value };

const judgeValidity = ({ start, end }: Validity, errors: Findings): void => {
  const from = errors.take('/validity/start', () => orElse(isRealDate(start) ? start : null, 'field.type'));
  errors.take('/validity/end', () => {
    if (!isRealDate(end)) return { error: 'field.type' };
    if (from !== undefined && end <= from) return { error: 'validity.not-after-start' };
    return end > longTermEnd ? { error: 'validity.out-of-range' } : { value: end };
  });
};

/** The refused fields so far. What lies in, or above, a field that was refused already is not judged again. */
class Findings {
  readonly all: FieldError[];

  constructor(private readonly misshapen: readonly FieldError[]) {
    this.all = [...misshapen];
  }

  /** Whether a field can be looked at: it and what it lies in have their shape. */
  sound(pointer: string): boolean {
    return !this.misshapen.some((error) => pointer === error.pointer || pointer.startsWith(`${error.pointer}/`));
  }

  take<T>(pointer: string, parse: () => Result<T>): T | undefined {
    if (!this.sound(pointer)) return undefined;
    const result = parse();
    if ('value' in result) return result.value;
    this.all.push({ pointer, code: result.error });
    return undefined;
  }
}
