import { Enumerated, Integer } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  CertificateRevocationList,
  Extension,
  Extensions,
  id_AuthorityKeyIdentifier,
  id_CRLNumber,
  id_CRLReason,
  RevokedCertificate,
} from 'pkijs';
import type {
  CertificateAuthority,
  CrlReason,
  RevokedCertificate as Revocation,
} from '../../application/ports/certificate-authority.js';
import { serialInteger, time } from './der.js';
import type { Issuer } from './issuer.js';

const reasonCodes: Record<CrlReason, number> = {
  unspecified: 0,
  keyCompromise: 1,
  superseded: 4,
  cessationOfOperation: 5,
};

/** CRLReason; undefined for `unspecified`, which is expressed by leaving the reason out (RFC 5280 §5.3.1). */
export const reasonCode = (reason: CrlReason): Enumerated | undefined =>
  reason === 'unspecified' ? undefined : new Enumerated({ value: reasonCodes[reason] });

/** A complete CRL, version 2, DER (RFC 5280 §5). */
export const makeRevocationList = async (
  issuer: Issuer,
  { number, thisUpdate, nextUpdate, revoked }: Parameters<CertificateAuthority['crl']>[0],
): Promise<Uint8Array> => {
  const list = new CertificateRevocationList({
    version: 1,
    issuer: issuer.certificate.subject,
    thisUpdate: time(thisUpdate),
    nextUpdate: time(nextUpdate),
    ...(revoked.length > 0 && { revokedCertificates: revoked.map(entry) }),
    crlExtensions: new Extensions({
      extensions: [
        extension(
          id_AuthorityKeyIdentifier,
          new AuthorityKeyIdentifier({ keyIdentifier: issuer.keyIdentifier }).toSchema(),
        ),
        extension(id_CRLNumber, Integer.fromBigInt(number)),
      ],
    }),
  });
  await list.sign(issuer.privateKey, 'SHA-256');
  return new Uint8Array(list.toSchema(true).toBER());
};

const entry = ({ serial, revokedAt, reason }: Revocation): RevokedCertificate => {
  const code = reasonCode(reason);
  return new RevokedCertificate({
    userCertificate: serialInteger(serial),
    revocationDate: time(revokedAt),
    ...(code && { crlEntryExtensions: new Extensions({ extensions: [extension(id_CRLReason, code)] }) }),
  });
};

const extension = (extnID: string, value: { toBER(): ArrayBuffer }) =>
  new Extension({ extnID, critical: false, extnValue: value.toBER() });
