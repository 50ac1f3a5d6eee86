import { textsOf } from '../kit/language.js';
import type { ChangeRequest } from './request.js';

export type ChangeKind = ChangeRequest['kind'];

/** What each kind of request changes. */
export const kindNames: Readonly<Record<ChangeKind, string>> = textsOf({
  identityValidity: ['身份证有效期修改', 'Validity of the ID card'],
  contactPhone: ['联系电话修改', 'Contact phone'],
  otherInformation: ['其他信息修改', 'Other information'],
});
