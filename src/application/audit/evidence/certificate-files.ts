import { Injectable } from '@nestjs/common';
import { type CertificateState, certificateStateAt } from '../../../domain/digital-certificate/decider.js';
import type { Instant } from '../../../domain/shared/instant.js';
import { Revocation } from '../../futures/certificate/revocation.js';
import { RevocationList } from '../../futures/certificate/revocation-list.js';
import type { Issued } from '../../futures/certificate/signing-certificates.js';
import { CertificateAuthority } from '../../ports/certificate-authority.js';
import { type EvidenceFile, jsonFile, pemOf, textFile } from './archive.js';
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

  /**
   * Whether the issuing CAs of these certificates still are some: what one signs later nobody needs to believe, so that it is
   * not asked.
   */
  issuersAreValid(certificates: readonly Issued[], at: Instant): boolean {
    const issuers = this.issuersOf(certificates);
    return this.authority.issuers.every(({ id, notAfter }) => !issuers.includes(id) || at < notAfter);
  }

  async of(
    certificates: readonly Issued[],
    standings: readonly CertificateStanding[],
    at: Instant,
  ): Promise<readonly EvidenceFile[]> {
    const chains = new Set(certificates.map(({ certificate }) => this.authority.chainOf(certificate)));
    return [
      textFile('ca.pem', this.authority.caPem),
      textFile('chain.pem', [...chains].join('')),
      jsonFile('revocation.json', { asOf: at, certificates: standings }),
      ...certificates.flatMap(({ serial, certificate }) => [
        textFile(`certificates/${serial}.pem`, certificate),
        textFile(`chains/${serial}.pem`, this.authority.chainOf(certificate)),
      ]),
      ...(this.issuersAreValid(certificates, at) ? await this.answers(certificates, at) : []),
    ];
  }

  private issuersOf(certificates: readonly Issued[]): readonly string[] {
    return [...new Set(certificates.flatMap(({ certificate }) => this.authority.issuerOf(certificate) ?? []))];
  }

  private async answers(certificates: readonly Issued[], at: Instant): Promise<readonly EvidenceFile[]> {
    const ofIssuers = new Map(
      certificates.map(({ certificate }) => [this.authority.issuerOf(certificate), certificate]),
    );
    const lists = await Promise.all([...ofIssuers.values()].map((each) => this.revocationList.of(each)));
    const files = [textFile('crl.pem', lists.map((list) => (list ? pemOf('X509 CRL', list) : '')).join(''))];
    for (const { serial, certificate } of certificates)
      files.push({ path: `ocsp/${serial}.der`, bytes: await this.revocation.stateOf(certificate, at) });
    return files;
  }
}
