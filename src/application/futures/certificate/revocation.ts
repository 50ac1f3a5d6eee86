import { Injectable } from '@nestjs/common';
import { rule } from '../../../domain/shared/domain-error.js';
import { hour, type Instant, plus } from '../../../domain/shared/instant.js';
import {
  CertificateAuthority,
  certificateAuthority,
  type OcspAnswer,
  type RegisteredCertificate,
} from '../../ports/certificate-authority.js';
import { Clock } from '../../ports/clock.js';
import { DependencyUnavailable } from '../../ports/unavailable.js';
import { crlReasons } from './revocation-list.js';
import { SigningCertificates } from './signing-certificates.js';

/** How long an answer may be relied upon. */
const lifetime = hour;

/** Tells whether a certificate is revoked (F28), upon the log itself. */
@Injectable()
export class Revocation {
  constructor(
    private readonly certificates: SigningCertificates,
    private readonly authority: CertificateAuthority,
    private readonly clock: Clock,
  ) {}

  /** Answers an OCSP request (RFC 6960). */
  ocsp(request: Uint8Array): Promise<OcspAnswer> {
    const now = this.clock.now();
    return this.authority.ocsp(request, now, plus(now, lifetime), (serial) => this.registered(serial));
  }

  /**
   * What the authority says of one of its certificates: an OCSPResponse, DER; that of a company's own CA where it publishes.
   * @param certificate PEM @param at as of which it is asked
   * @throws DependencyUnavailable
   */
  async stateOf(certificate: string, at: Instant): Promise<Uint8Array> {
    const { publication } = this.authority;
    if (publication) return publication.ocsp(certificate);
    const request = this.authority.ocspRequest(certificate);
    const answer = await this.authority.ocsp(request, at, plus(at, lifetime), (serial) => this.registered(serial));
    return answer.response;
  }

  /**
   * The same answer, which says that the certificate is good: its issuer may have revoked it without being told here (F28, F29).
   * @throws DomainError `certificate.revoked` @throws DependencyUnavailable where the answer does not say how it stands
   */
  async goodAt(certificate: string, at: Instant): Promise<Uint8Array> {
    const answer = await this.stateOf(certificate, at);
    const standing = await this.authority.standingIn(answer, certificate, at);
    if (standing === 'revoked') throw rule('certificate.revoked');
    if (standing === undefined)
      throw new DependencyUnavailable(certificateAuthority, {
        cause: new Error('no OCSP answer that can be relied upon'),
      });
    return answer;
  }

  private async registered(serial: string): Promise<RegisteredCertificate | undefined> {
    const found = await this.certificates.bySerial(serial);
    if (!found) return undefined;
    const { certificate, revoked } = found;
    return { certificate, revoked: revoked && { revokedAt: revoked.at, reason: crlReasons[revoked.reason] } };
  }
}
