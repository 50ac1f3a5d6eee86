import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { ContentInfo, SignedData } from 'pkijs';
import { verifierPath } from '../../../src/adapters/composition/verifiers.js';
import { HttpTimeStamps } from '../../../src/adapters/pki/time-stamps.js';
import { makePrivateKey } from '../../../src/application/transparency-log/key-algorithms.js';
import { parseNote } from '../../../src/application/transparency-log/note.js';
import { parseProof } from '../../../src/application/transparency-log/proof.js';
import { hour, minute, plus, second } from '../../../src/domain/shared/instant.js';
import { itWithMlDsa } from '../../support/ml-dsa.js';
import { TimeStampServer } from '../../support/servers/time-stamp-server.js';
import { later } from '../histories.js';
import { answering, ocspSigning, type Said } from '../pki/ocsp-answers.fixture.js';
import { newAuthority } from '../pki/pki.fixture.js';
import { certifiedBelow, type Named } from './chain.fixture.js';
import {
  documentIds,
  EvidenceWorld,
  eventOf,
  forged,
  serial,
  textOf,
  unpacked,
  verdictsOf,
} from './evidence.fixture.js';

type Files = ReadonlyMap<string, Uint8Array>;
interface Trusted {
  readonly ca?: string;
  readonly logKey?: string;
  readonly tsa?: string;
}

const [application] = documentIds;
const keys = mkdtempSync(join(tmpdir(), 'anchors-'));
const folders = [keys];
const anchor = (name: string, text: string) => {
  writeFileSync(join(keys, name), text);
  return join(keys, name);
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

let world: EvidenceWorld;
let files: Files;
let root: string;
let vkey: string;
let parseVkey: (vkey: string) => object;
let verifyFiles: (files: Files, trusted: object) => { readonly verdict: string; readonly subIndications: string[] };
beforeAll(async () => {
  world = await EvidenceWorld.withSignedRequest();
  files = await world.export();
  root = anchor('ca.pem', world.authority.caPem);
  vkey = await world.log.vkey();
  ({ parseVkey, verifyFiles } = await import(pathToFileURL(verifierPath('verify.mjs')).href));
});

const run = (program: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  const [verdict, ...lines] = stdout.trim().split('\n');
  return { status, verdict, lines, stderr };
};

/** What both programs say of the archive, which must be the same. */
const verdictOf = (archive: Files, { ca = root, logKey = vkey, tsa }: Trusted = {}) => {
  const folder = unpacked(archive);
  folders.push(folder);
  const anchors = [
    ...(ca ? ['--ca', ca] : []),
    ...(logKey ? ['--log-key', logKey] : []),
    ...(tsa ? ['--tsa-ca', tsa] : []),
  ];
  const [node, shell] = [
    run(process.execPath, [verifierPath('verify.mjs'), ...anchors, folder]),
    run('sh', [verifierPath('verify.sh'), ...anchors, folder]),
  ];
  expect({ status: shell.status, verdict: shell.verdict, stderr: shell.stderr }).toEqual({
    status: node.status,
    verdict: node.verdict,
    stderr: '',
  });
  return `${node.status} ${node.verdict}`;
};

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const altered = Uint8Array.from(bytes);
  altered[at]! ^= 1;
  return altered;
};
const altered = (path: string, at = 40) => new Map(files).set(path, flipped(files.get(path)!, at));
/** Without its last byte; with a byte 0 after the first line. */
const cut = (path: string) => new Map(files).set(path, files.get(path)!.subarray(0, -1));
const zeroed = (path: string) => new Map(files).set(path, Buffer.from(textOf(files, path).replace('\n', '\0\n')));
const without = (path: string) => new Map([...files].filter(([each]) => each !== path));
/** A fact is rewritten by somebody who has no key. */
const rewritten = (type: string, change: object) =>
  forged(files, (all) => {
    const path = eventOf(all, type);
    const write = (file: string, value: unknown) => all.set(file, Buffer.from(JSON.stringify(value)));
    write(`${path}.json`, { ...JSON.parse(textOf(all, `${path}.json`)), ...change });
    const told = JSON.parse(textOf(all, 'events.json')) as { type: string; data: object }[];
    const first = told.findIndex((each) => each.type === type);
    write('events.json', told.with(first, { ...told[first]!, data: { ...told[first]!.data, ...change } }));
  });

describe('the offline verifiers agree (F29)', () => {
  it('F29 upon an archive as it was made', () => {
    expect(verdictOf(files)).toBe('0 TOTAL-PASSED');
    expect(verdictOf(files, { logKey: anchor('log.vkey', `${vkey}\n`) })).toBe('0 TOTAL-PASSED');
  });

  it('F29 they trust nothing that the archive brings', async () => {
    const { authority } = await newAuthority();
    const another = anchor('another.pem', authority.caPem);
    expect(verdictOf(files, { logKey: '' })).toBe('2 INDETERMINATE NO_POE');
    expect(verdictOf(files, { ca: '', logKey: '' })).toBe('2 INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND NO_POE');
    expect(verdictOf(files, { ca: another })).toBe('2 INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    const anotherLog = await (await EvidenceWorld.withSignedRequest()).log.vkey();
    expect(verdictOf(files, { logKey: anotherLog })).toBe('1 TOTAL-FAILED NOT_IN_LOG');
  });

  it.each<[string, () => Files, string]>([
    ['an altered document', () => altered(`documents/${application}.html`), 'HASH_FAILURE'],
    ['an altered event', () => altered('events/0003.json'), 'HASH_FAILURE'],
    ['an altered page', () => altered('certificate.html'), 'HASH_FAILURE'],
    ['an altered manifest', () => altered('manifest.json'), 'HASH_FAILURE'],
    ['an altered fact of the export', () => altered('manifest.event.json'), 'HASH_FAILURE'],
    ['a missing file', () => without('revocation.json'), 'HASH_FAILURE'],
    ['a missing manifest', () => without('manifest.json'), 'HASH_FAILURE'],
    ['a missing fact of the export', () => without('manifest.event.entry'), 'HASH_FAILURE'],
    ['a missing proof of the export', () => without('manifest.event.tlog-proof'), 'NOT_IN_LOG'],
    ['an altered proof of the export', () => altered('manifest.event.tlog-proof'), 'NOT_IN_LOG'],
    ['an altered entry of the export', () => altered('manifest.event.entry', 20), 'NOT_IN_LOG'],
    ['an entry of the export without its end', () => cut('manifest.event.entry'), 'HASH_FAILURE'],
    ['an entry of the export with a zero byte', () => zeroed('manifest.event.entry'), 'HASH_FAILURE'],
    ['a proof of the export without its end', () => cut('manifest.event.tlog-proof'), 'NOT_IN_LOG'],
    ['a file that is named as an option', () => new Map(files).set('-out', Buffer.from('x')), 'FORMAT_FAILURE'],
    ['a file too many', () => new Map(files).set('documents/another.html', Buffer.from('x')), 'FORMAT_FAILURE'],
  ])('F29 upon %s', (_, archive, subIndication) => {
    expect(verdictOf(archive())).toBe(`1 TOTAL-FAILED ${subIndication}`);
  });

  it.each<[string, () => Files, string]>([
    [
      'a signature',
      () =>
        forged(files, (all) =>
          all.set(`signatures/${application}.p7s`, flipped(all.get(`signatures/${application}.p7s`)!, 1340)),
        ),
      'SIG_CRYPTO_FAILURE',
    ],
    [
      'a document',
      () => forged(files, (all) => all.set(`documents/${application}.html`, Buffer.from('another'))),
      'HASH_FAILURE',
    ],
    ['the customer', () => rewritten('CertificateIssued', { customerId: 'another' }), 'INCONSISTENT'],
    [
      'the time of signing, to one after the issuer’s end',
      () => rewritten('AgreementSigned', { signedAt: '2041-01-01T00:00:00.000Z' }),
      'EXPIRED',
    ],
    [
      'the time of signing, to one before the certificate',
      () => rewritten('AgreementSigned', { signedAt: '2026-11-01T00:00:00.000Z' }),
      'NOT_YET_VALID',
    ],
    ['the time of signing, to none', () => rewritten('AgreementSigned', { signedAt: 'never' }), 'NOT_YET_VALID'],
    [
      'the stream, of which an event is missing',
      () =>
        forged(files, (all) => {
          const path = eventOf(all, 'AgreementsConsented');
          for (const part of ['json', 'metadata.json', 'entry']) all.delete(`${path}.${part}`);
        }),
      'INCONSISTENT',
    ],
  ])('F29 upon a forger who altered %s', (_, forgery, subIndication) => {
    const archive = forgery();
    expect(verdictOf(archive)).toBe('1 TOTAL-FAILED NOT_IN_LOG');
    expect(verdictOf(archive, { logKey: '' })).toMatch(new RegExp(`^1 TOTAL-FAILED (\\w+ )*${subIndication}\\b`));
  });

  it.each<[string, Named, boolean]>([
    ['with both names', { root: 'CN=root', subject: 'CN=person' }, true],
    ['without a subject', { root: 'CN=root', subject: '' }, false],
    ['with another name in place of a subject', { root: 'CN=root', subject: '', alternativeName: 'a.example' }, true],
    ['without an issuer', { root: '', subject: 'CN=person' }, false],
  ])('F28, F29 upon a certificate %s', async (_, names, hasChain) => {
    const below = await certifiedBelow(names);
    const told = rewritten('CertificateIssued', { certificate: below.certificate });
    const archive = forged(told, (all) => void all.set(`certificates/${serial}.pem`, Buffer.from(below.certificate)));
    const verdict = verdictOf(archive, { ca: anchor('names.pem', below.root), logKey: '' });
    expect(verdict.includes('NO_CERTIFICATE_CHAIN_FOUND')).toBe(!hasChain);
  });

  it('F29 upon a certificate that had been revoked before it signed', async () => {
    const revokedWorld = await EvidenceWorld.withSignedRequest();
    const data = { serial, reason: 'lost', revokedAt: later(29) };
    await revokedWorld.append('DigitalCertificate-0b6f5a0e-0000-4000-8000-000000000003', [
      { type: 'CertificateRevoked', data },
    ]);
    const ca = anchor('revoked.pem', revokedWorld.authority.caPem);
    expect(verdictOf(await revokedWorld.export(), { ca, logKey: await revokedWorld.log.vkey() })).toBe(
      '1 TOTAL-FAILED REVOKED',
    );
  });

  it('P2, F29 erased where a fact says so, missing elsewhere', async () => {
    const lost = await EvidenceWorld.withSignedRequest();
    const trusted = { ca: anchor('lost.pem', lost.authority.caPem), logKey: await lost.log.vkey() };
    const before = await lost.export();
    lost.objects.bytes.clear();
    expect(verdictOf(await lost.export(), trusted)).toBe('2 INDETERMINATE SIGNED_DATA_NOT_FOUND');
    await lost.erase();
    expect(verdictOf(await lost.export(), trusted)).toBe('2 INDETERMINATE ERASED');
    expect(verdictOf(before, trusted)).toBe('0 TOTAL-PASSED');
  });

  it('F29 an archive of the first format is told as such', () => {
    const first = new Map([...files].filter(([path]) => !/^(manifest|verify|streams|events\/)/.test(path)));
    expect(verdictOf(first)).toBe('2 INDETERMINATE FORMAT_V1');
  });
});

describe('the offline verifiers agree about time (F29)', () => {
  let authority: TimeStampServer;
  let stamped: EvidenceWorld;
  let archive: Files;
  let trusted: { ca: string; logKey: string; tsa: string };
  const watch = { breaker: () => {}, refused: () => {} };
  beforeAll(async () => {
    authority = await TimeStampServer.start();
    authority.time = '20261122083100Z';
    stamped = await EvidenceWorld.withSignedRequest();
    stamped.timeStamps = new HttpTimeStamps({ url: authority.url, roots: authority.roots, watch });
    await stamped.stampSignatures();
    archive = await stamped.export();
    const tsa = anchor('tsa.pem', authority.roots);
    trusted = { ca: anchor('stamped.pem', stamped.authority.caPem), logKey: await stamped.log.vkey(), tsa };
  });
  afterAll(() => authority.close());
  const signature = `signatures/${application}.p7s`;

  itWithMlDsa('F29 upon an archive of a log that signs by ML-DSA-44 too, by its Ed25519 key alone', async () => {
    const both = await EvidenceWorld.withSignedRequest();
    both.log.keys = [makePrivateKey('ml-dsa-44'), ...both.log.keys];
    both.timeStamps = stamped.timeStamps;
    const archive = await both.export();
    const ca = anchor('both.pem', both.authority.caPem);
    expect(verdictOf(archive, { ...trusted, ca, logKey: await both.log.vkey() })).toBe('0 TOTAL-PASSED');
    const lengths = (path: string) => {
      const text = textOf(archive, path);
      return parseNote(path === 'checkpoint' ? text : parseProof(text).checkpoint).signatures.map(
        ({ bytes }) => bytes.length,
      );
    };
    expect(lengths('checkpoint')).toEqual([64, 2428, 72]);
    expect(lengths('manifest.event.tlog-proof')).toEqual([64]);
    const other = new Map(archive).set('checkpoint', Buffer.from(textOf(archive, 'checkpoint').replace(' ', '')));
    expect(verdictOf(other, { ...trusted, ca, logKey: await both.log.vkey() })).toMatch(/^1 TOTAL-FAILED/);
  });

  it('F29 an archive whose head and signatures are stamped has them under a root that is trusted', async () => {
    expect(verdictOf(archive, trusted)).toBe('0 TOTAL-PASSED');
    expect(verdictOf(archive, { ...trusted, tsa: '' })).toBe('0 TOTAL-PASSED');
    await authority.makeRoot('another');
    const tsa = anchor('another-tsa.pem', authority.openssl.read('another.pem').toString());
    expect(verdictOf(archive, { ...trusted, tsa })).toBe('2 INDETERMINATE NO_POE');
    expect(verdictOf(files, { tsa: trusted.tsa })).toBe('2 INDETERMINATE NO_POE');
  });

  it('F29 every command of its README finds all well', () => {
    const folder = unpacked(archive);
    folders.push(folder);
    const verdicts = verdictsOf(textOf(archive, 'README.md'), folder);
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdicts.filter(({ command }) => command.includes('openssl ts -verify'))).toHaveLength(1);
  });

  it('F29 tells by when it existed, or that times are the service’s own word', () => {
    const folder = unpacked(archive);
    folders.push(folder);
    const { ca, logKey, tsa } = trusted;
    const anchors = ['--ca', ca, '--log-key', logKey];
    for (const [program, verifier] of [
      [process.execPath, 'verify.mjs'],
      ['sh', 'verify.sh'],
    ] as const) {
      const withRoot = run(program, [verifierPath(verifier), ...anchors, '--tsa-ca', tsa, folder]).lines.join('\n');
      expect(withRoot).toMatch(/time-stamped: all of it existed by 20\d\d-/);
      expect(run(program, [verifierPath(verifier), ...anchors, folder]).lines.join('\n')).toContain('NO_POE of time');
    }
  });

  const without = (path: string) => forged(archive, (all) => void all.delete(path));
  const signedDataIn = (cms: Uint8Array) => new SignedData({ schema: ContentInfo.fromBER(Buffer.from(cms)).content });
  it.each<[string, () => Files, string]>([
    ['without the answer as of the signing', () => without(`ocsp/${application}.signed.der`), 'INCONSISTENT'],
    [
      'with the answer about the export in its place',
      () => forged(archive, (all) => void all.set(`ocsp/${application}.signed.der`, all.get(`ocsp/${serial}.der`)!)),
      'INCONSISTENT',
    ],
    [
      'with the stamp of another signature',
      () => {
        const [one, other] = documentIds.map((id) => signedDataIn(archive.get(`signatures/${id}.p7s`)!));
        one!.signerInfos[0]!.unsignedAttrs = other!.signerInfos[0]!.unsignedAttrs!;
        const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: one!.toSchema(true) });
        const swapped = new Uint8Array(content.toSchema().toBER());
        return forged(archive, (all) => void all.set(signature, swapped));
      },
      'INCONSISTENT',
    ],
    [
      'with an altered byte in the stamp of a signature',
      () =>
        forged(archive, (all) => void all.set(signature, flipped(all.get(signature)!, all.get(signature)!.length - 9))),
      'INCONSISTENT',
    ],
  ])('F29 a forger’s archive %s is found out', (_, forgery, subIndication) => {
    // Without the log's key, which finds out any forgery: what is left is what the files say of one another.
    expect(verdictOf(forgery(), { ...trusted, logKey: '' })).toContain(subIndication);
  });

  const signedAt = later(30);
  const half = plus(signedAt, 30 * minute);
  const delegate = { purposes: [ocspSigning] };
  it.each<[string, Said, 'good' | 'revoked' | undefined]>([
    ['of that second', { thisUpdate: signedAt, nextUpdate: half }, 'good'],
    ['of an hour before, which holds on', { thisUpdate: plus(signedAt, -hour), nextUpdate: half }, 'good'],
    ['of a clock that is 4 minutes ahead', { thisUpdate: plus(signedAt, 4 * minute), nextUpdate: half }, 'good'],
    ['without a next update', { thisUpdate: plus(signedAt, second) }, 'good'],
    ['by a responder of the issuer', { thisUpdate: signedAt, nextUpdate: half, delegate }, 'good'],
    ['revoked', { thisUpdate: signedAt, nextUpdate: half, status: 'revoked' }, 'revoked'],
    ['unknown', { thisUpdate: signedAt, nextUpdate: half, status: 'unknown' }, undefined],
    ['of 6 minutes later', { thisUpdate: plus(signedAt, 6 * minute), nextUpdate: half }, undefined],
    ['that had ended', { thisUpdate: plus(signedAt, -hour), nextUpdate: plus(signedAt, -6 * minute) }, undefined],
    ['of an hour before, without a next update', { thisUpdate: plus(signedAt, -hour) }, undefined],
    [
      'by a certificate of the issuer that is for something else',
      { thisUpdate: signedAt, delegate: { purposes: ['1.3.6.1.5.5.7.3.8'] } },
      undefined,
    ],
    [
      'by a responder that had ended',
      { thisUpdate: signedAt, delegate: { ...delegate, until: plus(signedAt, -minute) } },
      undefined,
    ],
  ])('F29 the service and both verifiers judge alike an answer as of the signing %s', async (_, said, standing) => {
    const certificate = textOf(files, `certificates/${serial}.pem`);
    const answer = await answering(world.authority, certificate)(said);
    expect(await world.authority.standingIn(answer, certificate, signedAt)).toBe(standing);
    const told = rewritten('AgreementSigned', { ocsp: Buffer.from(answer).toString('base64') });
    const forgery = forged(told, (all) => void all.set(`ocsp/${application}.signed.der`, answer));
    const verdict = verdictOf(forgery, { logKey: '' });
    expect(verdict.includes('INCONSISTENT')).toBe(standing !== 'good');
  });

  it('F29 an authority that is away holds up no export, and the next one has the stamp', async () => {
    const late = await EvidenceWorld.withSignedRequest();
    const trustedThen = {
      ca: anchor('late.pem', late.authority.caPem),
      logKey: await late.log.vkey(),
      tsa: trusted.tsa,
    };
    const limits = { timeoutMs: 2_000, retryAfterMs: 1, breakAfter: 9, breakMs: 1 };
    late.timeStamps = new HttpTimeStamps({ url: authority.url, roots: authority.roots, watch, limits });
    authority.faults.push({ status: 503 }, { status: 503 });
    expect(verdictOf(await late.export(), trustedThen)).toBe('2 INDETERMINATE NO_POE');
    expect(verdictOf(await late.export(), trustedThen)).toBe('0 TOTAL-PASSED');
    expect(late.log.stamps).toHaveLength(1);
  });

  it('F29 a stamp from before the signing contradicts it', async () => {
    const early = await EvidenceWorld.withSignedRequest();
    early.timeStamps = stamped.timeStamps;
    authority.time = '20261122082400Z';
    const trustedThen = { ca: anchor('early.pem', early.authority.caPem), logKey: await early.log.vkey() };
    const verdict = verdictOf(await early.export(), { ...trustedThen, tsa: trusted.tsa });
    authority.time = '20261122083100Z';
    expect(verdict).toBe('2 INDETERMINATE TIMESTAMP_ORDER_FAILURE');
  });
});

describe('verify.mjs (F29)', () => {
  it('F29 takes the ZIP as it was sent', () => {
    const zip = join(keys, 'evidence.zip');
    writeFileSync(zip, zipSync(Object.fromEntries(files)));
    const trusted = ['--ca', root, '--log-key', vkey];
    expect(run(process.execPath, [verifierPath('verify.mjs'), ...trusted, zip]).verdict).toBe('TOTAL-PASSED');
    const { stderr, status } = run(process.execPath, [verifierPath('verify.mjs')]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('usage')]);
  });

  it('F29 notices every file that is missing, and every file of another archive', async () => {
    const others = await (await EvidenceWorld.withSignedRequest()).export();
    const trusted = anchors();
    const unnoticed: string[] = [];
    for (const [path, bytes] of files) {
      const swapped = new Map(files).set(path, others.get(path)!);
      const isSame = Buffer.from(bytes).equals(others.get(path)!);
      for (const archive of [without(path), ...(isSame ? [] : [swapped])])
        if (verifyFiles(buffers(archive), trusted).verdict !== 'TOTAL-FAILED') unnoticed.push(path);
    }
    expect(unnoticed).toEqual([]);
  });

  it('F29 notices every byte that was altered', () => {
    const unnoticed: string[] = [];
    const [archive, trusted] = [buffers(files), anchors()];
    for (const [path, bytes] of archive) {
      const step = bytes.length > 300 ? 31 : 1;
      for (let at = 0; at < bytes.length; at += step) {
        bytes[at]! ^= 1;
        if (verifyFiles(archive, trusted).verdict !== 'TOTAL-FAILED') unnoticed.push(`${path} ${at}`);
        bytes[at]! ^= 1;
      }
    }
    expect(unnoticed).toEqual([]);
    expect(verifyFiles(archive, trusted).verdict).toBe('INDETERMINATE');
  });
});

/** The log’s key alone: what the archive is made of is judged, not whose certificate it is. */
const anchors = () => ({ ca: [], logKeys: [parseVkey(vkey)] });
const buffers = (archive: Files) => new Map([...archive].map(([path, bytes]) => [path, Buffer.from(bytes)]));
