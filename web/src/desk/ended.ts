import type { CallEnd, Schemas } from '@realname/client';
import { textsOf } from '../kit/language.js';

type Status = Schemas['CallStatusAnswer']['status'];

/** How a call was over for the agent. */
export type Ended = Exclude<CallEnd<Status>, 'aborted'> | Schemas['VerdictBody']['outcome'];

export const endedNames: Readonly<Record<Ended, string>> = textsOf({
  passed: ['通过', 'passed'],
  rejected: ['不通过', 'rejected'],
  interrupted: ['中断', 'interrupted'],
  left: ['客户已离开', 'the customer left'],
  expired: ['已超时', 'its time was over'],
  waiting: ['客户重新排队', 'the customer waits again'],
  inCall: ['已在别处接听', 'taken elsewhere'],
  hungUp: ['已挂断', 'hung up'],
  remoteHungUp: ['客户已挂断', 'the customer hung up'],
  refused: ['无法接入', 'no entry'],
});
