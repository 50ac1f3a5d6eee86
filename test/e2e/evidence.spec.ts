import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { unpackArchive } from '../../demo/evidence.js';
import { eventually } from '../support/eventually.js';
import { Company, certificatePassword, send } from '../support/people/journey.js';
import { realname as operator, startOperator } from '../support/servers/operator-commands.js';
import { RunningService } from '../support/servers/running-service.js';

const reason = { 'x-audit-reason': 'complaint 2026-1123' };
let service: RunningService;
let company: Company;
let auditor: string;
let id: string;
let serial: string;
let documents: readonly string[];
let onDevice: (documentId: string) => Promise<{ document: Uint8Array; signature: Uint8Array }>;
let revoke: () => Promise<unknown>;
const folders: string[] = [];
startOperator();

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
  auditor = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body.auditor;
  const customer = await company.customer(1);
  const signedIn = await customer.signIn();
  serial = await signedIn.certify();
  id = await signedIn.filled();
  const { device } = signedIn;
  documents = (await device.signAgreements(id, certificatePassword, serial)).map(({ documentId }) => documentId);
  await device.consent(id);
  await device.submit(id);
  await device.applied(id);
  onDevice = async (documentId) => ({
    document: await device.document(id, documentId),
    signature: await device.signature(id, documentId),
  });
  revoke = () => signedIn.call('DELETE', '/certificates/current?reason=lost');
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true });
  await service?.dispose();
});

const audit = (path: string, headers: Record<string, string> = {}) =>
  send(`${service.url}/v1/audit${path}`, 'GET', { headers: { authorization: `Bearer ${auditor}`, ...headers } });
const realname = (...args: string[]) => operator(service, args);
const exported = () => audit(`/change-requests/${id}/evidence`, reason);

/** The archive in a folder of its own. */
const unpacked = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  folders.push(folder);
  await unpackArchive((await exported()).bytes, folder);
  return folder;
};

/** Every command of the README, run in its folder: what it says, and whether it found all well. */
const verdicts = (folder: string) => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  return [...readme.matchAll(/^\s*(openssl .+)$/gm)].map(([, command]) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command!], { cwd: folder, encoding: 'utf8' });
    const text = `${stdout}${stderr}`;
    const saysSo = /openssl (?:crl|ocsp)/.test(command!) ? /verify OK$/m.test(text) : true;
    return { command: command!, ok: status === 0 && saysSo, text };
  });
};
const failing = (folder: string) => verdicts(folder).flatMap(({ command, ok }) => (ok ? [] : [command]));

describe('evidence of a change request (F29)', () => {
  it('F29 holds the exact bytes and signatures, and what verifies them', async () => {
    const answer = await exported();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = unzipSync(answer.bytes);
    expect(documents).toHaveLength(2);
    expect(
      Object.keys(files)
        .filter((path) => !path.startsWith('events/'))
        .sort(),
    ).toEqual(
      [
        'README.md',
        'ca.pem',
        'certificate.html',
        'chain.pem',
        'checkpoint',
        'crl.pem',
        'disclosures.json',
        'events.json',
        'log.vkey',
        'manifest.event.entry',
        'manifest.event.json',
        'manifest.event.metadata.json',
        'manifest.event.tlog-proof',
        'manifest.json',
        'revocation.json',
        'streams.json',
        'verify.mjs',
        'verify.sh',
        `certificates/${serial}.pem`,
        `chains/${serial}.pem`,
        `ocsp/${serial}.der`,
        ...documents.flatMap((each) => [
          `documents/${each}.asics`,
          `documents/${each}.html`,
          `ocsp/${each}.signed.der`,
          `signatures/${each}.p7s`,
        ]),
      ].sort(),
    );
    for (const each of documents) {
      const { document, signature } = await onDevice(each);
      expect(Buffer.from(files[`documents/${each}.html`]!).equals(document)).toBe(true);
      expect(Buffer.from(files[`signatures/${each}.p7s`]!).equals(signature)).toBe(true);
    }
  });

  it('F29 every command of its README finds all well, offline', async () => {
    const folder = await unpacked();
    const all = verdicts(folder);
    expect(all.length).toBeGreaterThanOrEqual(documents.length * 3 + 4);
    expect(all.filter(({ ok }) => !ok)).toEqual([]);
    expect(all.find(({ command }) => command.includes('ocsp'))!.text).toMatch(
      /^(?:.*: )?good\n[\s\S]*Response verify OK/m,
    );
    expect(all.find(({ command }) => command.startsWith('openssl crl'))!.text).toMatch(/verify OK/);
  });

  it.each([
    ['document', 'documents/', 0.9],
    ['signature', 'signatures/', 0.9],
    ['certificate', 'certificates/', 0.7],
    ['revocation list', 'crl.pem', 0.7],
    ['OCSP answer', 'ocsp/', 0.1],
  ])('F29 an altered %s is found out', async (_, prefix, place) => {
    const folder = await unpacked();
    const path = Object.keys(unzipSync((await exported()).bytes)).find((each) => each.startsWith(prefix))!;
    const bytes = readFileSync(join(folder, path));
    bytes[Math.floor(bytes.length * place)]! ^= 1;
    writeFileSync(join(folder, path), bytes);
    const refused = failing(folder);
    expect(refused.length).toBeGreaterThan(0);
    for (const command of refused) expect(command).toContain(path);
  });

  it('P1 masks the personal fields of its events', async () => {
    const files = unzipSync((await exported()).bytes);
    const events = JSON.parse(Buffer.from(files['events.json']!).toString()) as { type: string; data: object }[];
    const types = events.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['VideoVerificationPassed', 'CertificateIssued', 'AgreementSigned', 'AgreementShown']),
    );
    expect(events.find(({ type }) => type === 'ContactPhoneProposed')!.data).toMatchObject({ phone: '***' });
    expect(Buffer.from(files['events.json']!).toString()).not.toMatch(/1234533|测试1/);
  });

  it('needs a reason, which is recorded, and a request that exists', async () => {
    expect((await audit(`/change-requests/${id}/evidence`)).verdict).toBe('400 audit.reason-required');
    const nowhere = '/change-requests/0b6f5a0e-0000-4000-8000-000000000002/evidence';
    expect((await audit(nowhere, reason)).verdict).toBe('404 change-request.not-found');
    expect((await audit('/change-requests/x/evidence', reason)).verdict).toBe('404 change-request.not-found');
    const { items } = (await audit('/streams/AuditTrail-sandbox-auditor?reveal=true&limit=500', reason)).body;
    const acts = items.filter(({ type }: { type: string }) => type === 'EvidenceExported');
    expect(acts.length).toBeGreaterThan(0);
    const scope = { companies: ['0038'], branches: ['001'] };
    const manifestSha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(acts[0].data).toEqual({ changeRequestId: id, reason: 'complaint 2026-1123', manifestSha256, scope });
  });

  it('F29 an operator exports it beside the service, and both verifiers judge it', async () => {
    const folder = await unpacked();
    const [zip, ca] = [join(folder, 'evidence.zip'), join(folder, 'published.pem')];
    writeFileSync(ca, (await send(`${service.url}/pki/ca.pem`, 'GET')).bytes);
    const made = await realname('--json', 'evidence', id, '-o', zip, '--reason', 'court order 2026-1123, Li');
    expect([made.code, made.errors]).toEqual([0, '']);
    expect(JSON.parse(made.out)).toMatchObject({ changeRequestId: id, output: zip });
    const again = await realname('evidence', id, '-o', zip, '--reason', 'court order 2026-1123, Li');
    expect([again.code, again.errors]).toEqual([2, expect.stringContaining('EEXIST')]);

    expect((await realname('verify', zip, '--ca', ca)).out.split('\n')[0]).toBe('INDETERMINATE NO_POE');
    const files = unzipSync(readFileSync(zip));
    const anchors = ['--ca', ca, '--log-key', Buffer.from(files['log.vkey']!).toString().trim()];
    const judged = await realname('verify', zip, ...anchors);
    expect([judged.code, judged.out.split('\n')[0], judged.errors]).toEqual([0, 'TOTAL-PASSED', '']);
    const exportFolder = join(folder, 'exported');
    await unpackArchive(readFileSync(zip), exportFolder);
    const { stdout } = spawnSync('sh', ['verify.sh', ...anchors], { cwd: exportFolder, encoding: 'utf8' });
    expect(stdout.split('\n')[0]).toBe('TOTAL-PASSED');
    writeFileSync(join(exportFolder, 'events.json'), '[]');
    const altered = await realname('--json', 'verify', exportFolder, ...anchors);
    expect([altered.code, JSON.parse(altered.out).verdict]).toEqual([1, 'TOTAL-FAILED']);
  });

  it('F28, F29 still holds after the certificate was revoked, and says so', async () => {
    await revoke();
    await company.clock(60);
    auditor = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body.auditor;
    await eventually(async () => {
      const folder = await unpacked();
      expect(failing(folder)).toEqual([]);
      const { certificates } = JSON.parse(readFileSync(join(folder, 'revocation.json'), 'utf8'));
      expect(certificates).toMatchObject([{ serial, state: 'revoked', reason: 'lost' }]);
      expect(verdicts(folder).find(({ command }) => command.includes('ocsp'))!.text).toMatch(/^(?:.*: )?revoked$/m);
      const atSigning = verdicts(folder).filter(({ command }) => /^openssl ocsp .*\.signed\.der/.test(command));
      expect(atSigning.map(({ text }) => /^(?:.*: )?good$/m.test(text))).toEqual(documents.map(() => true));
    });
  });
});
