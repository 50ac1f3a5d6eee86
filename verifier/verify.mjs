#!/usr/bin/env node
// Verifies an evidence archive of realname offline: one file, Node 20 or newer, nothing else. It shares no code with the service.
//   node verify.mjs [--ca <root certificates, PEM>] [--log-key <verifier key, or a file of them>]
//     [--tsa-ca <root certificates of time-stamps, PEM>] [--json] <archive.zip | folder>
// What is trusted is given, never taken from the archive. Exit code 0: TOTAL-PASSED, 1: TOTAL-FAILED, 2: INDETERMINATE, or it
// cannot be told. Verdicts are those of EN 319 102-1; ERASED, NOT_IN_LOG and INCONSISTENT are added to its sub-indications.
import { createHash, createPublicKey, verify as isSignedBy, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';

const format = 'realname evidence v2';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const hex = (bytes) => sha256(bytes).toString('hex');

/** Ends the verification: nothing further can be relied upon. */
class Refusal extends Error {}

const findings = [];
const say = (verdict, subIndication, about, text) => findings.push({ verdict, subIndication, about, text });
const failed = (...finding) => say('TOTAL-FAILED', ...finding);
const doubtful = (...finding) => say('INDETERMINATE', ...finding);
const refuse = (...finding) => {
  failed(...finding);
  throw new Refusal();
};
const worst = (list) =>
  ['TOTAL-FAILED', 'INDETERMINATE'].find((each) => list.some(({ verdict }) => verdict === each)) ?? 'TOTAL-PASSED';

// ---- reading ----

const readFolder = (folder) => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
};

/** The members of a ZIP, by its central directory. */
const readZip = (zip) => {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('neither a folder nor a ZIP');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, nameLength, extra, comment] = [10, 28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const [size, local] = [20, 42].map((field) => zip.readUInt32LE(at + field));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    if (files.has(name)) throw new Error(`the ZIP has ${name} twice`);
    files.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + extra + comment;
  }
  return files;
};

const readArchive = (path) => (statSync(path).isDirectory() ? readFolder(path) : readZip(readFileSync(path)));

const jsonOf = (files, path) => JSON.parse(files.get(path)?.toString() ?? refuse('FORMAT_FAILURE', path, 'is missing'));

// ---- the manifest, and the fact that names it ----

const namedByFact = /^manifest\.(json|event\.(json|metadata\.json|entry|tlog-proof))$/;

/** Data and metadata are those that the entry names. */
const readEvent = (files, path) => {
  const [data, metadata, entry] = ['json', 'metadata.json', 'entry'].map((part) => files.get(`${path}.${part}`));
  if (!data || !metadata || !entry) refuse('HASH_FAILURE', path, 'is missing');
  const [head, id, stream, revision, type, ...digests] = entry.toString().split('\n');
  if (head !== 'realname event v1' || !isDeepStrictEqual(digests, [hex(data), hex(metadata), '']))
    refuse('HASH_FAILURE', path, 'is not what its entry names');
  const parsed = { data: jsonOf(files, `${path}.json`), metadata: jsonOf(files, `${path}.metadata.json`) };
  return { path, id, stream, revision: Number(revision), type, entry, ...parsed };
};

const checkFact = (files) => {
  const ofThisFormat = ['manifest.json', 'streams.json', 'verify.mjs', 'manifest.event.json'];
  if (files.has('events.json') && !ofThisFormat.some((name) => files.has(name))) {
    doubtful('FORMAT_V1', 'archive', 'is of the first format, without a manifest: see the commands of its README');
    throw new Refusal();
  }
  const fact = readEvent(files, 'manifest.event');
  if (fact.type !== 'EvidenceExported' || fact.data.manifestSha256 !== hex(files.get('manifest.json') ?? ''))
    refuse('HASH_FAILURE', 'manifest.json', 'is not the one that the fact of the export names');
  return fact;
};

const checkManifest = (files, fact) => {
  const manifest = jsonOf(files, 'manifest.json');
  if (manifest.format !== format || manifest.changeRequestId !== fact.data.changeRequestId)
    failed('FORMAT_FAILURE', 'manifest.json', 'is of another format or request');
  for (const [path, digest] of Object.entries(manifest.files)) {
    const bytes = files.get(path);
    if (!bytes || hex(bytes) !== digest) failed('HASH_FAILURE', path, bytes ? 'was altered' : 'is missing');
  }
  const tooMany = [...files.keys()].filter((path) => !namedByFact.test(path) && !Object.hasOwn(manifest.files, path));
  for (const path of tooMany) failed('FORMAT_FAILURE', path, 'is not of this archive');
  if (findings.length > 0) throw new Refusal();
  return manifest;
};

// ---- the transparency log (C2SP signed-note, tlog-checkpoint, tlog-proof; RFC 9162 §2.1.3.2) ----

const base64 = (text) => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

export const parseVkey = (vkey) => {
  const [, name, id, encoded] = /^(\S+?)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const key = base64(encoded ?? '');
  if (key?.[0] !== 1 || key.length !== 33 || hex(Buffer.concat([Buffer.from(`${name}\n`), key])).slice(0, 8) !== id)
    throw new Error(`not a verifier key: ${vkey}`);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.subarray(1).toString('base64url') };
  return { name, id, key: createPublicKey({ key: jwk, format: 'jwk' }) };
};

/** The size and root that a note says and one of the keys signed; undefined where it is no such note. */
const openCheckpoint = (note, keys) => {
  const end = note.indexOf('\n\n') + 1;
  const [text, lines] = [note.slice(0, end), note.slice(end + 1).split('\n')];
  const [origin, size, encodedRoot] = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0) return undefined;
  const isOwn = lines.map((line) => {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = base64(encoded ?? '');
    const key = keys.find((each) => each.name === origin && each.id === bytes?.toString('hex', 0, 4));
    return name === origin && key && isSignedBy(null, Buffer.from(text), key.key, bytes.subarray(4));
  });
  const root = base64(encodedRoot ?? '');
  if (!isOwn.some(Boolean) || root?.length !== 32) return undefined;
  return { origin, size: Number(size), root, isOnlyByLog: isOwn.every(Boolean) };
};

const rootOf = (leaf, index, size, hashes) => {
  const node = (left, right) => sha256(Buffer.concat([Buffer.of(1), left, right]));
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of hashes) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = node(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else hash = node(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
};

/** Whether the event stands in the log, under the signature of a key that is trusted. */
const checkProof = (files, event, keys) => {
  const proof = files.get(`${event.path}.tlog-proof`)?.toString() ?? '';
  const end = proof.indexOf('\n\n');
  const [head, indexLine, ...encoded] = proof.slice(0, Math.max(0, end)).split('\n');
  const [, index] = /^index (0|[1-9]\d{0,14})$/.exec(indexLine ?? '') ?? [];
  const hashes = encoded.map(base64);
  const checkpoint = openCheckpoint(proof.slice(end + 2), keys);
  const areHashes = hashes.every((each) => each?.length === 32);
  const isWhole = head === 'c2sp.org/tlog-proof@v1' && areHashes && index !== undefined && index < checkpoint?.size;
  const leaf = sha256(Buffer.concat([Buffer.of(0), event.entry]));
  if (isWhole && rootOf(leaf, Number(index), checkpoint.size, hashes)?.equals(checkpoint.root))
    return { ...checkpoint, index: Number(index), note: proof.slice(end + 2) };
  return refuse('NOT_IN_LOG', event.path, 'has no proof that leads to a head of the log that a trusted key signed');
};

const checkLog = (files, fact, events, keys) => {
  if (keys.length === 0) {
    doubtful('NO_POE', 'archive', 'no --log-key was given: nothing proves when this was, and that it is the log’s');
    return null;
  }
  const head = checkProof(files, fact, keys);
  if (!head.isOnlyByLog) failed('NOT_IN_LOG', fact.path, 'its head has a signature of nobody who is trusted');
  let before = -1;
  for (const event of events) {
    const { index, note } = checkProof(files, event, keys);
    if (note !== files.get('checkpoint')?.toString())
      refuse('NOT_IN_LOG', event.path, 'has a proof that does not lead to the checkpoint of the archive');
    if (index <= before || index >= head.index)
      failed('INCONSISTENT', event.path, 'does not stand in the log where it stands here');
    before = index;
  }
  return { origin: head.origin, size: head.size, index: head.index };
};

const readEvents = (files) => {
  const paths = [...files.keys()].filter((path) => /^events\/\d+\.entry$/.test(path)).sort();
  return paths.map((path) => readEvent(files, path.replace(/\.entry$/, '')));
};

/** As `events.json` shows it: personal fields, which are sealed, are masked. */
const masked = (data) => JSON.parse(JSON.stringify(data), (_, part) => (part?.$sealed ? '***' : part));

/** No event is missing of a stream that should be whole, and `events.json` tells of the same events. */
const checkStreams = (files, events, changeRequestId) => {
  const streams = jsonOf(files, 'streams.json');
  for (const { stream, whole, first, last, events: count } of streams) {
    const revisions = events.filter((event) => event.stream === stream).map(({ revision }) => revision);
    const rises = revisions.every((revision, n) => (whole ? revision === n : n === 0 || revision > revisions[n - 1]));
    const isAsSaid = rises && revisions.length === count && revisions.at(0) === first && revisions.at(-1) === last;
    if (!isAsSaid) failed('INCONSISTENT', stream, 'has not the revisions that streams.json names');
  }
  const isWhole = streams.find(({ stream }) => stream === `ProfileChangeRequest-${changeRequestId}`)?.whole;
  if (!isWhole || streams.reduce((sum, each) => sum + each.events, 0) !== events.length)
    failed('INCONSISTENT', 'streams.json', 'does not name the request as whole, and every stream');
  const told = events.map(({ id, stream, revision, type, data, metadata }) => {
    const { commandId: _, mac: __, ...others } = metadata;
    return { id, stream, revision, type, ...others, data: masked(data) };
  });
  const shown = jsonOf(files, 'events.json').map(({ position: _, ...rest }) => rest);
  if (!isDeepStrictEqual(told, shown))
    failed('INCONSISTENT', 'events.json', 'does not tell what the events below events/ tell');
};

/** The signatures that stand at the end: a new form, a new photo or a lost certificate voids those before (F19, F29). */
const standingSignatures = (events) => {
  const standing = new Map();
  for (const { type, data, metadata } of events) {
    if (type === 'AgreementSigned') standing.set(data.documentId, { ...data, device: metadata.device });
    else if (type === 'SignaturesVoided') {
      for (const [id, { certificateSerial }] of standing)
        if (certificateSerial === data.certificateSerial) standing.delete(id);
    } else if (/^(Photo(Uploaded|Kept)|ProfileChangeRequestRefreshed|.*Proposed)$/.test(type)) standing.clear();
  }
  return [...standing.values()];
};

/** Of each value with its salt an event has the digest (RFC 9901); for the others there is the service's word alone. */
const checkDisclosures = (files, events, { disclosed, notProvable }) => {
  if (!files.has('disclosures.json')) return;
  const shown = jsonOf(files, 'disclosures.json');
  for (const { event, disclosure } of shown.disclosures) {
    const [, field, value] = disclosure;
    const text = Buffer.from(JSON.stringify(disclosure)).toString('base64url');
    const sealed = events.find(({ path }) => path === event)?.data[field];
    if (sealed?.digest === sha256(text).toString('base64url')) disclosed.push({ event, field, value });
    else failed('HASH_FAILURE', `${event} ${field}`, 'is not the value that disclosures.json shows');
  }
  notProvable.push(...shown.notProvable);
};

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const certificatesIn = (pem) => (pem?.toString().match(pemCertificate) ?? []).map((each) => new X509Certificate(each));
const isIssued = (certificate, issuer) => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
const isSame = (a, b) => a.raw.equals(b.raw);
/** Neither name is empty; another name, that is critical, may stand for the subject of a person (RFC 5280 §4.1.2.6). */
const isNamed = ({ issuer, subject, ca, raw }) => issuer && (subject || (!ca && raw.includes(criticalName)));

/** From the signer to a root that is trusted, or undefined. */
const chainOf = (certificate, known, roots, depth = 0) => {
  if (roots.some((root) => isSame(root, certificate))) return [certificate];
  if (depth > 3) return undefined;
  for (const issuer of [...roots, ...known]) {
    if (isSame(issuer, certificate) || !issuer.ca || !isIssued(certificate, issuer)) continue;
    const above = chainOf(issuer, known, roots, depth + 1);
    if (above) return [certificate, ...above];
  }
  return undefined;
};

/** @param at milliseconds; whoever signed is judged as of then, and so is every issuer */
const checkChain = (about, certificate, at, { known, roots }) => {
  const chain = chainOf(certificate, known, roots);
  if (!chain?.every(isNamed))
    return doubtful('NO_CERTIFICATE_CHAIN_FOUND', about, 'its certificate comes from no root that --ca gave');
  for (const each of chain) {
    if (Date.parse(each.validTo) <= at) failed('EXPIRED', about, `${each.subject} had expired at the signing`);
    // Also where the time is none.
    if (!(Date.parse(each.validFrom) <= at)) failed('NOT_YET_VALID', about, `${each.subject} was not yet valid then`);
  }
};

// ---- signatures (CMS, RFC 5652; ESS signing-certificate-v2, RFC 5035) ----

const derOf = (bytes, at = 0) => {
  const more = Math.max(0, bytes[at + 1] - 0x80);
  const start = at + 2 + more;
  const end = start + (more ? bytes.readUIntBE(at + 2, more) : bytes[at + 1]);
  if (!(end <= bytes.length)) throw new Error('not DER');
  return { tag: bytes[at], content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
};
const partsOf = ({ content }) => {
  const parts = [];
  for (let at = 0; at < content.length; at += parts.at(-1).whole.length) parts.push(derOf(content, at));
  return parts;
};
const first = (der) => partsOf(der)[0];
const [messageDigest, signingCertificate] = ['06092a864886f70d010904', '060b2a864886f70d010910022f'];
const [contentType, signingCertificateV1] = ['06092a864886f70d010903', '060b2a864886f70d010910020c'];
const [timeStampInfo, timeStampToken] = ['060b2a864886f70d0109100104', '060b2a864886f70d010910020e'];
const [timeStamping, ocspSigning] = ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9'];
const [criticalUsage, criticalName] = ['0603551d250101ff', '0603551d110101ff'].map((each) => Buffer.from(each, 'hex'));
const hashes = {
  '0609608648016503040201': 'sha256',
  '0609608648016503040202': 'sha384',
  '0609608648016503040203': 'sha512',
};

const readCms = (bytes) => {
  const content = partsOf(first(partsOf(derOf(bytes))[1]));
  const [, , hash, signed, , signature, unsigned] = partsOf(first(content.at(-1)));
  const attributes = new Map(
    partsOf(signed).map((each) => [first(each).whole.toString('hex'), first(partsOf(each)[1])]),
  );
  return {
    signed: Buffer.concat([Buffer.of(0x31), signed.whole.subarray(1)]),
    signature: signature.content,
    digest: attributes.get(messageDigest).content.toString('hex'),
    attributes,
    content,
    hash: hashIn(hash),
    isBy: (certificate) =>
      [signingCertificate, signingCertificateV1].every((id) => isEss(attributes.get(id), certificate)),
    token: unsigned && tokenIn(unsigned),
  };
};

/** `id-aa-signatureTimeStampToken` alone may stand there (RFC 5126 §6.1.1). */
const tokenIn = (unsigned) => {
  const [id, values] = partsOf(first(unsigned));
  if (partsOf(unsigned).length !== 1 || id.whole.toString('hex') !== timeStampToken) throw new Error('not CAdES-T');
  return first(values).whole;
};

const hashIn = (algorithm) => hashes[first(algorithm).whole.toString('hex')];

/** Whether the certificate is the one that an ESS attribute names, where there is one (RFC 5035; SHA-1 in its first version). */
const isEss = (attribute, certificate) => {
  if (!attribute) return true;
  const [algorithm, digest] = partsOf(first(first(attribute)));
  const isNamed = algorithm.tag === 0x30;
  const named = isNamed ? digest : algorithm;
  const hash = isNamed ? hashIn(algorithm) : named.content.length === 20 ? 'sha1' : 'sha256';
  return createHash(hash).update(certificate.raw).digest().equals(named.content);
};

const checkSignature = (files, { documentId, sha256: digest, toBeSigned }, certificate) => {
  const path = `signatures/${documentId}.p7s`;
  try {
    const { signed, signature, digest: named, isBy, attributes, token } = readCms(files.get(path));
    const isAsTold =
      signed.toString('base64') === toBeSigned && attributes.has(signingCertificate) && isBy(certificate);
    if (!isAsTold || !isSignedBy('sha256', signed, certificate.publicKey, signature))
      failed('SIG_CRYPTO_FAILURE', path, 'is not the signature that the facts tell of');
    else if (named !== digest) failed('HASH_FAILURE', path, 'signs another document');
    return { token, signature };
  } catch {
    failed('FORMAT_FAILURE', path, 'is not there, or no CMS signature');
  }
};

// ---- time (RFC 3161, RFC 5816), and the authority's word as of the signing (RFC 6960) ----

const instantOf = (time) =>
  Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** When a TimeStampToken says that the data existed; undefined unless it is one over them, from a root of `tsa`. */
const timeOf = (token, data, tsa) => {
  try {
    const { signed, signature, digest, attributes, content, hash, isBy } = readCms(token);
    const [kind, wrapped] = partsOf(content[2]);
    const info = first(wrapped).content;
    const [, , imprint, , genTime] = partsOf(derOf(info));
    const [algorithm, hashed] = partsOf(imprint);
    const embedded = partsOf(content.find(({ tag }) => tag === 0xa0)).map(({ whole }) => new X509Certificate(whole));
    const signer = embedded.find((each) => isBy(each) && isSignedBy(hash, signed, each.publicKey, signature));
    const isNamed = attributes.has(signingCertificate) || attributes.has(signingCertificateV1);
    const kinds = [kind, attributes.get(contentType)].map(({ whole }) => whole.toString('hex'));
    const isOver = createHash(hashIn(algorithm)).update(data).digest().equals(hashed.content);
    const isWhole =
      createHash(hash).update(info).digest('hex') === digest && kinds.every((each) => each === timeStampInfo);
    const isForTime = isDeepStrictEqual(signer?.keyUsage, [timeStamping]) && signer.raw.includes(criticalUsage);
    if (!isNamed || !isOver || !isWhole || !isForTime) return undefined;
    const at = instantOf(genTime.content.toString('latin1'));
    const chain = chainOf(
      signer,
      [...embedded, ...tsa],
      tsa.filter((each) => isIssued(each, each)),
    );
    return chain?.every((each) => Date.parse(each.validFrom) <= at && at < Date.parse(each.validTo)) ? at : undefined;
  } catch {
    return undefined;
  }
};

const iso = (at) => new Date(at).toISOString();

/** By when the head of the log, and so every fact here, existed. */
const checkHead = (files, log, tsa) => {
  if (tsa.length === 0 || !log) return undefined;
  const note = files.get('checkpoint').toString();
  const own = note
    .split('\n')
    .filter((line) => !line.startsWith('— ') || line.startsWith(`— ${log.origin} `))
    .join('\n');
  const response = files.get('checkpoint.tsr');
  const at = response && timeOf(partsOf(derOf(response))[1].whole, own, tsa);
  if (at === undefined) doubtful('NO_POE', 'checkpoint', 'has no time-stamp that comes from a root of --tsa-ca');
  return at;
};

/** The stamp of the signature is the one that the log tells of; the earliest of both says by when it existed. */
const checkTime = ({ path, token, signature, signed, events }, head, tsa) => {
  const stamped = dataOf(events, 'SignatureTimeStamped', `SignatureTimeStamp-${signed.signingSessionId}`);
  const told = stamped && partsOf(derOf(Buffer.from(stamped.timeStamp, 'base64')))[1].whole;
  if (told?.toString('hex') !== token?.toString('hex'))
    failed('INCONSISTENT', path, 'has not the time-stamp that the facts tell of');
  const own = token && tsa.length > 0 ? timeOf(token, signature, tsa) : undefined;
  if (token && tsa.length > 0 && own === undefined)
    doubtful('NO_POE', path, 'has a time-stamp that does not come from a root of --tsa-ca');
  const proved = [own, head].filter((each) => each !== undefined);
  if (proved.some((each) => each + tolerance < Date.parse(signed.signedAt)))
    doubtful('TIMESTAMP_ORDER_FAILURE', path, 'is said to have been made after the time-stamp over it');
  return proved.length > 0 ? iso(Math.min(...proved)) : null;
};

/** Milliseconds that two clocks may differ. */
const tolerance = 5 * 60_000;

const isResponder = (certificate, issuer, at) =>
  isIssued(certificate, issuer) &&
  certificate.keyUsage?.includes(ocspSigning) &&
  Date.parse(certificate.validFrom) <= at &&
  at < Date.parse(certificate.validTo);

/** Whether the issuer of a certificate, or a responder that it certified, says in an OCSP answer that it was good as of then. */
const saysGood = (answer, certificate, issuer, at) => {
  const [data, , signature, embedded] = partsOf(derOf(partsOf(first(partsOf(derOf(answer))[1]))[1].content));
  const [id, status, from, next] = partsOf(first(partsOf(data).find(({ tag }) => tag === 0x30)));
  const serial = partsOf(id)[3].content.toString('hex').replace(/^0+/, '');
  const until = next?.tag === 0xa0 ? first(next) : from;
  const [begins, ends] = [from, until].map(({ content }) => instantOf(content.toString('latin1')));
  const delegates = embedded ? partsOf(first(embedded)).map(({ whole }) => new X509Certificate(whole)) : [];
  const keys = [issuer, ...delegates.filter((each) => isResponder(each, issuer, at))].map(({ publicKey }) => publicKey);
  const isBy = (key) =>
    Object.values(hashes).some((hash) => isSignedBy(hash, data.whole, key, signature.content.subarray(1)));
  const isGood = serial === certificate.serialNumber.toLowerCase().replace(/^0+/, '') && status.tag === 0x80;
  return isGood && begins <= at + tolerance && at - tolerance <= ends && keys.some(isBy);
};

/** What the authority said when the signature came, of this very certificate: good. */
const checkAnswer = (files, { documentId, ocsp, signedAt }, certificate, { known, roots }) => {
  if (ocsp === undefined) return;
  const path = `ocsp/${documentId}.signed.der`;
  const told = files.get(path);
  try {
    const issuer = [...roots, ...known].find((each) => isIssued(certificate, each));
    if (told.toString('base64') === ocsp && saysGood(told, certificate, issuer, Date.parse(signedAt))) return;
  } catch {}
  failed('INCONSISTENT', path, 'does not say that the certificate was good at the signing, as the facts tell');
};

const checkDocument = (files, { documentId, sha256: digest }, events) => {
  const path = `documents/${documentId}.html`;
  const bytes = files.get(path);
  if (bytes) return hex(bytes) === digest || failed('HASH_FAILURE', path, 'is not what was signed');
  const account = `CustomerAccount-${dataOf(events, 'ProfileChangeRequestOpened')?.customerId}`;
  return dataOf(events, 'PersonalDataErased', account)
    ? doubtful('ERASED', path, 'is erased, as a fact says: the signature is verified without it')
    : doubtful('SIGNED_DATA_NOT_FOUND', path, 'is missing, and no fact says that it was erased');
};

const dataOf = (events, type, stream) =>
  events.find((event) => event.type === type && (stream === undefined || event.stream === stream))?.data;

const checkSigned = (files, signed, events, trusted, head) => {
  const { documentId, certificateSerial: serial, signedAt, device } = signed;
  const [path, about] = [`certificates/${serial}.pem`, `signatures/${documentId}.p7s`];
  const stream = `DigitalCertificate-${serial.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
  const issued = dataOf(events, 'CertificateIssued', stream);
  const [certificate] = certificatesIn(files.get(path));
  if (!certificate || !issued || !isSame(certificate, certificatesIn(issued.certificate)[0]))
    return void failed('INCONSISTENT', path, 'is not the certificate that the facts tell of');
  if (issued.customerId !== dataOf(events, 'ProfileChangeRequestOpened')?.customerId || issued.device !== device)
    failed('INCONSISTENT', about, 'is of another customer or device');
  if (!dataOf(events, 'VideoVerificationPassed', `VideoVerification-${issued.verificationId}`))
    failed('INCONSISTENT', about, 'is by a certificate for which no verification was passed');
  checkChain(about, certificate, Math.floor(Date.parse(signedAt) / 1000) * 1000, trusted);
  const revoked = dataOf(events, 'CertificateRevoked', stream);
  if (revoked && revoked.revokedAt <= signedAt) failed('REVOKED', about, 'is by a certificate that had been revoked');
  checkAnswer(files, signed, certificate, trusted);
  const cms = checkSignature(files, signed, certificate);
  checkDocument(files, signed, events);
  return cms && checkTime({ path: about, ...cms, signed, events }, head, trusted.tsa);
};

/** @param files their bytes by path @param trusted `ca`, `tsa`: certificates; `logKeys`: verifier keys */
export const verifyFiles = (files, { ca, logKeys, tsa = [] }) => {
  findings.length = 0;
  const lists = { documents: [], disclosed: [], notProvable: [] };
  const report = { report: 'realname evidence verification v1', archive: {}, log: null, existedBy: null, ...lists };
  try {
    const fact = checkFact(files);
    const { changeRequestId, exportedAt } = checkManifest(files, fact);
    report.archive = { format, changeRequestId, exportedAt, manifestSha256: fact.data.manifestSha256 };
    const events = readEvents(files);
    report.log = checkLog(files, fact, events, logKeys);
    checkStreams(files, events, changeRequestId);
    checkDisclosures(files, events, report);
    const known = ['ca.pem', 'chain.pem'].flatMap((name) => certificatesIn(files.get(name)));
    const trusted = { known, roots: ca.filter((each) => isIssued(each, each)), tsa };
    const head = checkHead(files, report.log, tsa);
    report.existedBy = head === undefined ? null : iso(head);
    for (const signed of standingSignatures(events)) {
      const before = findings.length;
      const existedBy = checkSigned(files, signed, events, trusted, head) ?? null;
      const own = findings.slice(before);
      const { documentId, sha256: digest, certificateSerial, signedAt, device } = signed;
      const verdict = { verdict: worst(own), subIndications: own.map(({ subIndication }) => subIndication) };
      report.documents.push({ documentId, ...verdict, sha256: digest, signedAt, existedBy, certificateSerial, device });
    }
    if (report.documents.length === 0) doubtful('SIGNED_DATA_NOT_FOUND', 'archive', 'nothing is signed');
  } catch (error) {
    if (!(error instanceof Refusal)) failed('FORMAT_FAILURE', 'archive', error.message);
  }
  const subIndications = [...new Set(findings.map((each) => each.subIndication))].sort();
  return { ...report, verdict: worst(findings), subIndications, findings: [...findings] };
};

/** A report for people. */
export const linesOf = ({ verdict, subIndications, archive, log, existedBy, documents, findings: found, ...shown }) => [
  [verdict, ...subIndications].join(' '),
  ...(archive.changeRequestId ? [`request ${archive.changeRequestId}, exported at ${archive.exportedAt}`] : []),
  ...(log ? [`the export is event ${log.index} of ${log.size} in log ${log.origin}`] : []),
  ...(archive.changeRequestId
    ? [
        existedBy
          ? `time-stamped: all of it existed by ${existedBy}`
          : 'NO_POE of time: times are the service’s own word',
      ]
    : []),
  ...documents.map(
    ({ documentId, verdict: of, signedAt, existedBy: by, certificateSerial }) =>
      `${documentId}: ${of}, ${signedAt}${by ? `, existed by ${by},` : ''} with ${certificateSerial}`,
  ),
  ...shown.disclosed.map(({ event, field, value }) => `${event} ${field}: ${JSON.stringify(value)}`),
  ...shown.notProvable.map(({ event, field }) => `${event} ${field}: shown by the service, not provable`),
  ...found.map(({ subIndication, about, text }) => `${subIndication}: ${about} ${text}`),
];

const main = () => {
  const several = { type: 'string', multiple: true, default: [] };
  const options = { ca: several, 'log-key': several, 'tsa-ca': several, json: { type: 'boolean' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.length !== 1)
    throw new Error(
      'usage: node verify.mjs [--ca ca.pem] [--log-key <vkey | file>] [--tsa-ca roots.pem] [--json] <archive.zip | folder>',
    );
  const keys = values['log-key'].flatMap((each) => (existsSync(each) ? readFileSync(each, 'utf8').split('\n') : each));
  const logKeys = keys.filter((each) => each.trim() !== '').map((each) => parseVkey(each.trim()));
  const [ca, tsa] = [values.ca, values['tsa-ca']].map((paths) =>
    paths.flatMap((path) => certificatesIn(readFileSync(path))),
  );
  const report = verifyFiles(readArchive(positionals[0]), { ca, logKeys, tsa });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${linesOf(report).join('\n')}\n`);
  return { 'TOTAL-PASSED': 0, 'TOTAL-FAILED': 1, INDETERMINATE: 2 }[report.verdict];
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  try {
    process.exitCode = main();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
