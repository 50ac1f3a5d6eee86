import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, type ChangeKind, freshPhotos, sampleChanges } from '../../demo/changes.js';
import { signInStaff } from '../../demo/main-job.js';
import { openSslVerdict } from '../../demo/openssl.js';
import { eventually } from '../support/eventually.js';
import { Company, certificatePassword, type SignedIn, send } from '../support/people/journey.js';
import { factsOf } from '../support/people/main-job.js';
import {
  form,
  onFile,
  otherForm,
  photographed,
  reaches,
  signAll,
  submit,
  submitted,
} from '../support/people/requests.js';
import { companiesWith } from '../support/servers/companies.js';
import { RunningService } from '../support/servers/running-service.js';

const kinds = ['contactPhone', 'identityValidity', 'otherInformation'] as const;
const changes: Readonly<Record<ChangeKind, Change>> = {
  ...sampleChanges,
  contactPhone: { kind: 'contactPhone', phone: '0755-1234533' },
};
const bodies = {
  contactPhone: { phone: '0755-1234533' },
  identityValidity: { start: '2026-03-18', longTerm: true },
  otherInformation: otherForm(),
};

describe('three requests at once, of every kind (F15)', () => {
  let service: RunningService;
  let company: Company;
  let me: SignedIn;
  let issued: Awaited<ReturnType<SignedIn['device']['installCertificate']>>;
  let staff: Awaited<ReturnType<typeof signInStaff>>;
  const ids = {} as Record<ChangeKind, string>;
  beforeAll(async () => {
    service = await RunningService.start();
    company = await Company.of(service);
    staff = await signInStaff(service.url);
    me = await (await company.customer(1)).signIn();
    for (const kind of kinds) ids[kind] = await photographed(me, kind);
    issued = await me.device.installCertificate(await me.passVideo(), certificatePassword);
  });
  afterAll(() => service?.dispose());

  it('one certificate signs them all; none makes another stale (F19)', async () => {
    for (const kind of kinds) {
      expect((await form(me, ids[kind], kind, bodies[kind])).verdict).toBe('200');
      await signAll(me, ids[kind], issued.serial);
    }
    expect((await me.call('GET', '/profile')).body.openRequests).toHaveLength(3);
    const verdicts = await Promise.all(kinds.map(async (kind) => (await submit(me, ids[kind])).verdict));
    expect(verdicts).toEqual(['202', '202', '202']);
    for (const kind of kinds) await reaches(me, ids[kind], 'applied');
    const profile = (await me.call('GET', '/profile')).body;
    expect(profile).toMatchObject({
      phones: { contactPhone: '0755****533' },
      identity: { validity: { start: '2026-03-18', end: '2099-12-31', longTerm: true } },
      other: { intermediary: '王五', occupation: { code: '1300' } },
      openRequests: [],
    });
  });

  it.each([
    ['contactPhone', /联系电话.*139\d{8}.*0755-1234533/s],
    ['identityValidity', /身份证有效期.*2020-03-18 - 2040-03-18.*2026-03-18 - 长期（2099-12-31）/s],
    ['otherInformation', /电子邮箱.*（无）.*zhang@example\.com.*居间人名称.*李四.*王五/s],
  ] as const)('F20 the %s document sets out old and new, and OpenSSL finds its signature good (F29)', async (kind, row) => {
    const [document, signature] = [
      await me.device.document(ids[kind], 'changeApplication'),
      await me.device.signature(ids[kind], 'changeApplication'),
    ];
    const text = Buffer.from(document).toString();
    expect(text).toMatch(row);
    for (const { sha256 } of Object.values((await me.on(ids[kind], 'GET')).body.photos) as { sha256: string }[])
      expect(text).toContain(sha256);
    const [ca, crl] = await Promise.all(['ca.pem', 'crl'].map((name) => send(`${service.url}/pki/${name}`, 'GET')));
    const { now } = (await send(`${service.url}/sandbox/clock`, 'GET')).body;
    const { certificate, chain } = issued;
    const evidence = {
      document,
      signature,
      certificate,
      chain,
      ca: ca!.bytes.toString(),
      crl: new Uint8Array(crl!.bytes),
      at: now,
    };
    expect((await openSslVerdict(evidence)).join()).toMatch(
      /CMS Verification successful.*CAdES Verification successful.*OK/,
    );
  });

  it('F22 leaves the facts of its kind, and the ID photos of the ID-validity request on file', async () => {
    const { CustomerAccount } = await eventually(() => factsOf(staff, me.customer.person.idNumber));
    for (const fact of ['PhoneChanged', 'CardValidityChanged', 'OtherInformationChanged'])
      expect(CustomerAccount!.filter((type) => type === fact)).toHaveLength(1);
    expect(CustomerAccount!.filter((type) => type === 'ChangeRequestApplied')).toHaveLength(3);
    for (const kind of ['idFront', 'idBack'])
      expect(await onFile(me, kind)).toBe(
        (await me.on(ids.identityValidity, 'GET', `/photos/${kind}`)).bytes.toString('base64'),
      );
  });

  it('P4 tells of each change', async () => {
    await eventually(async () => {
      const query = `?to=${me.customer.person.contactMobile}`;
      const { items } = (await send(`${service.url}/sandbox/notices${query}`, 'GET')).body;
      const texts = items.map(({ text }: { text: string }) => text).join();
      for (const what of ['联系电话', '身份证有效期', '联系信息']) expect(texts).toContain(`您的${what}已变更`);
    });
  });

  it('F12 only an ID-validity request needs fresh photos', () =>
    expect(kinds.map((kind) => freshPhotos(kind).length)).toEqual([1, 3, 1]));
});

describe('the login mobile (F9)', () => {
  it('moves with a new mobile as contact phone where the company says so, and not with a landline', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'realname-companies-'));
    const change = { contactPhoneMovesLoginMobile: true };
    const service = await RunningService.start({
      COMPANIES_DIR: await companiesWith(folder, change, ['0038', '0039']),
    });
    try {
      const company = await Company.of(service);
      const me = await (await company.customer(1)).signIn();
      const serial = await me.certify();
      await reaches(me, await submitted(me, changes.contactPhone, serial), 'applied');
      const before = (await me.call('GET', '/profile')).body.phones;
      expect(before).toEqual({ contactPhone: '0755****533', contactMobile: expect.stringMatching(/^139/) });
      await reaches(me, await submitted(me, sampleChanges.contactPhone, serial), 'applied');
      const after = (await me.call('GET', '/profile')).body.phones;
      expect(after).toEqual({ contactPhone: '1390****001', contactMobile: '1390****001' });
      const { items } = (await company.as('operator', 'GET', '/account-changes?companyCode=0038')).body;
      expect(items.at(-1).values).toEqual({ contactPhone: '13900139001', contactMobile: '13900139001' });
    } finally {
      await service.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('npm run demo', () => {
  it('-- --kind identityValidity holds', async () => {
    const args = ['dist/demo/demo.js', '--kind', 'identityValidity'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
    expect(stdout).toMatch(/All of it held, in \d+\.\d s\.\n$/);
  });
});
