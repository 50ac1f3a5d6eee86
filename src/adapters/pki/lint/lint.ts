import { type CertificateKind, certificateRules } from './certificate-rules.js';
import { crlRules } from './crl-rules.js';
import { readCertificate, readRevocationList } from './fields.js';
import { enforce, LintViolation } from './rule.js';

/**
 * Judges a certificate by its bytes, right before it is let out.
 * @param issuer certificate of the issuing CA, DER; the root's is its own
 * @throws LintViolation with the sections it breaks
 */
export const lintCertificate = (der: Uint8Array, kind: CertificateKind, issuer: Uint8Array): void => {
  const fields = readable('a certificate', '4.1', 'it is a Certificate in DER', () => readCertificate(der));
  enforce('a certificate', certificateRules, { fields, issuer: readCertificate(issuer), kind });
};

/**
 * Judges a CRL by its bytes, right before it is published.
 * @param issuer certificate of the issuing CA, DER
 * @throws LintViolation with the sections it breaks
 */
export const lintRevocationList = (der: Uint8Array, issuer: Uint8Array): void => {
  const fields = readable('a CRL', '5.1', 'it is a CertificateList in DER', () => readRevocationList(der));
  enforce('a CRL', crlRules, { fields, issuer: readCertificate(issuer) });
};

const readable = <Fields>(what: string, section: string, says: string, read: () => Fields): Fields => {
  try {
    return read();
  } catch {
    throw new LintViolation(what, [{ section, says }]);
  }
};
