import { X509Certificate } from 'node:crypto';
import { CertificateAuthority, type CertificateRequest } from '../../application/ports/certificate-authority.js';
import type { Instant } from '../../domain/shared/instant.js';
import { readCertificateRequest } from './certificate-request.js';
import type { Issuers } from './issuers.js';
import { askOcsp } from './ocsp.js';
import { standingIn } from './ocsp-answer.js';

/** An authority as far as its issuing CAs make it: what they issued, and that they become more while the service runs. */
export abstract class AuthorityOfIssuers extends CertificateAuthority {
  constructor(private current: Issuers) {
    super();
  }

  /** What names this authority for good, whatever comes below the root later. */
  abstract get beganAs(): string;

  /** The issuing CAs as they are kept by now. @throws Error when they cannot be read */
  protected abstract kept(): Promise<Issuers>;

  get known(): Issuers {
    return this.current;
  }

  /** Takes the issuing CAs that were made since. Answers their ids. @throws Error when they cannot be read */
  async takeNew(): Promise<readonly string[]> {
    return this.take(await this.kept());
  }

  protected take(now: Issuers): readonly string[] {
    const made = this.current.lacking(now.all.map(({ id }) => id));
    if (made.length > 0) this.current = now;
    return made;
  }

  get issuers() {
    return this.known.issuing;
  }

  get caPem(): string {
    return this.known.caPem;
  }

  issuerOf(certificate: string): string | undefined {
    return this.known.of(certificate)?.id;
  }

  chainOf(certificate: string): string {
    return this.known.chainOf(certificate);
  }

  readRequest(csrPem: string): Promise<CertificateRequest> {
    return readCertificateRequest(csrPem);
  }

  ocspRequest(certificate: string): Uint8Array {
    const issuer = this.known.of(certificate);
    if (!issuer) throw new Error('not a certificate of ours');
    return askOcsp(issuer, Buffer.from(new X509Certificate(certificate).serialNumber, 'hex'));
  }

  async standingIn(answer: Uint8Array, certificate: string, at: Instant) {
    const issuer = this.known.of(certificate);
    return issuer && standingIn(answer, certificate, issuer, at);
  }
}
