import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { verifierPath } from '../../../src/adapters/composition/verifiers.js';
import { later } from '../histories.js';
import { newAuthority } from '../pki/pki.fixture.js';
import { documentIds, EvidenceWorld, eventOf, forged, serial, textOf, unpacked } from './evidence.fixture.js';

type Files = ReadonlyMap<string, Uint8Array>;
interface Trusted {
  readonly ca?: string;
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
let verifyFiles: (files: Files, trusted: object) => { readonly verdict: string; readonly subIndications: string[] };
beforeAll(async () => {
  world = await EvidenceWorld.withSignedRequest();
  files = await world.export();
  root = anchor('ca.pem', world.authority.caPem);
  ({ verifyFiles } = await import(pathToFileURL(verifierPath('verify.mjs')).href));
});

const run = (program: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  const [verdict, ...lines] = stdout.trim().split('\n');
  return { status, verdict, lines, stderr };
};

/** What both programs say of the archive, which must be the same. */
const verdictOf = (archive: Files, { ca = root }: Trusted = {}) => {
  const folder = unpacked(archive);
  folders.push(folder);
  const anchors = ca ? ['--ca', ca] : [];
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
    expect(verdictOf(files)).toBe('2 INDETERMINATE NO_POE');
  });

  it('F29 they trust nothing that the archive brings', async () => {
    const { authority } = await newAuthority();
    const another = anchor('another.pem', authority.caPem);
    expect(verdictOf(files, { ca: '' })).toBe('2 INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND NO_POE');
    expect(verdictOf(files, { ca: another })).toBe('2 INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND NO_POE');
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
    [
      'the stream, of which an event is missing',
      () =>
        forged(files, (all) => {
          const path = eventOf(all, 'AgreementsConsented');
          for (const part of ['json', 'metadata.json', 'entry']) all.delete(`${path}.${part}`);
        }),
      'INCONSISTENT',
    ],
  ])('F29 upon a forger who altered %s', (_, archive, subIndication) => {
    expect(verdictOf(archive())).toMatch(new RegExp(`^1 TOTAL-FAILED (\\w+ )*${subIndication}\\b`));
  });

  it('F29 upon a certificate that had been revoked before it signed', async () => {
    const revokedWorld = await EvidenceWorld.withSignedRequest();
    const data = { serial, reason: 'lost', revokedAt: later(29) };
    await revokedWorld.append('DigitalCertificate-0b6f5a0e-0000-4000-8000-000000000003', [
      { type: 'CertificateRevoked', data },
    ]);
    const ca = anchor('revoked.pem', revokedWorld.authority.caPem);
    expect(verdictOf(await revokedWorld.export(), { ca })).toBe('1 TOTAL-FAILED NO_POE REVOKED');
  });

  it('P2, F29 erased where a fact says so, missing elsewhere', async () => {
    const lost = await EvidenceWorld.withSignedRequest();
    const ca = anchor('lost.pem', lost.authority.caPem);
    lost.objects.bytes.clear();
    expect(verdictOf(await lost.export(), { ca })).toBe('2 INDETERMINATE NO_POE SIGNED_DATA_NOT_FOUND');
    await lost.erase();
    expect(verdictOf(await lost.export(), { ca })).toBe('2 INDETERMINATE ERASED NO_POE');
  });

  it('F29 an archive of the first format is told as such', () => {
    const first = new Map([...files].filter(([path]) => !/^(manifest|verify|streams|events\/)/.test(path)));
    expect(verdictOf(first)).toBe('2 INDETERMINATE FORMAT_V1');
  });
});

describe('verify.mjs (F29)', () => {
  it('F29 takes the ZIP as it was sent', () => {
    const zip = join(keys, 'evidence.zip');
    writeFileSync(zip, zipSync(Object.fromEntries(files)));
    expect(run(process.execPath, [verifierPath('verify.mjs'), '--ca', root, zip]).verdict).toBe('INDETERMINATE NO_POE');
    const { stderr, status } = run(process.execPath, [verifierPath('verify.mjs')]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('usage')]);
  });

  it('F29 notices every file that is missing, and every file of another archive', async () => {
    const others = await (await EvidenceWorld.withSignedRequest()).export();
    const unnoticed: string[] = [];
    for (const [path, bytes] of files) {
      const swapped = new Map(files).set(path, others.get(path)!);
      const isSame = Buffer.from(bytes).equals(others.get(path)!);
      for (const archive of [without(path), ...(isSame ? [] : [swapped])])
        if (verifyFiles(buffers(archive), { ca: [], logKeys: [] }).verdict !== 'TOTAL-FAILED') unnoticed.push(path);
    }
    expect(unnoticed).toEqual([]);
  });

  it('F29 notices every byte that was altered, but for the entry of the export without the log’s key', () => {
    const unnoticed: string[] = [];
    for (const [path, bytes] of files) {
      const step = bytes.length > 1000 ? 29 : 1;
      for (let at = 0; at < bytes.length; at += step) {
        const archive = buffers(new Map(files).set(path, flipped(bytes, at)));
        if (verifyFiles(archive, { ca: [], logKeys: [] }).verdict !== 'TOTAL-FAILED') unnoticed.push(`${path} ${at}`);
      }
    }
    expect(unnoticed.filter((each) => !each.startsWith('manifest.event.entry'))).toEqual([]);
  });
});

const buffers = (archive: Files) => new Map([...archive].map(([path, bytes]) => [path, Buffer.from(bytes)]));
