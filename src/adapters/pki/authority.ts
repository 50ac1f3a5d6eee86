import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { Keyring } from '../../application/core/keyring.js';
import { CertificateAuthority, type SignatureFormat } from '../../application/ports/certificate-authority.js';
import { type AuthorityRecord, openAuthorityFile } from './authority-file.js';
import { readCertificateRequest } from './certificate-request.js';
import { type EndEntityIssuer, issueCertificate, makeAuthority, p256 } from './certificates.js';
import { CmsSignatureFormat } from './cms-signature-format.js';
import { type Issuer, makeIssuer } from './issuer.js';
import { answerOcsp, askOcsp } from './ocsp.js';
import { makeRevocationList } from './revocation-list.js';

/**
 * The X.509 authority whose keys lie sealed by the master key in `directory`; made at the first start.
 * @param options.publicUrl base of the CRL and OCSP addresses in the certificates, without a slash at its end
 * @throws Error when the file cannot be opened with this master key
 */
export const createAuthority = async (options: {
  readonly directory: string;
  readonly keyring: Keyring;
  readonly publicUrl: string;
}): Promise<{ readonly authority: CertificateAuthority; readonly signatures: SignatureFormat }> => {
  const record = await openAuthorityFile(options.directory, options.keyring, makeAuthority);
  const certificate = new x509.X509Certificate(record.issuingCertificate);
  const pkcs8 = Buffer.from(record.issuingKey, 'base64');
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, p256, false, ['sign']);
  const issuer = makeIssuer(certificate, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
  const endEntityIssuer: EndEntityIssuer = {
    certificate,
    privateKey,
    publicUrl: options.publicUrl,
  };
  return {
    authority: new X509CertificateAuthority(record, endEntityIssuer, issuer),
    signatures: new CmsSignatureFormat(issuer),
  };
};

class X509CertificateAuthority extends CertificateAuthority {
  readonly caPem: string;
  readonly chainPem: string;

  constructor(
    record: AuthorityRecord,
    private readonly endEntityIssuer: EndEntityIssuer,
    private readonly issuer: Issuer,
  ) {
    super();
    this.chainPem = `${record.issuingCertificate.trim()}\n`;
    this.caPem = `${record.rootCertificate.trim()}\n${this.chainPem}`;
  }

  readRequest(csrPem: string) {
    return readCertificateRequest(csrPem);
  }

  async issue(request: Parameters<CertificateAuthority['issue']>[0]) {
    const certificate = await issueCertificate(this.endEntityIssuer, request);
    return `${certificate.toString('pem').trim()}\n`;
  }

  crl(request: Parameters<CertificateAuthority['crl']>[0]) {
    return makeRevocationList(this.issuer, request);
  }

  ocspRequest(serial: string) {
    return askOcsp(this.issuer, serial);
  }

  ocsp(...[request, at, nextUpdate, statusOf]: Parameters<CertificateAuthority['ocsp']>) {
    return answerOcsp(this.issuer, request, at, nextUpdate, statusOf);
  }
}
