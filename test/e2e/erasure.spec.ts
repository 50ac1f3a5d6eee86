import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { longHangLimit } from '../support/hang-limit.js';
import {
  type Answer,
  Company,
  type Customer,
  certificatePassword,
  type SignedIn,
  send,
} from '../support/people/journey.js';
import { RunningProcess } from '../support/servers/running-service.js';

interface Item {
  readonly type: string;
  readonly at: string;
  readonly data: Record<string, unknown>;
}

/** Later than the retention of everything that these tests record. */
const twentyYearsOn = '2046-11-28T02:00:00.000Z';
const reason = { 'x-audit-reason': 'complaint 2026-1123' };
let service: RunningProcess;
let company: Company;
let customer: Customer;
let other: Customer;
let signedIn: SignedIn;
let account: string;

beforeAll(async () => {
  service = await RunningProcess.start();
  company = await Company.of(service);
  customer = await company.customer(1);
  other = await company.customer(2);
  signedIn = await customer.signIn();
  const { device } = signedIn;
  const serial = await signedIn.certify();
  const id = await signedIn.filled();
  await device.signAgreements(id, certificatePassword, serial);
  await device.consent(id);
  await device.submit(id);
  expect((await device.applied(id)).status).toBe('applied');
  await signedIn.filled('0755-1234534');
  await signedIn.call('POST', '/video-verifications', { body: {} });
  account = (await streamsOf(customer)).find((stream) => stream.startsWith('CustomerAccount-'))!;
});
afterAll(() => service?.dispose());

const erase = (idNumber: string, app = 'futures', as = 'operator') =>
  company.as(as, 'POST', '/erasures', { body: { app, idNumber, reason: 'request of 2026-11-20' } });
const audit = async (method: string, path: string, body?: object): Promise<Answer> => {
  const { auditor } = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body;
  const headers = { authorization: `Bearer ${auditor}`, ...reason };
  return send(`${service.url}/v1/audit${path}`, method, { ...(body && { body }), headers });
};
const streamsOf = async ({ person }: Customer): Promise<readonly string[]> => {
  const { items } = (await audit('POST', '/stream-searches', { idNumber: person.idNumber })).body;
  return items.map(({ stream }: { stream: string }) => stream);
};
const eventsOf = async (stream: string, reveal = false): Promise<readonly Item[]> =>
  (await audit('GET', `/streams/${stream}?limit=500&reveal=${reveal}`)).body.items;
const typesOf = async (stream: string) => (await eventsOf(stream)).map(({ type }) => type);
/** What the company's system is told to take over. */
const feed = async () => (await company.as('operator', 'GET', '/account-changes?companyCode=0038')).body.items;
const query = (text: string): Promise<readonly Record<string, unknown>[]> => service.query(text);

describe('a request for deletion while the retention runs (P2)', () => {
  let answer: Answer;
  let lastRecord: string;
  beforeAll(async () => {
    const streams = await streamsOf(customer);
    const all = (await Promise.all(streams.map((stream) => eventsOf(stream)))).flat();
    lastRecord = all
      .map(({ at }) => at)
      .sort()
      .at(-1)!;
    expect(await feed()).toMatchObject([{ customerNumber: customer.number }]);
    answer = await erase(customer.person.idNumber);
  });

  it('P2 restricts processing until twenty years after the last record', async () => {
    const retainedUntil = `2046${lastRecord.slice(4)}`;
    expect([answer.status, answer.body]).toEqual([
      202,
      { erasureId: expect.stringMatching(/^[0-9a-f-]{36}$/), outcome: 'restricted', retainedUntil },
    ]);
    const restricted = (await eventsOf(account)).find(({ type }) => type === 'ProcessingRestricted')!;
    expect(restricted.data).toMatchObject({ erasureId: answer.body.erasureId, retainedUntil });
  });

  it('P2 a repeat answers what holds already', async () => {
    expect((await erase(customer.person.idNumber)).body).toEqual(answer.body);
    expect((await typesOf(account)).filter((type) => type === 'ProcessingRestricted')).toHaveLength(1);
  });

  it('P2 ends the sessions and the place in the video queue', async () => {
    expect((await signedIn.call('GET', '/profile')).verdict).toBe('401 session.required');
    expect((await signedIn.call('GET', '/change-requests')).verdict).toBe('401 session.required');
    expect((await company.next()).status).toBe(204);
  });

  it('F4, P2 signs in as if unknown', async () => {
    await company.clock(3600);
    const { idNumber, contactMobile } = customer.person;
    const sent = async () => (await send(`${service.url}/sandbox/sms-messages?to=${contactMobile}`, 'GET')).body.items;
    const before = await sent();
    await expect(customer.signIn('device-0009')).rejects.toThrow('no session: 401 login.refused');
    expect(await sent()).toEqual(before);
    expect((await erase(idNumber)).body).toEqual(answer.body);
    expect((await other.signIn()).deviceId).toBeDefined();
  });

  it('F22, P2 leaves the feed of applied changes', async () => {
    expect(await feed()).toEqual([]);
  });

  it('P2 refuses what the company’s system brings', async () => {
    expect((await customer.import()).verdict).toBe('422 customer.restricted');
    expect((await customer.import({ accountTypes: ['futuresBrokerage'], status: 'closed' })).verdict).toBe(
      '422 customer.restricted',
    );
    expect((await customer.file('idFront', 9)).verdict).toBe('422 customer.restricted');
  });

  it('P2 is read by audit still', async () => {
    expect(await streamsOf(customer)).toContain(account);
    expect((await eventsOf(account, true))[0]!.data).toMatchObject({ name: customer.person.name });
  });

  it('P2 is recorded with who asked and why', async () => {
    const trail = await eventsOf('AuditTrail-sandbox-operator', true);
    const { erasureId } = answer.body;
    expect(trail.find(({ type }) => type === 'ErasureRequested')!.data).toEqual({
      erasureId,
      app: 'futures',
      outcome: 'restricted',
      reason: 'request of 2026-11-20',
      scope: { companies: ['0038'], branches: ['001'] },
    });
  });

  it('refuses the unknown, the malformed, and whoever is no operator', async () => {
    expect((await erase('410101199003072114')).verdict).toBe('404 customer.not-found');
    expect((await erase('410101199003072114', 'identity')).verdict).toBe('404 user.not-found');
    expect((await erase('410101199003072115')).verdict).toBe('400 request.invalid');
    expect((await erase(other.person.idNumber, 'both')).verdict).toBe('400 request.invalid');
    expect((await erase(other.person.idNumber, 'futures', 'auditor')).verdict).toBe('403 access.forbidden');
  });
});

describe('when the retention ends (P2)', () => {
  let photos: readonly string[];
  beforeAll(async () => {
    photos = (await eventsOf(account)).flatMap(({ type, data }) => (type === 'PhotoFiled' ? [`${data.photoId}`] : []));
    await company.clock(twentyYearsOn);
    await eventually(async () => expect(await typesOf(account)).toContain('PersonalDataErased'));
  });

  it(
    'P2 a process destroys the data key: what it sealed reads as erased',
    async () => {
      expect(photos.length).toBeGreaterThan(0);
      await eventually(async () => {
        const keys = await query('select * from data_keys');
        expect(keys.filter((row) => Object.values(row).includes(null)).length).toBeGreaterThan(0);
      });
      await eventually(
        async () =>
          expect((await eventsOf(account, true))[0]!.data).toMatchObject({ name: '[erased]', idNumber: '[erased]' }),
        90_000,
      );
    },
    longHangLimit,
  );

  it('P2 the account is erased as of now, and was registered before', async () => {
    expect((await audit('GET', `/streams/${account}/state?at=${twentyYearsOn}`)).body.state).toMatchObject({
      is: 'erased',
      companyCode: '0038',
    });
    expect((await audit('GET', `/streams/${account}/state?revision=0`)).body.state).toMatchObject({ is: 'registered' });
  });

  it('P2 look-ups are gone, and the ID number and the customer number are free again', async () => {
    expect(await streamsOf(customer)).toEqual([]);
    expect((await erase(customer.person.idNumber)).verdict).toBe('404 customer.not-found');
    const again = await customer.import({ validity: { start: '2040-03-18', end: '2060-03-18' } });
    expect(again.verdict).toBe('201');
    expect(`CustomerAccount-${again.body.customerId}`).not.toBe(account);
  });

  it('P2 a customer whose last record is older than the retention is erased at once', async () => {
    const [stream] = (await streamsOf(other)).filter((each) => each.startsWith('CustomerAccount-'));
    const { status, body } = await erase(other.person.idNumber);
    expect([status, body]).toEqual([202, { erasureId: expect.any(String), outcome: 'erased', retainedUntil: null }]);
    expect((await typesOf(stream!)).slice(-2)).toEqual(['ProcessingRestricted', 'PersonalDataErased']);
    expect(await streamsOf(other)).toEqual([]);
  });

  it('P2 replays and rebuilds work without the key', async () => {
    const tables = ['read_model_row', 'read_model_index', 'read_model_checkpoint', 'read_model_parked'];
    await query(`truncate ${tables.join(', ')}`);
    await query('truncate process_checkpoint, process_parked');
    await service.crash();
    await eventually(async () => {
      expect((await send(`${service.url}/health/ready`, 'GET')).status).toBe(200);
      expect(await query('select * from read_model_parked')).toEqual([]);
      expect(await query('select * from process_parked')).toEqual([]);
      expect((await customer.import()).status).toBe(200);
    });
  });
});

describe('users of the identity app (P2, R17)', () => {
  it('P2 are erased at once', async () => {
    const idNumber = '11010119900307002X';
    const created = await company.as('operator', 'POST', '/identity-users', {
      body: { idNumber, name: '张三', realNameLevel: 3 },
    });
    expect(created.verdict).toBe('201');
    const { status, body } = await erase(idNumber, 'identity');
    expect([status, body]).toEqual([202, { erasureId: expect.any(String), outcome: 'erased', retainedUntil: null }]);
    expect(await typesOf(`IdentityUser-${created.body.userId}`)).toEqual([
      'IdentityUserImported',
      'IdentityUserCancelled',
    ]);
    expect((await erase(idNumber, 'identity')).verdict).toBe('404 user.not-found');
  });
});
