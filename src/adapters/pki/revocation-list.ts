import type {
  CertificateAuthority,
  CrlReason,
  RevokedCertificate,
} from '../../application/ports/certificate-authority.js';
import {
  bitString,
  context,
  type Der,
  enumerated,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
  unsigned,
} from './der-writer.js';
import { ecdsaWithSha256, type Issuer } from './issuer.js';
import { lintRevocationList } from './lint/lint.js';

const authorityKeyIdentifier = objectIdentifier('2.5.29.35');
const crlNumber = objectIdentifier('2.5.29.20');
const crlReason = objectIdentifier('2.5.29.21');
const version2 = integer(1n);

/** CRLReason; undefined for `unspecified`, which is said by leaving the reason out (RFC 5280 §5.3.1). */
export const reasonCode = (reason: CrlReason): number | undefined =>
  ({ unspecified: undefined, keyCompromise: 1, superseded: 4, cessationOfOperation: 5 })[reason];

/**
 * A complete CRL, version 2, DER (RFC 5280 §5). It is not relied upon for longer than its issuer is.
 * @throws IssuerNotValid, LintViolation when it would break that
 */
export const makeRevocationList = async (
  issuer: Issuer,
  { number, thisUpdate, nextUpdate, revoked }: Parameters<CertificateAuthority['crl']>[1],
): Promise<Uint8Array> => {
  const list = sequence(
    version2,
    ecdsaWithSha256,
    issuer.name,
    time(thisUpdate),
    time(issuer.untilItsEnd(nextUpdate)),
    ...(revoked.length > 0 ? [sequence(...revoked.map(entry))] : []),
    context(
      0,
      sequence(
        extension(authorityKeyIdentifier, sequence(keyIdentifier(issuer))),
        extension(crlNumber, integer(number)),
      ),
    ),
  );
  const signed = sequence(list, ecdsaWithSha256, bitString(issuer.sign(list, thisUpdate)));
  lintRevocationList(signed, issuer.certificate);
  return signed;
};

const entry = ({ serial, revokedAt, reason }: RevokedCertificate): Der => {
  const code = reasonCode(reason);
  const extensions = code === undefined ? [] : [sequence(extension(crlReason, enumerated(code)))];
  return sequence(unsigned(Buffer.from(serial, 'hex')), time(revokedAt), ...extensions);
};

const keyIdentifier = (issuer: Issuer): Der => {
  const implicit = Buffer.from(octetString(issuer.keyIdentifier));
  implicit[0] = 0x80;
  return implicit;
};

const extension = (id: Der, value: Der): Der => sequence(id, octetString(value));
