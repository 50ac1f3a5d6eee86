import type { Schemas } from '@realname/client';
import { textsOf } from '../kit/language.js';

export const photoNames = textsOf({
  idFront: ['身份证人像面', 'ID card, portrait'],
  idBack: ['身份证国徽面', 'ID card, emblem'],
  signature: ['手写签名', 'Signature'],
});

export type PhotoKind = keyof typeof photoNames;

export const kindNames = textsOf({
  identityValidity: ['身份信息', 'Validity of the card'],
  contactPhone: ['联系电话', 'Contact phone'],
  otherInformation: ['其他信息', 'Other information'],
});

/** The fields of the forms of a request. */
export const fieldNames: Readonly<Record<keyof Schemas['RequestFieldsAnswer'], string>> = textsOf({
  start: ['有效期起', 'Valid from'],
  end: ['有效期止', 'Valid until'],
  longTerm: ['长期', 'Long-term'],
  phone: ['联系电话', 'Contact phone'],
  provinceCode: ['省份代码', 'Province'],
  cityCode: ['城市代码', 'City'],
  address: ['联系地址', 'Address'],
  postcode: ['邮政编码', 'Postcode'],
  email: ['电子邮箱', 'E-mail'],
  education: ['学历代码', 'Education'],
  occupation: ['职业代码', 'Occupation'],
  clientManager: ['客户经理名称', 'Client manager'],
  intermediary: ['居间人名称', 'Intermediary'],
});
