import { X509Certificate } from 'node:crypto';
import {
  type CertificateAuthority,
  certificateAuthority,
  type IssuedByAuthority,
  type OcspAnswer,
  type Publication,
  type SignatureFormat,
} from '../../../application/ports/certificate-authority.js';
import { DependencyUnavailable } from '../../../application/ports/unavailable.js';
import { toInstant } from '../../../domain/shared/instant.js';
import { AuthorityOfIssuers } from '../authority-of-issuers.js';
import { CmsSignatureFormat } from '../cms-signature-format.js';
import { type Issuers, rootsAndIssuers } from '../issuers.js';
import type { LintViolation } from '../lint/rule.js';
import { unauthorized } from '../ocsp.js';
import { addressesIn } from './addresses.js';
import { addCertificates, readCertificates } from './certificate-file.js';
import { EstClient, type EstSettings } from './est-client.js';
import { mustServeEvidence } from './issued-rules.js';

/**
 * A company's own CA by EST (RFC 7030), whose certificates are kept in `directory`. While it is away, what is known of it
 * serves; at the first start it must be there.
 * @throws DependencyUnavailable
 */
export const createEstAuthority = async (
  settings: EstSettings & { readonly directory: string; readonly readOnly?: boolean },
): Promise<{ readonly authority: EstAuthority; readonly signatures: SignatureFormat }> => {
  const client = new EstClient(settings);
  const { directory } = settings;
  const asked = async () => addCertificates(directory, await client.caCertificates());
  const kept = () => readCertificates(directory);
  const known = settings.readOnly
    ? await kept()
    : await asked().catch(async (error) => {
        const before = await kept();
        if (before.length === 0) throw error;
        return before;
      });
  const authority = new EstAuthority(client, directory, known);
  return { authority, signatures: new CmsSignatureFormat(() => authority.known) };
};

/**
 * The CA decides on serial, subject, end and profile of what it issues; checked is that it certifies the device's key below
 * a CA of its own, and that evidence can be verified with it. Lists and OCSP answers are its own: EST has no message that
 * revokes, so an operator tells it, by `realname ca untold`.
 */
export class EstAuthority extends AuthorityOfIssuers {
  constructor(
    private readonly client: EstClient,
    private readonly directory: string,
    pems: readonly string[],
  ) {
    super(rootsAndIssuers(pems));
  }

  /** The root of the CA that issues: it stays when CAs below it are replaced. */
  get beganAs(): string {
    return this.known.rootPem;
  }

  protected async kept(): Promise<Issuers> {
    return rootsAndIssuers(await readCertificates(this.directory));
  }

  async issue({ csr, publicKey }: Parameters<CertificateAuthority['issue']>[0]): Promise<IssuedByAuthority> {
    const ders = await this.client.enroll(csr);
    const own = ders.map((der) => new X509Certificate(der)).find((each) => hasKey(each, publicKey));
    const certificate = own?.toString();
    if (own && !this.known.of(certificate!))
      this.take(rootsAndIssuers(await addCertificates(this.directory, await this.client.caCertificates())));
    const issuer = certificate && this.known.of(certificate);
    if (!own || !issuer || !own.verify(new X509Certificate(issuer.certificate).publicKey))
      throw this.client.refusal('simpleenroll', 'other', new Error('not a certificate for this key by this CA'));
    try {
      mustServeEvidence(certificate!);
    } catch (error) {
      throw this.client.refusal('simpleenroll', (error as LintViolation).code, error);
    }
    return { certificate: certificate!, notAfter: toInstant(own.validToDate.getTime()) };
  }

  readonly publication: Publication = {
    crl: (certificate) => this.at('crl', certificate),
    ocsp: (certificate) => this.at('ocsp', certificate, this.ocspRequest(certificate)),
  };

  private async at(which: 'crl' | 'ocsp', certificate: string, question?: Uint8Array): Promise<Uint8Array> {
    const address = addressesIn(certificate)[which];
    if (!address) throw new DependencyUnavailable(certificateAuthority, { cause: new Error(`no address of ${which}`) });
    return this.client.fetch(address, question);
  }

  async crl(): Promise<Uint8Array> {
    throw new Error('the authority publishes its own lists');
  }

  async ocsp(): Promise<OcspAnswer> {
    return { response: unauthorized };
  }

  close(): void {
    this.client.close();
  }
}

const hasKey = (certificate: X509Certificate, spki: Uint8Array): boolean =>
  !certificate.ca && certificate.publicKey.export({ format: 'der', type: 'spki' }).equals(spki);
