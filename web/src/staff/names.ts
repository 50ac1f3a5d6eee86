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
