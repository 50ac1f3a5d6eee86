import type { Schemas } from '@realname/client';
import { textsOf } from './language.js';

export type RequestStatus = Schemas['ReviewAnswer']['status'];

/** How far a change request is. */
export const statusNames: Readonly<Record<RequestStatus, string>> = textsOf({
  open: ['办理中', 'Open'],
  submitted: ['审核中', 'Under review'],
  applied: ['已生效', 'Applied'],
  rejected: ['未通过', 'Rejected'],
  cancelled: ['已取消', 'Cancelled'],
  expired: ['已过期', 'Expired'],
});
