import type { Instant } from '../../domain/shared/instant.js';

export interface SignedDocument {
  readonly documentId: string;
  readonly version: string;
  readonly sha256: string;
  readonly certificateSerial: string;
  readonly signedAt: Instant;
  readonly bytes: DocumentBytes;
}

/**
 * Whether the exact bytes of a document are here. `erased` where a fact says that the person's data was (P2); `missing`
 * where they should be there and are not, or the key that opens them is gone.
 */
export type DocumentBytes = 'kept' | 'erased' | 'missing';

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

const ofDocument = (document: SignedDocument): string => {
  const { documentId, version, sha256, certificateSerial, signedAt, bytes } = document;
  return `
### ${documentId}, version ${version}

Signed at ${signedAt} with certificate ${certificateSerial}. SHA-256 of the document: \`${sha256}\`.
${bytes === 'kept' ? commandsOf(document) : `\n${absences[bytes]} ${withoutDocument}\n${commandsWithoutDocument(document)}`}`;
};

const absences: { readonly [B in Exclude<DocumentBytes, 'kept'>]: string } = {
  erased: 'The document is erased, as the law has it: the log says when, and its data key was destroyed.',
  missing: 'The document is missing: it was lost, or the key that opens it was. Nothing says that it was erased.',
};
const withoutDocument =
  'The commands verify without it that the signer signed the digest above, and that this signature names the signer’s certificate.';

const verify = ({ documentId }: SignedDocument, content: string): string =>
  `openssl cms -verify -binary -inform DER -in signatures/${documentId}.p7s -content ${content}`;
const trust = ({ signedAt }: SignedDocument): string =>
  `-CAfile ca.pem -purpose any -attime ${epoch(signedAt)} -out /dev/null`;

const commandsOf = (document: SignedDocument): string => {
  const path = `documents/${document.documentId}.html`;
  return `
    openssl dgst -sha256 -r ${path} | grep -q '^${document.sha256} '
    ${verify(document, path)} ${trust(document)}
    ${verify(document, path)} -cades ${trust(document)}
`;
};

const commandsWithoutDocument = (document: SignedDocument): string => {
  const { documentId, sha256 } = document;
  const unread = `${verify(document, '/dev/null')} -no_content_verify`;
  return `
    openssl asn1parse -inform DER -in signatures/${documentId}.p7s | grep -q '\\[HEX DUMP\\]:${sha256.toUpperCase()}$'
    ${unread} ${trust(document)}
    ${unread} -cades ${trust(document)}
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
