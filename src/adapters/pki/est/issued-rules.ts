import { pemToDer } from '../der.js';
import { readCertificate } from '../lint/fields.js';
import { enforce, type Rule } from '../lint/rule.js';
import { addressesIn } from './addresses.js';

/** What evidence needs of a certificate of any CA: verifiers read RFC 5280 strictly, and ask whoever issued. */
const rules: readonly Rule<string>[] = [
  {
    section: '4.1.2.6',
    says: 'the subject is not empty',
    check: (pem) => readCertificate(pemToDer(pem, 'CERTIFICATE')!).subject.content.length > 0,
  },
  {
    section: '4.2.1.13',
    says: 'an address of the revocation list is given',
    check: (pem) => addressesIn(pem).crl !== undefined,
  },
  {
    section: '4.2.2.1',
    says: 'an address of an OCSP responder is given',
    check: (pem) => addressesIn(pem).ocsp !== undefined,
  },
];

/** @throws LintViolation when evidence that it signs could not be verified */
export const mustServeEvidence = (pem: string): void => enforce('a certificate of the company’s CA', rules, pem);
