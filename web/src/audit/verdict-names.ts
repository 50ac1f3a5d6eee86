import { textsOf } from '../kit/language.js';
import type { SubIndication, Verdict } from './verification/findings.js';

/** What each verdict means. */
export const verdictNames: Readonly<Record<Verdict, string>> = textsOf({
  'TOTAL-PASSED': ['核验通过', 'everything holds'],
  INDETERMINATE: ['无法判定', 'it cannot be told'],
  'TOTAL-FAILED': ['核验未通过', 'something is wrong'],
});

/** What each sub-indication means. */
export const subIndicationNames: Readonly<Record<SubIndication, string>> = textsOf({
  FORMAT_FAILURE: ['格式不符', 'not of the format'],
  FORMAT_V1: ['首个格式，无清单', 'of the first format, without a manifest'],
  HASH_FAILURE: ['内容被改动或缺失', 'altered or missing'],
  SIG_CRYPTO_FAILURE: ['签名不成立', 'the signature does not hold'],
  NO_CERTIFICATE_CHAIN_FOUND: ['证书不出自所给的根', 'the certificate comes from none of the roots'],
  NO_POE: ['没有给出日志密钥，无法证明存在时间', 'no key of the log was given: nothing proves when this was'],
  EXPIRED: ['签署时证书已过期', 'the certificate had expired'],
  NOT_YET_VALID: ['签署时证书尚未生效', 'the certificate was not yet valid'],
  REVOKED: ['签署时证书已吊销', 'the certificate had been revoked'],
  SIGNED_DATA_NOT_FOUND: ['缺少被签署的文件', 'what was signed is missing'],
  ERASED: ['文件已依法删除，签名仍可核验', 'erased, as a fact says; the signature was verified without it'],
  NOT_IN_LOG: ['不在日志中', 'not in the log'],
  INCONSISTENT: ['前后矛盾', 'it contradicts itself'],
});
