import type { CurrentValues } from '../../../../domain/profile-change-request/events.js';
import type { Proposal } from '../../../../domain/profile-change-request/state.js';
import { isLongTerm } from '../../../../domain/shared/card-validity.js';
import { nationalPhone } from '../../../../domain/shared/phone-number.js';
import type { OtherInformation, Validity } from '../../../../domain/shared/profile.js';

/** What a document calls a coded value. */
export interface DictionaryNames {
  education(code: string): { readonly name: string } | undefined;
  occupation(code: string): { readonly name: string } | undefined;
}

export interface ChangeRow {
  readonly item: string;
  readonly oldValue: string;
  readonly newValue: string;
}

/** The table of the change application (F20): item, old value, new value. Of other information, what differs. */
export const changeRows = (current: CurrentValues, proposed: Proposal, names: DictionaryNames): ChangeRow[] => {
  if (current.kind === 'contactPhone' && proposed.kind === 'contactPhone') {
    const oldValue = current.contactPhone ? nationalPhone(current.contactPhone) : '';
    return [{ item: '联系电话', oldValue, newValue: nationalPhone(proposed.phone) }];
  }
  if (current.kind === 'identityValidity' && proposed.kind === 'identityValidity')
    return [{ item: '身份证有效期', oldValue: span(current), newValue: span(proposed.validity) }];
  if (current.kind === 'otherInformation' && proposed.kind === 'otherInformation')
    return otherRows(current, proposed.other, names);
  return [];
};

const span = (validity: Validity): string =>
  `${validity.start} - ${isLongTerm(validity) ? `长期（${validity.end}）` : validity.end}`;

const otherRows = (before: OtherInformation, after: OtherInformation, names: DictionaryNames): ChangeRow[] =>
  otherItems
    .map(([item, show]) => ({ item, oldValue: show(before, names) ?? '', newValue: show(after, names) ?? '' }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);

type Shown = (other: OtherInformation, names: DictionaryNames) => string | null | undefined;

const otherItems: readonly (readonly [item: string, show: Shown])[] = [
  ['联系地址省', ({ province }) => province.name],
  ['联系地址市', ({ city }) => city.name],
  ['联系地址', ({ address }) => address],
  ['邮政编码', ({ postcode }) => postcode],
  ['电子邮箱', ({ email }) => email],
  ['学历', ({ education }, names) => names.education(education)?.name],
  ['职业', ({ occupation }, names) => names.occupation(occupation)?.name],
  ['客户经理名称', ({ clientManager }) => clientManager],
  ['居间人名称', ({ intermediary }) => intermediary],
];
