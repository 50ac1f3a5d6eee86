import { Injectable } from '@nestjs/common';
import type { DigitalCertificate } from '../../../domain/digital-certificate/decider.js';
import type { RevocationReason } from '../../../domain/digital-certificate/events.js';
import { hour, type Instant, plus } from '../../../domain/shared/instant.js';
import {
  CertificateAuthority,
  type CertificateStatus,
  type CrlReason,
  type OcspAnswer,
  type RevokedCertificate,
} from '../../ports/certificate-authority.js';
import { Clock } from '../../ports/clock.js';
import { CrlNumbers } from '../../ports/crl-numbers.js';
import { ReadModels } from '../../ports/read-models.js';
import { certificates } from '../../read-models/models.js';
import { SigningCertificates } from './signing-certificates.js';

/** How long a list or an answer may be relied upon. */
const crlLifetime = 24 * hour;
const ocspLifetime = hour;

/** Publishes what is revoked (F28). */
@Injectable()
export class Revocation {
  /** Signed once: the same number is the same bytes. */
  private issued: { readonly number: bigint; readonly crl: Uint8Array } | undefined;

  constructor(
    private readonly readModels: ReadModels,
    private readonly certificates: SigningCertificates,
    private readonly authority: CertificateAuthority,
    private readonly numbers: CrlNumbers,
    private readonly clock: Clock,
  ) {}

  /** The current CRL, DER: issued anew at each revocation and when its nextUpdate passes, with a higher number. */
  async crl(): Promise<Uint8Array> {
    const revoked = await this.revoked();
    const content = JSON.stringify(revoked);
    const { number, thisUpdate } = await this.numbers.current(content, this.clock.now(), crlLifetime);
    if (this.issued?.number !== number) {
      const list = { number, thisUpdate, nextUpdate: plus(thisUpdate, crlLifetime), revoked };
      this.issued = { number, crl: await this.authority.crl(list) };
    }
    return this.issued.crl;
  }

  /** Answers an OCSP request (RFC 6960), judged upon the log itself. */
  ocsp(request: Uint8Array): Promise<OcspAnswer> {
    const now = this.clock.now();
    return this.authority.ocsp(request, now, plus(now, ocspLifetime), (serial) => this.statusOf(serial));
  }

  private async statusOf(serial: string): Promise<CertificateStatus> {
    const certificate = await this.certificates.bySerial(serial);
    if (!certificate) return 'unknown';
    const { revoked } = certificate;
    return revoked ? { revokedAt: revoked.at, reason: crlReasons[revoked.reason] } : 'good';
  }

  private async revoked(): Promise<readonly RevokedCertificate[]> {
    const list: RevokedCertificate[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await this.readModels.find(
        certificates,
        { revoked: 'yes' },
        { limit: 500, oldestFirst: true, ...(cursor && { cursor }) },
      );
      for (const { row } of page.items) list.push(...revokedEntry(row.state));
      cursor = page.next;
    } while (cursor);
    return list.sort((a, b) => (a.serial < b.serial ? -1 : 1));
  }
}

const crlReasons: { readonly [R in RevocationReason]: CrlReason } = {
  lost: 'keyCompromise',
  locked: 'cessationOfOperation',
  superseded: 'superseded',
};

const revokedEntry = (state: DigitalCertificate): RevokedCertificate[] => {
  if (state.is !== 'issued' || !state.revoked) return [];
  const revokedAt: Instant = state.revoked.at;
  return [{ serial: state.serial, revokedAt, reason: crlReasons[state.revoked.reason] }];
};
