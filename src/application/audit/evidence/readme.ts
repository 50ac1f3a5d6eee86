import type { Instant } from '../../../domain/shared/instant.js';
import { sha256 } from '../../core/ids.js';
import { digestList, type EvidenceFile } from './archive.js';
import type { CertificateStanding } from './certificate-files.js';
import type { ProofFiles } from './log-proofs.js';
import { answerAtSigning, type DocumentBytes, type SignedDocument } from './signed-documents.js';

export interface ReadmeContent {
  readonly changeRequestId: string;
  readonly exportedAt: Instant;
  readonly documents: readonly SignedDocument[];
  readonly certificates: readonly CertificateStanding[];
  /** Whether there are a revocation list and OCSP answers. */
  readonly hasAnswers: boolean;
  /** By when the facts stood in the log, as an authority says. */
  readonly stamp: ProofFiles['stamp'];
  /** Everything but this file and the manifest. */
  readonly files: readonly EvidenceFile[];
}

/** Each command is one line, runs in the folder of the README, needs no network, and ends with exit code 0 if all is well. */
export const readmeOf = (content: ReadmeContent): string => `# Evidence of change request ${content.changeRequestId}

Exported at ${content.exportedAt}. To verify all of it at once, offline, with either of two programs that share no code:

    sh verify.sh --ca <root certificate> --log-key <verifier key> --tsa-ca <root of the time-stamps>
    node verify.mjs --ca <root certificate> --log-key <verifier key> --tsa-ca <root of the time-stamps> .

Take the root certificate from \`/pki/ca.pem\` of the service, and the verifier key and a copy of the programs from whom you
trust: whoever altered everything else in here would alter those too. \`certificate.html\` tells people what happened.

The commands below do the same step by step. Run them in this folder, with OpenSSL 3.0 or newer; none of them needs a
network. Each verifies as of the instant that it names, whatever the clock says, and ends with exit code 0 if all is well;
those for the revocation list and the OCSP answers must also say \`verify OK\` and \`Response verify OK\`.

| file | what |
|---|---|
| \`certificate.html\` | who signed what when, for people and for print; it says itself what of it is proved |
| \`documents/<id>.html\` | the exact bytes that were shown and signed |
| \`signatures/<id>.p7s\` | the detached signature (CMS, CAdES-B; CAdES-T where an authority stamped it), DER |
| \`documents/<id>.asics\` | both in one container (ASiC-S), for other verifiers |
| \`certificates/<serial>.pem\` | the signer's certificate |
| \`ca.pem\`, \`chain.pem\` | the root with all issuing CAs; the issuing CAs of these certificates |
| \`chains/<serial>.pem\` | the issuing CA of that certificate |
| \`crl.pem\`, \`ocsp/<serial>.der\` | revocation list of each issuing CA, and OCSP answer, as of the export |
| \`ocsp/<id>.signed.der\` | OCSP answer as of that signature, kept with it |
| \`revocation.json\` | how each certificate stands in the service's log, as of each signature and of the export |
| \`events/<n>.json\`, \`.metadata.json\` | the facts as the log keeps them, personal fields encrypted, in the log's order |
| \`events/<n>.entry\`, \`.tlog-proof\` | what of a fact is in the transparency log, and the proof that it is |
| \`events.json\` | the same facts in one file, personal fields masked |
| \`disclosures.json\` | personal values that this archive shows, each as \`[salt, field, value]\`: its digest (RFC 9901) is in the fact that it names. Others have none there: the service shows them, and nothing proves them |
| \`streams.json\` | which streams are whole here, and their first and last revisions |
| \`checkpoint\`, \`log.vkey\` | the head of the log that the proofs lead to; the log's verifier key, to be compared |
| \`checkpoint.tsr\`, \`tsa-ca.pem\` | the time-stamp over that head (RFC 3161), where there is one, and its roots, to be compared |
| \`manifest.json\` | the SHA-256 of every file above |
| \`manifest.event.*\` | the fact of this export, which names the manifest's digest |
| \`verify.sh\`, \`verify.mjs\` | the programs: OpenSSL and a shell, or Node 20 and newer |

## Documents and signatures
${content.documents.length === 0 ? '\nNothing is signed.\n' : content.documents.map(ofDocument).join('')}
## Certificates
${content.certificates.map((each) => ofCertificate(each, content)).join('')}
${answersAtSigning(content)}${timeStamp(content)}## Revocation list
${content.hasAnswers ? revocationList(content.exportedAt) : withoutAnswers}
## Every file

    openssl dgst -sha256 -r events/* | openssl dgst -sha256 -r | grep -q '^${sha256(digestList(eventFiles(content.files)))} '
${otherFiles(content.files).map(commandOfFile).join('')}
The manifest names the digest of this file, and the fact of the export that of the manifest:

    openssl dgst -sha256 -r README.md | cut -c1-64 | grep -qFf - manifest.json
    openssl dgst -sha256 -r manifest.json | cut -c1-64 | grep -qFf - manifest.event.json
    openssl dgst -sha256 -r manifest.event.json | cut -c1-64 | grep -qFf - manifest.event.entry
    openssl dgst -sha256 -r manifest.event.metadata.json | cut -c1-64 | grep -qFf - manifest.event.entry
`;

const isOfEvent = ({ path }: EvidenceFile): boolean => path.startsWith('events/');

/** As a shell lists them. */
const eventFiles = (files: readonly EvidenceFile[]) =>
  files.filter(isOfEvent).sort((a, b) => (a.path < b.path ? -1 : 1));

const otherFiles = (files: readonly EvidenceFile[]) =>
  files.filter((file) => !isOfEvent(file) && !/^documents\/.*\.html$/.test(file.path));

const commandOfFile = ({ path, bytes }: EvidenceFile): string =>
  `    openssl dgst -sha256 -r ${path} | grep -q '^${sha256(bytes)} '\n`;

const epoch = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000);

const ofDocument = (document: SignedDocument): string => {
  const { documentId, version, certificateSerial, signedAt, bytes } = document;
  return `
### ${documentId}, version ${version}

Signed at ${signedAt} with certificate ${certificateSerial}. SHA-256 of the document: \`${document.sha256}\`.
${bytes === 'kept' ? commandsOf(document) : `\n${absences[bytes]} ${withoutDocument}\n${commandsWithoutDocument(document)}`}`;
};

const answersAtSigning = ({ documents, files }: ReadmeContent): string => {
  const kept = documents.filter(({ documentId }) => files.some(({ path }) => path === answerAtSigning(documentId)));
  if (kept.length === 0) return '';
  return `## As of each signing

The authority said of the certificate, when the signature came, that it was good:

${kept.map(commandOfAnswer).join('')}
`;
};

const commandOfAnswer = ({ documentId, certificateSerial, signedAt }: SignedDocument): string => {
  const certificate = `-issuer chains/${certificateSerial}.pem -cert certificates/${certificateSerial}.pem`;
  const path = answerAtSigning(documentId);
  return `    openssl ocsp -respin ${path} ${certificate} -CAfile ca.pem -attime ${epoch(signedAt)}\n`;
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
  const { documentId } = document;
  const unread = `${verify(document, '/dev/null')} -no_content_verify`;
  return `
    openssl asn1parse -inform DER -in signatures/${documentId}.p7s | grep -q '\\[HEX DUMP\\]:${document.sha256.toUpperCase()}$'
    ${unread} ${trust(document)}
    ${unread} -cades ${trust(document)}
`;
};

const ofCertificate = (
  { serial, state, revokedAt, reason, signings }: CertificateStanding,
  { exportedAt, hasAnswers }: ReadmeContent,
): string => {
  const standing = revokedAt ? `${state} since ${revokedAt} (${reason})` : state;
  const times = [...new Set(signings.map(({ signedAt }) => epoch(signedAt)))];
  const [path, issuedBy] = [`certificates/${serial}.pem`, `chains/${serial}.pem`];
  const chain = times.map((at) => `    openssl verify -x509_strict -CAfile ca.pem -attime ${at} ${path}\n`);
  const issuer = times.map((at) => `    openssl verify -x509_strict -CAfile ca.pem -attime ${at} ${issuedBy}\n`);
  const now = epoch(exportedAt);
  const unrevoked = `    openssl verify -x509_strict -crl_check -CRLfile crl.pem -CAfile ca.pem -attime ${now} ${path}\n`;
  const answer = `    openssl ocsp -respin ocsp/${serial}.der -issuer ${issuedBy} -cert ${path} -CAfile ca.pem -attime ${now}\n`;
  const isOnNoList = hasAnswers && state === 'active';
  return `
### ${serial}

At the export: ${standing}. A signature that was made before a revocation stays valid. The commands verify certificate and
issuer as of each signing${isOnNoList ? ', the absence from the revocation list,' : ''}${hasAnswers ? ' and the OCSP answer, which says how the certificate stood at the export' : ''}.
OpenSSL compares the times of an OCSP answer with its own clock and, later than an hour after the export, warns of them.

${chain.join('')}${issuer.join('')}${isOnNoList ? unrevoked : ''}${hasAnswers ? answer : ''}`;
};

const revocationList = (exportedAt: Instant): string => `
    openssl verify -x509_strict -CAfile ca.pem -attime ${epoch(exportedAt)} chain.pem
    openssl crl -in crl.pem -noout -verify -CAfile ca.pem

OpenSSL takes a list from an issuer that has expired: the first command says that it had not.
A revoked certificate that has expired leaves the list (RFC 5280 §3.3); \`revocation.json\` tells of it for ever.
`;

const timeStamp = ({ stamp, files }: ReadmeContent): string => {
  const hasRoots = files.some(({ path }) => path === 'tsa-ca.pem');
  if (!stamp || !hasRoots) return '';
  const own = `awk '!signed || $2 == "${stamp.origin}"; /^$/ { signed = 1 }' checkpoint`;
  return `## Time

By ${stamp.at} the facts stood in the log, says an authority. Its time-stamp is over the head of the log without cosignatures.

    openssl ts -verify -in checkpoint.tsr -digest "$(${own} | openssl dgst -sha256 -r | cut -c1-64)" -CAfile tsa-ca.pem -attime ${epoch(stamp.at)}

Those inside \`signatures/*.p7s\` are over signatures (RFC 5126); the two programs verify them.

`;
};

const withoutAnswers = `
The issuing CA had expired at the export: it signs no list and no OCSP answer any more. The log tells how each certificate
stood, in \`revocation.json\`.
`;
