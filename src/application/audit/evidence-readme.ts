import type { Instant } from '../../domain/shared/instant.js';

export interface SignedDocument {
  readonly documentId: string;
  readonly version: string;
  readonly sha256: string;
  readonly certificateSerial: string;
  readonly signedAt: Instant;
  /** Whether its exact bytes are here: they are gone once the person's data was erased (P2). */
  readonly kept: boolean;
}

export interface CertificateStanding {
  readonly serial: string;
  /** As of the export. */
  readonly state: 'active' | 'revoked' | 'superseded' | 'expired';
  readonly notAfter: Instant;
  readonly revokedAt: Instant | null;
  readonly reason: string | null;
}

/** Each command is one line, runs in the folder of the README, needs no network, and ends with exit code 0 if all is well. */
export const evidenceReadme = (
  changeRequestId: string,
  exportedAt: Instant,
  documents: readonly SignedDocument[],
  certificates: readonly CertificateStanding[],
): string => `# Evidence of change request ${changeRequestId}

Exported at ${exportedAt}. Run the commands below in this folder, with OpenSSL 3.0 or newer; none of them needs a network.
Each verifies as of the instant that it names, whatever the clock says, and ends with exit code 0 if all is well; those
for the revocation list and the OCSP answers must also say \`verify OK\` and \`Response verify OK\`.

| file | what |
|---|---|
| \`documents/<id>.html\` | the exact bytes that were shown and signed |
| \`signatures/<id>.p7s\` | the detached signature (CMS, CAdES-B), DER |
| \`certificates/<serial>.pem\` | the signer's certificate |
| \`ca.pem\`, \`chain.pem\` | the root with the issuing CA; the issuing CA alone |
| \`crl.pem\`, \`ocsp/<serial>.der\` | revocation list and OCSP answer as of the export |
| \`revocation.json\` | how each certificate stands in the service's log, as of the export |
| \`events.json\` | the facts of the request, the certificates and the video verifications; personal fields masked |

Compare \`ca.pem\` with the copy that the service publishes at \`/pki/ca.pem\`: whoever altered everything else would alter
that too.

## Documents and signatures
${documents.length === 0 ? '\nNothing is signed.\n' : documents.map(ofDocument).join('')}
## Certificates
${certificates.map((each) => ofCertificate(each, exportedAt, documents)).join('')}
## Revocation list

    openssl crl -in crl.pem -noout -verify -CAfile ca.pem

A revoked certificate that has expired leaves the list (RFC 5280 §3.3); \`revocation.json\` tells of it for ever.
`;

const epoch = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000);

const ofDocument = ({ documentId, version, sha256, certificateSerial, signedAt, kept }: SignedDocument): string => `
### ${documentId}, version ${version}

Signed at ${signedAt} with certificate ${certificateSerial}. SHA-256 of the document: \`${sha256}\`.
${kept ? commandsOf(documentId, signedAt) : '\nThe document is erased: its data key was destroyed.\n'}`;

const commandsOf = (documentId: string, signedAt: Instant): string => {
  const verify = `openssl cms -verify -binary -inform DER -in signatures/${documentId}.p7s -content documents/${documentId}.html`;
  const trust = `-CAfile ca.pem -purpose any -attime ${epoch(signedAt)} -out /dev/null`;
  return `
    openssl dgst -sha256 documents/${documentId}.html
    ${verify} ${trust}
    ${verify} -cades ${trust}
`;
};

const ofCertificate = (
  { serial, state, revokedAt, reason }: CertificateStanding,
  exportedAt: Instant,
  documents: readonly SignedDocument[],
): string => {
  const standing = revokedAt ? `${state} since ${revokedAt} (${reason})` : state;
  const signed = documents.filter(({ certificateSerial }) => certificateSerial === serial);
  const chain = [...new Set(signed.map(({ signedAt }) => epoch(signedAt)))].map(
    (at) => `    openssl verify -x509_strict -CAfile ca.pem -attime ${at} certificates/${serial}.pem\n`,
  );
  const now = epoch(exportedAt);
  const unrevoked = `    openssl verify -x509_strict -crl_check -CRLfile crl.pem -CAfile ca.pem -attime ${now} certificates/${serial}.pem\n`;
  return `
### ${serial}

At the export: ${standing}. A signature that was made before a revocation stays valid. The commands verify the chain as
of each signing${state === 'active' ? ', the absence from the revocation list,' : ''} and the OCSP answer, which says how the certificate stood at the export.
OpenSSL compares the times of an OCSP answer with its own clock and, later than an hour after the export, warns of them.

${chain.join('')}${state === 'active' ? unrevoked : ''}    openssl ocsp -respin ocsp/${serial}.der -issuer chain.pem -cert certificates/${serial}.pem -CAfile ca.pem -attime ${now}
`;
};
