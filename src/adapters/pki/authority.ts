import type { Keyring } from '../../application/core/keyring.js';
import {
  type CertificateAuthority,
  certificateAuthority,
  type SignatureFormat,
} from '../../application/ports/certificate-authority.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { type AuthorityRecord, openAuthorityFile, readAuthorityFile } from './authority-file.js';
import { AuthorityOfIssuers } from './authority-of-issuers.js';
import { issueCertificate, makeAuthority } from './certificates.js';
import { CmsSignatureFormat } from './cms-signature-format.js';
import { type Issuer, IssuerNotValid } from './issuer.js';
import { Issuers } from './issuers.js';
import { answerOcsp } from './ocsp.js';
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
}): Promise<{ readonly authority: X509CertificateAuthority; readonly signatures: SignatureFormat }> => {
  const { directory, keyring, publicUrl } = options;
  const record = await openAuthorityFile(directory, keyring, makeAuthority);
  const authority = new X509CertificateAuthority(new Issuers(record), publicUrl, () =>
    readAuthorityFile(directory, keyring),
  );
  return { authority, signatures: new CmsSignatureFormat(() => authority.known) };
};

export class X509CertificateAuthority extends AuthorityOfIssuers {
  constructor(
    known: Issuers,
    private readonly publicUrl: string,
    private readonly read: () => Promise<AuthorityRecord>,
  ) {
    super(known);
  }

  /** Root and first issuing CA. */
  get beganAs(): string {
    return this.known.rootPem + this.known.all[0]!.pem;
  }

  protected async kept(): Promise<Issuers> {
    return new Issuers(await this.read());
  }

  async issue(request: Parameters<CertificateAuthority['issue']>[0]) {
    const issuer = this.known.newestAt(request.notBefore);
    if (!issuer) throw new DependencyUnavailable(certificateAuthority, { cause: new IssuerNotValid() });
    const notAfter = issuer.untilItsEnd(request.notAfter);
    const certificate = await issueCertificate(issuer, this.addressesOf(issuer), { ...request, notAfter });
    return { certificate: `${certificate.toString('pem').trim()}\n`, notAfter };
  }

  readonly publication = undefined;

  /** Certificates of the first issuing CA have had an address without its name since before there were others. */
  private addressesOf({ id }: Issuer) {
    const list = id === this.known.all[0]?.id ? '' : `/${id}`;
    return { crl: `${this.publicUrl}/pki/crl${list}`, ocsp: `${this.publicUrl}/pki/ocsp` };
  }

  async crl(...[id, list]: Parameters<CertificateAuthority['crl']>) {
    const issuer = this.known.byId(id);
    if (!issuer) throw new Error('no issuing CA of ours');
    return makeRevocationList(issuer, list);
  }

  ocsp(...[request, at, nextUpdate, registry]: Parameters<CertificateAuthority['ocsp']>) {
    return answerOcsp(this.known, request, at, nextUpdate, registry);
  }
}
