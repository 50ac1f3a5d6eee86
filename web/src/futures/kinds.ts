import { textsOf } from '../kit/language.js';
import type { ChangeRequest } from './request.js';

export type ChangeKind = ChangeRequest['kind'];
export type RequestStatus = ChangeRequest['status'];

/** What each kind of request changes. */
export const kindNames: Readonly<Record<ChangeKind, string>> = textsOf({
  identityValidity: ['身份证有效期修改', 'Validity of the ID card'],
  contactPhone: ['联系电话修改', 'Contact phone'],
  otherInformation: ['其他信息修改', 'Other information'],
});

export const statusNames: Readonly<Record<RequestStatus, string>> = textsOf({
  open: ['办理中', 'Open'],
  submitted: ['审核中', 'Under review'],
  applied: ['已生效', 'Applied'],
  rejected: ['未通过', 'Rejected'],
  cancelled: ['已取消', 'Cancelled'],
  expired: ['已过期', 'Expired'],
});
