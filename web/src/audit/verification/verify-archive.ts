import { type ArchivedEvent, checkStreams, type Files, readEvents, readFact, readManifest } from './archive.js';
import { digestOf, textOf } from './bytes.js';
import { certificatesIn, faultsOfChain, type Issuers, isSame, rootsOf, type X509Certificate } from './certificates.js';
import { faultOfSignature } from './cms-signature.js';
import { type Finding, Findings, Refusal, type Verdict, worst } from './findings.js';
import { type LogKey, type Place, placeOf } from './transparency-log.js';

/** What an auditor trusts: given by the auditor, never taken from the archive. */
export interface Anchors {
  readonly ca: readonly X509Certificate[];
  readonly logKeys: readonly LogKey[];
}

export interface DocumentReport {
  readonly documentId: string;
  readonly verdict: Verdict;
  readonly signedAt: string;
  readonly certificateSerial: string;
}

export interface Report {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly archive?: { readonly changeRequestId: string; readonly exportedAt: string };
  /** Where the export stands in the log. */
  readonly log?: Place;
  /** Where each event stands in the log. */
  readonly places: readonly { readonly event: ArchivedEvent; readonly index: number }[];
  readonly documents: readonly DocumentReport[];
}

/** What an event of the archive says of a signature. */
interface Signed {
  readonly documentId: string;
  readonly certificateSerial: string;
  readonly signedAt: string;
  readonly sha256: string;
  readonly toBeSigned: string;
  readonly device: unknown;
}

/** Verifies an archive as its `verify.mjs` does, with WebCrypto: the same verdicts and sub-indications. */
export const verifyArchive = async (files: Files, { ca, logKeys }: Anchors): Promise<Report> => {
  const findings = new Findings();
  const report: { -readonly [K in keyof Report]: Report[K] } = {
    verdict: 'TOTAL-FAILED',
    findings: findings.all,
    places: [],
    documents: [],
  };
  try {
    const fact = await readFact(files, findings);
    const { changeRequestId, exportedAt } = await readManifest(files, fact, findings);
    report.archive = { changeRequestId, exportedAt };
    const events = await readEvents(files, findings);
    if (logKeys.length === 0) findings.doubtful('NO_POE', 'archive');
    else {
      report.log = await placeInLog(files, fact, logKeys, findings);
      report.places = await placesInLog(files, events, report.log, logKeys, findings);
    }
    checkStreams(files, events, changeRequestId, findings);
    const known = ['ca.pem', 'chain.pem'].flatMap((name) => certificatesIn(textOf(files.get(name))));
    report.documents = await checkDocuments(files, events, { known, roots: await rootsOf(ca) }, findings);
    if (report.documents.length === 0) findings.doubtful('SIGNED_DATA_NOT_FOUND', 'archive');
  } catch (error) {
    if (!(error instanceof Refusal)) findings.failed('FORMAT_FAILURE', 'archive');
  }
  return { ...report, verdict: worst(findings.all) };
};

const proofOf = (files: Files, { entry, path }: ArchivedEvent, keys: readonly LogKey[]): Promise<Place | undefined> =>
  placeOf(entry, textOf(files.get(`${path}.tlog-proof`)), keys);

const placeInLog = async (files: Files, fact: ArchivedEvent, keys: readonly LogKey[], findings: Findings) => {
  const place = (await proofOf(files, fact, keys)) ?? findings.refuse('NOT_IN_LOG', fact.path);
  if (place.signers.some((name) => name !== place.origin)) findings.failed('NOT_IN_LOG', fact.path);
  return place;
};

/** Each event stands before the export, in the order of the archive. */
const placesInLog = async (
  files: Files,
  events: readonly ArchivedEvent[],
  head: Place,
  keys: readonly LogKey[],
  findings: Findings,
) => {
  const places: { event: ArchivedEvent; index: number }[] = [];
  for (const event of events) {
    const { index } = (await proofOf(files, event, keys)) ?? findings.refuse('NOT_IN_LOG', event.path);
    if (index <= (places.at(-1)?.index ?? -1) || index >= head.index) findings.failed('INCONSISTENT', event.path);
    places.push({ event, index });
  }
  return places;
};

/** The signatures that stand at the end: a new form, a new photo or a lost certificate voids those before (F19, F29). */
const standingSignatures = (events: readonly ArchivedEvent[]): readonly Signed[] => {
  const standing = new Map<string, Signed>();
  for (const { type, data, metadata } of events) {
    if (type === 'AgreementSigned') standing.set(data.documentId, { ...data, device: metadata.device });
    else if (type === 'SignaturesVoided') {
      for (const [id, { certificateSerial }] of standing)
        if (certificateSerial === data.certificateSerial) standing.delete(id);
    } else if (/^(Photo(Uploaded|Kept)|ProfileChangeRequestRefreshed|.*Proposed)$/.test(type)) standing.clear();
  }
  return [...standing.values()];
};

const checkDocuments = async (
  files: Files,
  events: readonly ArchivedEvent[],
  issuers: Issuers,
  findings: Findings,
): Promise<readonly DocumentReport[]> => {
  const documents: DocumentReport[] = [];
  for (const signed of standingSignatures(events)) {
    const own = new Findings();
    await checkSigned(files, signed, events, issuers, own);
    findings.all.push(...own.all);
    const { documentId, signedAt, certificateSerial } = signed;
    documents.push({ documentId, verdict: worst(own.all), signedAt, certificateSerial });
  }
  return documents;
};

const dataOf = (events: readonly ArchivedEvent[], type: string, stream?: string) =>
  events.find((event) => event.type === type && (stream === undefined || event.stream === stream))?.data;

const checkSigned = async (
  files: Files,
  signed: Signed,
  events: readonly ArchivedEvent[],
  issuers: Issuers,
  findings: Findings,
): Promise<void> => {
  const { documentId, certificateSerial: serial, signedAt, device } = signed;
  const [path, about] = [`certificates/${serial}.pem`, `signatures/${documentId}.p7s`];
  const stream = `DigitalCertificate-${serial.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
  const issued = dataOf(events, 'CertificateIssued', stream);
  const [certificate] = certificatesIn(textOf(files.get(path)));
  const [told] = certificatesIn(String(issued?.certificate));
  if (!certificate || !told || !isSame(certificate, told)) return findings.failed('INCONSISTENT', path);
  if (issued.customerId !== dataOf(events, 'ProfileChangeRequestOpened')?.customerId || issued.device !== device)
    findings.failed('INCONSISTENT', about);
  if (!dataOf(events, 'VideoVerificationPassed', `VideoVerification-${issued.verificationId}`))
    findings.failed('INCONSISTENT', about);
  const at = Math.floor(Date.parse(signedAt) / 1000) * 1000;
  for (const fault of await faultsOfChain(certificate, at, issuers))
    if (fault === 'NO_CERTIFICATE_CHAIN_FOUND') findings.doubtful(fault, about);
    else findings.failed(fault, about);
  const revoked = dataOf(events, 'CertificateRevoked', stream);
  if (revoked && revoked.revokedAt <= signedAt) findings.failed('REVOKED', about);
  const fault = await faultOfSignature(files.get(about), signed, certificate);
  if (fault) findings.failed(fault, about);
  await checkDocument(files, signed, events, findings);
};

const checkDocument = async (
  files: Files,
  { documentId, sha256 }: Signed,
  events: readonly ArchivedEvent[],
  findings: Findings,
): Promise<void> => {
  const path = `documents/${documentId}.html`;
  const bytes = files.get(path);
  if (bytes) {
    if ((await digestOf(bytes)) !== sha256) findings.failed('HASH_FAILURE', path);
    return;
  }
  const account = `CustomerAccount-${dataOf(events, 'ProfileChangeRequestOpened')?.customerId}`;
  findings.doubtful(dataOf(events, 'PersonalDataErased', account) ? 'ERASED' : 'SIGNED_DATA_NOT_FOUND', path);
};
