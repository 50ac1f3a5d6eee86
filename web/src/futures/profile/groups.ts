import type { Schemas } from '@realname/client';
import { textsOf } from '../../kit/language.js';
import type { ChangeKind } from '../kinds.js';

type Profile = Schemas['ProfileAnswer'];

export interface Group {
  readonly kind: ChangeKind;
  readonly title: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** Figure 4's labels, and those of the forms. */
export const labels = textsOf({
  name: ['姓名', 'Name'],
  idNumber: ['身份证号', 'ID number'],
  idAddress: ['身份证地址', 'Address on the card'],
  validity: ['身份证有效期', 'Validity of the card'],
  contactPhone: ['联系电话', 'Contact phone'],
  contactMobile: ['联系手机', 'Contact mobile'],
  province: ['联系地址省', 'Province'],
  city: ['联系地址市', 'City'],
  address: ['联系地址', 'Address'],
  postcode: ['邮政编码', 'Postcode'],
  email: ['电子邮箱', 'E-mail'],
  education: ['学历', 'Education'],
  occupation: ['职业', 'Occupation'],
  clientManager: ['客户经理名称', 'Client manager'],
  intermediary: ['居间人名称', 'Intermediary'],
  toFillIn: ['请填写', 'Not given'],
});

/** What the profile shows, group by group (F8). @param texts of the company: the groups' headings */
export const groupsOf = (
  { identity, phones, other }: Profile,
  texts: Readonly<Record<string, string>>,
): readonly Group[] => {
  const { start, end, longTerm } = identity.validity;
  return [
    {
      kind: 'identityValidity',
      title: texts['profile.identity'] ?? '',
      rows: [
        [labels.name, identity.maskedName],
        [labels.idNumber, identity.maskedIdNumber],
        [labels.idAddress, identity.idAddress],
        [labels.validity, `${start} - ${longTerm ? (texts['validity.longTerm'] ?? end) : end}`],
      ],
    },
    {
      kind: 'contactPhone',
      title: texts['profile.phones'] ?? '',
      rows: [
        [labels.contactPhone, phones.contactPhone ?? '—'],
        [labels.contactMobile, phones.contactMobile ?? '—'],
      ],
    },
    {
      kind: 'otherInformation',
      title: texts['profile.other'] ?? '',
      rows: [
        [labels.province, other.province.name],
        [labels.city, other.city.name],
        [labels.address, other.address],
        [labels.postcode, other.postcode],
        [labels.email, other.email ?? labels.toFillIn],
        [labels.education, other.education.name],
        [labels.occupation, other.occupation.name],
        [labels.clientManager, other.clientManager ?? '—'],
        [labels.intermediary, other.intermediary ?? '—'],
      ],
    },
  ];
};
