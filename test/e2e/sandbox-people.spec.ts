import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, ApiProblem, answered, createApi } from '@realname/client';
import { IdentityUser } from '../../demo/identity-user.js';
import { signInStaff } from '../../demo/main-job.js';
import { type CustomerRow, customers, userPassword, users } from '../../src/adapters/sandbox/people/rows.js';
import { RunningProcess } from '../support/servers/running-service.js';

let service: RunningProcess;
let staff: Awaited<ReturnType<typeof signInStaff>>;

beforeAll(async () => {
  service = await RunningProcess.start({ SANDBOX_SEED: 'on' });
  staff = await signInStaff(service.url);
});
afterAll(() => service.dispose());

const row = (customerNumber: string) => customers.find((each) => each.customerNumber === customerNumber)!;

const streamsOf = async (auditor: Api, idNumber: string) => {
  const params = { header: { 'X-Audit-Reason': 'the people of the sandbox' } };
  const { items } = await answered(auditor.POST('/v1/audit/stream-searches', { params, body: { idNumber } }));
  return items as { stream: string; category: string; revision: number; firstAt: string }[];
};

/** As the front end does it; captcha and code as the start says. */
const signIn = async ({ companyCode, idNumber, contactMobile }: CustomerRow) => {
  let token: string | undefined;
  const api = createApi({ baseUrl: service.url, deviceId: 'test-phone-0001', token: () => token });
  const who = { companyCode, idNumber, accountType: 'futuresBrokerage' };
  const { captchaId } = await answered(api.POST('/v1/captchas', { body: { purpose: 'futuresLogin' } }));
  const solved = api.GET('/sandbox/captchas/{captchaId}', { params: { path: { captchaId } } });
  const { answer: captcha } = await answered(solved);
  await answered(api.POST('/v1/futures/sessions/sms-codes', { body: { ...who, captchaId, captcha } }));
  const sent = api.GET('/sandbox/sms-messages', { params: { query: { to: contactMobile } } });
  const { items } = await answered(sent);
  const smsCode = (items as { code: string }[])[0]!.code;
  const signedIn = await answered(api.POST('/v1/futures/sessions', { body: { ...who, smsCode } }));
  token = signedIn.token;
  return { api, signedIn };
};

/** All that is on record of the people. */
const everyStream = async () => {
  const streams = await Promise.all([...customers, ...users].map(({ idNumber }) => streamsOf(staff.auditor, idNumber)));
  return streams.flat();
};

describe('a sandbox begun with people', () => {
  it('names a customer, a user, and where the code shows', () => {
    const output = service.output.join('\n');
    const { idNumber, contactMobile } = customers[0]!;
    expect(output).toContain(`company 0038, ID number ${idNumber}, mobile ${contactMobile}`);
    expect(output).toContain(`${service.url}/sandbox/sms-messages?to=${contactMobile}`);
    expect(output).toContain(`password ${userPassword}`);
  });

  it.each(customers)('lets customer $customerNumber of $companyCode sign in, with photos on file', async (customer) => {
    const { api, signedIn } = await signIn(customer);
    expect(signedIn.idExpired).toBe(customer.validity.end < '2026-11-25');
    const { branch } = await answered(api.GET('/v1/futures/profile'));
    expect(branch?.code).toBe(customer.branchCode);
    if (customer.certificates.length > 0)
      expect(await answered(api.GET('/v1/futures/certificates/current'))).toMatchObject({
        state: 'active',
        thisDevice: false,
      });
    for (const kind of ['idFront', 'idBack', 'signature'] as const) {
      const params = { path: { kind } };
      const { response } = await api.GET('/v1/futures/profile/photos/{kind}', { params, parseAs: 'arrayBuffer' });
      expect(response.status).toBe(200);
    }
  });

  it('has two certificates of one customer, 40 and 10 days old, the older superseded', async () => {
    const streams = await streamsOf(staff.auditor, row('00389902').idNumber);
    const certificates = streams.filter(({ category }) => category === 'DigitalCertificate');
    const ages = certificates.map(({ firstAt }) => Math.round((Date.now() - Date.parse(firstAt)) / 86_400_000));
    expect(ages).toEqual([expect.closeTo(40, -1), expect.closeTo(10, -1)]);
    expect(certificates.map(({ revision }) => revision)).toEqual([1, 0]);
  });

  it('has users who wait to be activated, of levels 3 and 4, and one who has cancelled', async () => {
    const status = async (idNumber: string) => {
      const found = staff.operator.POST('/v1/staff/identity-users/searches', { body: { idNumber } });
      return answered(found).then(
        ({ status, realNameLevel }) => `${status} ${realNameLevel}`,
        (error: ApiProblem) => error.code,
      );
    };
    const expected = { imported: 'inactive 2', level3: 'active 3', level4: 'active 4', cancelled: 'user.not-found' };
    for (const { idNumber, is } of users) expect([is, await status(idNumber)]).toEqual([is, expected[is]]);
    const user = new IdentityUser(service.url);
    await user.signIn(users.find(({ is }) => is === 'level4')!.mobile!, userPassword);
    expect(await user.me()).toMatchObject({ realNameLevel: 4, participatesInBusinessRegistration: true });
  });

  it('makes nobody twice: not at a later start, nor after one that was interrupted', async () => {
    const before = await everyStream();
    await service.query("update settings set value = 'missing' where name = 'sandbox-people'");
    await service.crash();
    staff = await signInStaff(service.url);
    const after = await everyStream();
    const named = (streams: typeof before) => streams.map(({ stream }) => stream).sort();
    expect(named(after)).toEqual(named(before));
  });
});

describe('a sandbox with SANDBOX_SEED=off', () => {
  it('has nobody', async () => {
    const empty = await RunningProcess.start({ SANDBOX_SEED: 'off' });
    try {
      const { auditor } = await signInStaff(empty.url);
      expect(await streamsOf(auditor, customers[0]!.idNumber)).toEqual([]);
    } finally {
      await empty.dispose();
    }
  });
});
