import { Injectable } from '@nestjs/common';
import type { CustomerImport } from '../../domain/customer-account/decider.js';
import type { AccountStatus, OtherInformation, Validity } from '../../domain/customer-account/events.js';
import { type FieldError, invalidFields } from '../../domain/shared/domain-error.js';
import { parseMobile, parsePhone } from '../../domain/shared/phone-number.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import type { Result } from '../../domain/shared/result.js';
import { isRealDate, type PlainDate } from '../../domain/shared/shanghai-calendar.js';
import { Companies, type Company } from '../companies.js';
import { Dictionaries } from '../dictionaries.js';

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

  /** @throws DomainError `request.invalid` with `errors` */
  read(companyCode: string, customerNumber: string, form: CustomerForm, today: PlainDate): CustomerImport {
    const company = this.companies.get(companyCode);
    const errors: FieldError[] = [];
    const take = <T>(pointer: string, result: Result<T>): T | undefined => {
      if ('value' in result) return result.value;
      errors.push({ pointer, code: result.error });
      return undefined;
    };
    const optional = <T>(pointer: string, value: string | null | undefined, parse: (text: string) => Result<T>) =>
      value === undefined || value === null || value === '' ? null : take(pointer, parse(value));

    const idNumber = take('/idNumber', parseResidentId(form.idNumber, today));
    const contactMobile = optional('/contactMobile', form.contactMobile, parseMobile);
    const contactPhone = optional('/contactPhone', form.contactPhone, parsePhone);
    const branchCode = optional('/branchCode', form.branchCode, oneOf(company.branches, 'branch.unknown'));
    for (const [index, type] of form.accountTypes.entries())
      take(`/accountTypes/${index}`, oneOf(company.accountTypes, 'account-type.unknown')(type));
    errors.push(...validityErrors(form.validity));
    const other = this.other(form.other, errors);
    if (errors.length > 0 || idNumber === undefined || !other) throw invalidFields(...errors);

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

  private other(form: CustomerForm['other'], errors: FieldError[]): OtherInformation | undefined {
    const refuse = (field: string, code: string) => errors.push({ pointer: `/other/${field}`, code });
    const province = this.dictionaries.province(form.provinceCode);
    const city = this.dictionaries.city(form.provinceCode, form.cityCode);
    const education = this.dictionaries.education(form.education);
    const occupation = this.dictionaries.occupation(form.occupation);
    if (!province) refuse('provinceCode', 'region.unknown');
    if (typeof city === 'string') refuse('cityCode', city);
    if (!education) refuse('education', 'education.unknown');
    if (!occupation) refuse('occupation', 'occupation.unknown');
    if (!/^\d{6}$/.test(form.postcode)) refuse('postcode', 'postcode.shape');
    if (!province || typeof city === 'string' || !education || !occupation) return undefined;
    return {
      province,
      city,
      address: form.address.trim(),
      postcode: form.postcode,
      email: form.email || null,
      education: education.code,
      occupation: occupation.code,
      clientManager: form.clientManager || null,
      intermediary: form.intermediary || null,
    };
  }
}

const oneOf =
  (known: Company['branches'], code: string) =>
  (value: string): Result<string> =>
    known.some((each) => each.code === value) ? { value } : { error: code };

const validityErrors = ({ start, end }: Validity): FieldError[] => {
  const errors: FieldError[] = [];
  if (!isRealDate(start)) errors.push({ pointer: '/validity/start', code: 'field.type' });
  if (!isRealDate(end)) errors.push({ pointer: '/validity/end', code: 'field.type' });
  else if (end <= start) errors.push({ pointer: '/validity/end', code: 'validity.not-after-start' });
  else if (end > '2099-12-31') errors.push({ pointer: '/validity/end', code: 'validity.out-of-range' });
  return errors;
};
