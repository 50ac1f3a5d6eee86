import { X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CertificateState, certificateStateAt } from '../../../domain/digital-certificate/decider.js';
import type { Instant } from '../../../domain/shared/instant.js';
import { Revocation } from '../../futures/certificate/revocation.js';
import { RevocationList } from '../../futures/certificate/revocation-list.js';
import type { Issued } from '../../futures/certificate/signing-certificates.js';
import { CertificateAuthority } from '../../ports/certificate-authority.js';
import { type EvidenceFile, jsonFile, pemFile, textFile } from './archive.js';
import type { SignedDocument } from './signed-documents.js';

export interface CertificateStanding {
  readonly serial: string;
  /** As of the export. */
  readonly state: CertificateState;
  readonly notAfter: Instant;
  readonly revokedAt: Instant | null;
  readonly reason: string | null;
  /** As of each signature that was made with it. */
  readonly signings: readonly {
    readonly documentId: string;
    readonly signedAt: Instant;
    readonly state: CertificateState;
  }[];
}

export const standingOf = (certificate: Issued, at: Instant, documents: readonly SignedDocument[]) => {
  const { serial, notAfter, revoked } = certificate;
  const signings = documents
    .filter(({ certificateSerial }) => certificateSerial === serial)
    .map(({ documentId, signedAt }) => ({ documentId, signedAt, state: stateThen(certificate, signedAt) }));
  const state = certificateStateAt(certificate, at);
  const standing = { serial, state, notAfter, revokedAt: revoked?.at ?? null, reason: revoked?.reason ?? null };
  return { ...standing, signings } satisfies CertificateStanding;
};

/** What was revoked later was not revoked then. */
const stateThen = (certificate: Issued, at: Instant): CertificateState =>
  certificateStateAt(
    certificate.revoked && certificate.revoked.at > at ? { ...certificate, revoked: null } : certificate,
    at,
  );

/** Certificates, their chain, and what the authority says of them as of the export. */
@Injectable()
export class CertificateFiles {
  constructor(
    private readonly authority: CertificateAuthority,
    private readonly revocation: Revocation,
    private readonly revocationList: RevocationList,
  ) {}

  /** Whether the issuing CA still is one: what it signs later nobody needs to believe, so that it is not asked. */
  issuerIsValid(at: Instant): boolean {
    return new Date(at) < new X509Certificate(this.authority.chainPem).validToDate;
  }

  async of(
    certificates: readonly Issued[],
    standings: readonly CertificateStanding[],
    at: Instant,
  ): Promise<readonly EvidenceFile[]> {
    return [
      textFile('ca.pem', this.authority.caPem),
      textFile('chain.pem', this.authority.chainPem),
      jsonFile('revocation.json', { asOf: at, certificates: standings }),
      ...certificates.map(({ serial, certificate }) => textFile(`certificates/${serial}.pem`, certificate)),
      ...(this.issuerIsValid(at) ? await this.answers(certificates) : []),
    ];
  }

  private async answers(certificates: readonly Issued[]): Promise<readonly EvidenceFile[]> {
    const files = [pemFile('crl.pem', 'X509 CRL', await this.revocationList.current())];
    for (const { serial } of certificates) {
      const { response } = await this.revocation.ocsp(this.authority.ocspRequest(serial));
      files.push({ path: `ocsp/${serial}.der`, bytes: response });
    }
    return files;
  }
}
