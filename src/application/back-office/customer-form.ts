import { Injectable } from '@nestjs/common';
import type {
  AccountStatus,
  CustomerRecord,
  OtherInformation,
  Validity,
} from '../../domain/customer-account/events.js';
import { longTermEnd } from '../../domain/shared/card-validity.js';
import type { FieldError } from '../../domain/shared/domain-error.js';
import type { FieldCode } from '../../domain/shared/field-codes.js';
import { parseMobile, parsePhone } from '../../domain/shared/phone-number.js';
import type { CodeAndName } from '../../domain/shared/profile.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import type { Result } from '../../domain/shared/result.js';
import { isRealDate, type PlainDate } from '../../domain/shared/shanghai-calendar.js';
import { otherField, otherFieldNames } from '../futures/change-request/kinds/other-information-fields.js';
import { Companies, type Company } from '../shared/companies.js';
import { Dictionaries } from '../shared/dictionaries.js';
import { Fields } from '../shared/fields.js';

/** What the company's system says of a customer, as it was sent. */
export interface CustomerForm {
  readonly name: string;
  readonly idNumber: string;
  readonly idAddress: string;
  readonly validity: { readonly start: string; readonly end: string };
  readonly contactMobile?: string | null;
  readonly contactPhone?: string | null;
  readonly branchCode?: string | null;
  /** By the names of `otherFields`. */
  readonly other: { readonly [field: string]: string | null | undefined };
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
    const fields = new Fields(misshapen);
    const optional = <T>(pointer: string, value: string | null | undefined, parse: (text: string) => Result<T>) =>
      value === undefined || value === null || value === '' ? null : fields.take(pointer, () => parse(value));

    const idNumber = fields.take('/idNumber', () => parseResidentId(form.idNumber, today));
    const contactMobile = optional('/contactMobile', form.contactMobile, parseMobile);
    const contactPhone = optional('/contactPhone', form.contactPhone, parsePhone);
    const branchCode = optional('/branchCode', form.branchCode, oneOf(company.branches, 'branch.unknown'));
    if (fields.sound('/accountTypes'))
      for (const [index, type] of form.accountTypes.entries())
        fields.take(`/accountTypes/${index}`, () => oneOf(company.accountTypes, 'account-type.unknown')(type));
    if (fields.sound('/validity')) judgeValidity(form.validity, fields);
    const other = fields.sound('/other') ? this.other(form.other, fields) : undefined;
    fields.check();

    const { name, idAddress, validity, accountTypes, status } = form;
    return {
      companyCode,
      customerNumber,
      name: name.trim(),
      idNumber: idNumber!,
      idAddress: idAddress.trim(),
      validity: { start: validity.start, end: validity.end },
      contactMobile: contactMobile ?? null,
      contactPhone: contactPhone ?? null,
      branchCode: branchCode ?? null,
      other: other!,
      accountTypes: [...new Set(accountTypes)],
      status,
    };
  }

  private other(form: CustomerForm['other'], fields: Fields): OtherInformation {
    const read: { -readonly [F in keyof OtherInformation]?: unknown } = {};
    for (const each of otherFieldNames) {
      const { name, optional, recognise } = otherField(each);
      const text = form[name];
      const reading = { dictionaries: this.dictionaries, province: read.province as CodeAndName | undefined };
      const absent = optional && (text === undefined || text === null || text === '');
      read[each] = absent ? null : fields.take(`/other/${name}`, () => recognise(text!, reading));
    }
    return read as OtherInformation;
  }
}

const oneOf =
  (known: Company['branches'], code: FieldCode) =>
  (value: string): Result<string> =>
    known.some((each) => each.code === value) ? { value } : { error: code };

const orElse = <T>(value: T | null | undefined, error: FieldCode): Result<T> =>
  value === null || value === undefined ? { error } : { value };

const judgeValidity = ({ start, end }: Validity, fields: Fields): void => {
  const from = fields.take('/validity/start', () => orElse(isRealDate(start) ? start : null, 'field.type'));
  fields.take('/validity/end', () => {
    if (!isRealDate(end)) return { error: 'field.type' };
    if (from !== undefined && end <= from) return { error: 'validity.not-after-start' };
    return end > longTermEnd ? { error: 'validity.out-of-range' } : { value: end };
  });
};
