import { readDer } from '../der-reader.js';
import { integer } from '../der-writer.js';
import { commonRules, type Judged } from './common-rules.js';
import { idOf, type RevocationListFields, type RevokedEntry } from './fields.js';
import type { Rule } from './rule.js';
import {
  extensionOf,
  hasNoneTwice,
  isCriticalOnlyIn,
  isNumber,
  isSerial,
  isTime,
  leavesDefaultsOut,
  same,
  timeOf,
} from './values.js';

export type JudgedRevocationList = Judged<RevocationListFields>;

const crlNumber = idOf('2.5.29.20');
const deltaCrlIndicator = idOf('2.5.29.27');
const reasonCode = idOf('2.5.29.21');
const version2 = integer(1n);

const sections = {
  algorithm: '5.1.1.2',
  innerAlgorithm: '5.1.2.2',
  signature: '5.1.1.3',
  issuer: '5.1.2.3',
  extensions: '5.2',
  keyIdentifier: '5.2.1',
};

const ofEach =
  (check: (entry: RevokedEntry) => boolean) =>
  ({ fields }: JudgedRevocationList): boolean =>
    (fields.revoked ?? []).every(check);

/** RFC 5280 §5 as far as it concerns the complete CRL of one issuing CA (F28). */
export const crlRules: readonly Rule<JudgedRevocationList>[] = [
  ...commonRules(sections, []),
  {
    section: '5.1.2.1',
    says: 'the version is 2',
    check: ({ fields }) => fields.version !== undefined && same(fields.version, version2),
  },
  {
    section: '5.1.2.4',
    says: 'thisUpdate is UTCTime through 2049 and GeneralizedTime after it, in whole seconds, ending in Z',
    check: ({ fields }) => isTime(fields.thisUpdate),
  },
  {
    section: '5.1.2.5',
    says: 'nextUpdate is given, in the form of thisUpdate, and comes after it',
    check: ({ fields }) => fields.nextUpdate !== undefined && timeOf(fields.nextUpdate) > timeOf(fields.thisUpdate),
  },
  {
    section: '5.1.2.6',
    says: 'the list of revoked certificates is left out when there are none',
    check: ({ fields }) => fields.revoked?.length !== 0,
  },
  {
    section: '5.1.2.6',
    says: 'no serial number stands twice, each is positive and has at most 20 octets',
    check: ({ fields: { revoked = [] } }) => {
      const serials = new Set(revoked.map(({ serial }) => Buffer.from(serial.content).toString('hex')));
      return serials.size === revoked.length && revoked.every(({ serial }) => isSerial(serial));
    },
  },
  {
    section: '5.1.2.6',
    says: 'revocation dates are UTCTime through 2049 and GeneralizedTime after it, in whole seconds, ending in Z',
    check: ofEach(({ revokedAt }) => isTime(revokedAt)),
  },
  {
    section: '5.2.3',
    says: 'the CRL number is given, not negative, of at most 20 octets, not critical',
    check: ({ fields }) => {
      const number = extensionOf(fields, crlNumber);
      return number !== undefined && !number.critical && isNumber(readDer(number.value));
    },
  },
  {
    section: '5.2.4',
    says: 'the CRL is complete, not a delta CRL',
    check: ({ fields }) => !extensionOf(fields, deltaCrlIndicator),
  },
  {
    section: '5.3',
    says: 'no entry has an extension twice, a critical one, or one that says it is not critical',
    check: ofEach((entry) => hasNoneTwice(entry) && leavesDefaultsOut(entry) && isCriticalOnlyIn(entry, [])),
  },
  {
    section: '5.3.1',
    says: 'a reason is one of CRLReason; unspecified is left out, and removeFromCRL belongs to delta CRLs',
    check: ofEach((entry) => {
      const reason = extensionOf(entry, reasonCode);
      return reason === undefined || isReason(reason.value);
    }),
  },
];

const reasons = [1, 2, 3, 4, 5, 6, 9, 10];
const isReason = (value: Uint8Array): boolean => {
  const { tag, content } = readDer(value);
  return tag === 0x0a && content.length === 1 && reasons.includes(content[0]!);
};
