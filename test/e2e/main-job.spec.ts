import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, answeredBytes, createApi } from '@realname/client';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { openSslVerdict } from '../../demo/openssl.js';
import { customer } from '../../demo/people.js';
import { eventually } from '../support/eventually.js';
import { doMainJob, factsOf, factsOfJob, lookAt, otherCustomer, type Staff } from '../support/people/main-job.js';
import { createDatabase } from '../support/servers/postgres.js';
import { RunningService } from '../support/servers/running-service.js';

const separate = process.env.REALNAME_TEST_DATABASE_URL;
const servers = ['embedded PostgreSQL', ...(separate ? ['separate PostgreSQL'] : [])];

const journeys = [
  {
    name: 'a new mobile, consent last',
    person: customer,
    number: '00380001',
    job: { phone: '13900139001', consent: 'last' },
    masked: '1390****001',
    verifiedBy: 'smsCode',
    trail: [
      ['open', 'photos', 1],
      ['photos and letter', 'form', 1],
      ['form', 'certificate', 2],
      ['certificate', 'agreements', 2],
      ['signatures', 'agreements', 2],
      ['consent', 'submission', 2],
      ['submission', 'done', 3],
    ],
  },
  {
    name: 'a landline, consent first',
    person: otherCustomer,
    number: '00380002',
    job: { phone: '0755-1234533', consent: 'first' },
    masked: '0755****533',
    verifiedBy: 'landline',
    trail: [
      ['open', 'photos', 1],
      ['photos and letter', 'form', 1],
      ['form', 'certificate', 2],
      ['consent', 'certificate', 2],
      ['certificate', 'agreements', 2],
      ['signatures', 'submission', 2],
      ['submission', 'done', 3],
    ],
  },
] as const;

describe.each(servers)('the main job on %s', (server) => {
  let service: RunningService;
  let staff: Staff;
  beforeAll(async () => {
    const own = server.startsWith('separate') ? { DATABASE_URL: await createDatabase(separate!) } : {};
    service = await RunningService.onItsServer(own);
    staff = await signInStaff(service.url);
  });
  afterAll(() => service.dispose());

  describe.each(journeys)('$name', ({ person, number, job, masked, verifiedBy, trail }) => {
    let device: Device;
    let done: Awaited<ReturnType<typeof doMainJob>>;
    beforeAll(async () => {
      await importCustomer(staff.operator, person, number);
      device = new Device(service.url, `device-${number}`, person);
      await device.signIn();
      done = await doMainJob(device, staff, job);
    });

    it('F19, F30 names the step that is not finished and its stage, all the way', () => {
      expect(done.trail).toEqual(trail);
      expect(done.applied.progress.stages).toEqual(['资料报审', '签署协议', '在线回访']);
    });

    it('F22 changes the contact phone and nothing else, and says so', async () => {
      expect(done.applied).toMatchObject({ status: 'applied', message: '修改资料成功', rejectionReason: null });
      const { profile } = await lookAt(device);
      const { phones, ...rest } = done.before.profile;
      expect(profile).toEqual({ ...rest, phones: { ...phones, contactPhone: masked } });
      expect(phones).toEqual({ contactPhone: maskedMobile(person), contactMobile: maskedMobile(person) });
    });

    it('F8, F15 lists the request in the profile while it is open, and no longer', async () => {
      const entry = { id: done.id, kind: 'contactPhone', status: 'open', step: 'certificate' };
      expect([done.before.profile.openRequests, done.meanwhile.openRequests]).toEqual([[], [entry]]);
      expect((await device.profile()).openRequests).toEqual([]);
    });

    it('F11, F22 echoes the photos on file, and replaces the photo of the signature only', async () => {
      const states = ({ photos }: { photos: object }) =>
        Object.values(photos as Record<string, { state: string }>).map(({ state }) => state);
      expect(states(done.opened)).toEqual(['onFile', 'onFile', 'onFile']);
      expect(states(done.photographed)).toEqual(['kept', 'kept', 'uploaded']);
      const { photos } = await lookAt(device);
      expect(photos).toEqual({
        ...done.before.photos,
        signature: expect.not.stringMatching(done.before.photos.signature!),
      });
      expect(photos.signature).toBe(Buffer.from(await requestPhoto(device, done.id)).toString('base64'));
    });

    it('F14 records which letter was agreed to', async () => {
      const path = { id: done.id };
      const letter = await answered(
        device.api.GET('/v1/futures/change-requests/{id}/responsibility-letter', { params: { path } }),
      );
      expect(letter).toMatchObject({ title: '数字证书安全责任书', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      const agreedAt = expect.stringMatching(/^2026-11-25T02:/);
      expect(done.applied.responsibilityLetter).toEqual(expect.objectContaining({ version: letter.version, agreedAt }));
    });

    it('P4 tells the old and the new number', async () => {
      const installed = '【实名服务】您的数字证书已安装到一台设备上。如非本人操作，请立即联系您的期货公司。';
      const changed = '【实名服务】您的联系电话已变更。如非本人操作，请立即联系您的期货公司。';
      await eventually(async () =>
        expect(await noticesTo(service.url, person.contactMobile)).toEqual([changed, installed]),
      );
      if (verifiedBy === 'smsCode')
        await eventually(async () => expect(await noticesTo(service.url, job.phone)).toEqual([changed]));
    });

    it('F22 leaves each fact in the log once, in its order', async () => {
      const expected = factsOfJob(job.consent === 'first');
      await eventually(async () => expect(await factsOf(staff, person.idNumber)).toEqual(expected));
    });

    it('F29 leaves signatures and a certificate that OpenSSL finds good', async () => {
      expect(done.documents.map(({ title }) => title)).toEqual(['《合同内容变更申请书》', '《个人数字责任证书》']);
      for (const { documentId } of done.documents)
        expect(await verdictOn(service.url, device, done, documentId)).toEqual(good);
    });
  });
});

const good = [/ CMS Verification successful$/, / CAdES Verification successful$/, /signer\.pem: OK$/].map((pattern) =>
  expect.stringMatching(pattern),
);

const maskedMobile = ({ contactMobile }: typeof customer) =>
  `${contactMobile.slice(0, 4)}****${contactMobile.slice(-3)}`;

const requestPhoto = (device: Device, id: string) =>
  answeredBytes(
    device.api.GET('/v1/futures/change-requests/{id}/photos/{kind}', {
      params: { path: { id, kind: 'signature' } },
      parseAs: 'arrayBuffer',
    }),
  );

const noticesTo = async (baseUrl: string, to: string) => {
  const { items } = await answered(createApi({ baseUrl }).GET('/sandbox/notices', { params: { query: { to } } }));
  return (items as { text: string }[]).map(({ text }) => text);
};

const verdictOn = async (
  baseUrl: string,
  device: Device,
  { id, issued }: Awaited<ReturnType<typeof doMainJob>>,
  documentId: string,
) =>
  openSslVerdict({
    document: await device.document(id, documentId),
    signature: await device.signature(id, documentId),
    certificate: issued.certificate,
    chain: issued.chain,
    ca: await (await fetch(`${baseUrl}/pki/ca.pem`)).text(),
    crl: new Uint8Array(await (await fetch(`${baseUrl}/pki/crl`)).arrayBuffer()),
    at: (await answered(createApi({ baseUrl }).GET('/sandbox/clock'))).now,
  });
