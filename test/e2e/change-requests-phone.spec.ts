import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { Company, type Customer, type SignedIn } from '../support/journey.js';
import { RunningService } from '../support/running-service.js';

const landline = '0755-1234533';
let service: RunningService;
let company: Company;
let people = 0;

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
});
afterAll(() => service?.dispose());

interface Filling {
  readonly me: SignedIn;
  readonly customer: Customer;
  readonly id: string;
  readonly put: (body: object) => ReturnType<SignedIn['on']>;
  readonly ask: (phone: unknown, more?: object) => ReturnType<SignedIn['on']>;
}

/** A new customer whose request has photos and letter, before the form. */
const beforeForm = async (options: Parameters<Company['customer']>[1] = {}): Promise<Filling> => {
  const customer = await company.customer(++people, options);
  const me = await customer.signIn();
  const id = await me.open();
  await me.device.photosAndLetter(id, people + 100);
  return {
    me,
    customer,
    id,
    put: (body) => me.on(id, 'PUT', '/contact-phone', { body }),
    ask: (phone, more = {}) => me.on(id, 'POST', '/sms-codes', { body: { phone, ...more } }),
  };
};
let numbers = 0;
const newMobile = () => `137${String(20_000_001 + 7 * ++numbers)}`;
const wrong = (code: string) => (code === '123456' ? '654321' : '123456');

describe('a landline (F17)', () => {
  it('needs no code, ignores one that is sent along, is not asked for one', async () => {
    const { id, put, ask, me } = await beforeForm();
    const refused = await ask(landline);
    expect(refused.verdict).toBe('422 phone.landline-needs-no-code');
    expect(refused.body.detail).toContain('座机号不需要获取验证码');
    const proposed = await put({ phone: landline });
    expect(proposed.verdict).toBe('200');
    expect(proposed.body).toMatchObject({
      step: 'certificate',
      proposed: { phone: landline },
      progress: { current: 2 },
    });
    expect(proposed.body.proposed).toEqual({ phone: landline });
    expect(proposed.body.agreements).toEqual([
      {
        documentId: 'changeApplication',
        title: '《合同内容变更申请书》',
        version: expect.any(String),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        signed: false,
      },
      expect.objectContaining({ documentId: 'personalCertificate', title: '《个人数字责任证书》' }),
    ]);
    expect((await put({ phone: '021-87654321', smsCode: '000000' })).body.proposed).toEqual({ phone: '021-87654321' });
    expect((await me.on(id, 'GET')).body.current.phone).toMatch(/^139\d\*{4}\d{3}$/);
  });

  it.each([
    ['12345', 'phone.shape'],
    ['0755-1234533-12', 'phone.shape'],
    ['4008001234', 'phone.shape'],
    ['12800138000', 'phone.shape'],
    ['', 'phone.shape'],
    [13800138000, 'field.type'],
    [null, 'field.required'],
    [undefined, 'field.required'],
  ])('refuses %p as a phone', async (phone, code) => {
    const { put, ask } = await beforeForm();
    for (const answer of [await put({ phone }), await ask(phone)]) {
      expect(answer.verdict).toBe('400 request.invalid');
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/phone', code })]);
    }
  });

  it('F15 neither name nor ID number may be changed', async () => {
    const { put } = await beforeForm();
    const refused = await put({ phone: landline, name: '李四', idNumber: '410101199508130033' });
    expect(refused.verdict).toBe('400 request.invalid');
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/name', '/idNumber']);
  });
});

describe('a mobile (F17, V4)', () => {
  it('needs the code that was sent to it for this request', async () => {
    const { me, put, ask, id } = await beforeForm();
    const [mobile, other] = [newMobile(), newMobile()];
    expect((await put({ phone: mobile })).verdict).toBe('422 phone.code-required');
    expect((await put({ phone: mobile, smsCode: null })).verdict).toBe('422 phone.code-required');
    const sent = await ask(mobile);
    expect(sent.verdict).toBe('202');
    expect(sent.body).toEqual({ resendAt: expect.stringMatching(/Z$/), resendIn: 60 });
    const smsCode = await company.codeSentTo(mobile);
    expect(smsCode).toMatch(/^\d{6}$/);

    const misspelt = await put({ phone: mobile, smsCode: wrong(smsCode) });
    expect(misspelt.verdict).toBe('422 sms.code-invalid');
    expect(misspelt.body.triesLeft).toBe(4);
    expect((await put({ phone: other, smsCode })).verdict).toBe('422 sms.code-invalid');
    expect((await put({ phone: mobile, smsCode: Number(smsCode) })).verdict).toBe('400 request.invalid');
    const proposed = await put({ phone: `+86 ${mobile}`, smsCode });
    expect(proposed.verdict).toBe('200');
    expect(proposed.body.proposed).toEqual({ phone: mobile });
    expect((await put({ phone: mobile, smsCode })).verdict).toBe('422 sms.code-invalid');
    expect((await me.on(id, 'GET')).body.proposed).toEqual({ phone: mobile });
  });

  it('V4.1 five tries', async () => {
    const { put, ask } = await beforeForm();
    const mobile = newMobile();
    await ask(mobile);
    const smsCode = await company.codeSentTo(mobile);
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const refused = await put({ phone: mobile, smsCode: wrong(smsCode) });
      expect(`${refused.verdict} ${refused.body.triesLeft}`).toBe(`422 sms.code-invalid ${triesLeft}`);
    }
    expect((await put({ phone: mobile, smsCode })).verdict).toBe('422 sms.too-many-tries');
  });

  it('V4.1 five minutes, and a new one voids the old', async () => {
    const { put, ask } = await beforeForm();
    const [mobile, second] = [newMobile(), newMobile()];
    await ask(mobile);
    const late = await company.codeSentTo(mobile);
    await company.clock(300);
    expect((await put({ phone: mobile, smsCode: late })).verdict).toBe('422 sms.code-invalid');
    await ask(second);
    const first = await company.codeSentTo(second);
    const soon = await ask(second);
    expect(soon.verdict).toBe('429 sms.quota-exceeded');
    expect(soon.body).toMatchObject({ rule: 'minute', retryAt: expect.any(String) });
    expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(0);
    await company.clock(61);
    expect((await ask(second)).verdict).toBe('202');
    const newest = await company.codeSentTo(second);
    if (newest !== first) expect((await put({ phone: second, smsCode: first })).verdict).toBe('422 sms.code-invalid');
    expect((await put({ phone: second, smsCode: newest })).verdict).toBe('200');
  });

  it('V4.1 a code of another request or purpose is none', async () => {
    const [mine, theirs] = [await beforeForm(), await beforeForm()];
    const mobile = newMobile();
    await theirs.ask(mobile);
    const smsCode = await company.codeSentTo(mobile);
    expect((await mine.put({ phone: mobile, smsCode })).verdict).toBe('422 sms.code-invalid');
    const login = await company.codeSentTo(mine.customer.person.contactMobile);
    expect((await mine.put({ phone: newMobile(), smsCode: login })).verdict).toBe('422 sms.code-invalid');
    expect((await theirs.put({ phone: mobile, smsCode })).verdict).toBe('200');
  });

  it('V4.1 a right code stays valid when something else is refused', async () => {
    const { me, id, put, ask, customer } = await beforeForm();
    const mobile = newMobile();
    await ask(mobile);
    const smsCode = await company.codeSentTo(mobile);
    const stale = await me.on(id, 'PUT', '/contact-phone', {
      body: { phone: mobile, smsCode },
      headers: { 'if-match': '"0"' },
    });
    expect(stale.verdict).toBe('412 revision.mismatch');
    await customer.import({ contactPhone: landline });
    expect((await put({ phone: mobile, smsCode })).verdict).toBe('409 change-request.stale');
    expect((await me.on(id, 'POST', '/refresh')).verdict).toBe('200');
    expect((await put({ phone: mobile, smsCode })).verdict).toBe('200');
  });

  it('the gateway may refuse the number, which costs no quota', async () => {
    const { ask } = await beforeForm();
    expect((await ask('13712340000')).verdict).toBe('422 sms.undeliverable');
    expect((await ask('13712340000')).verdict).toBe('422 sms.undeliverable');
  });

  it('a captcha is asked of frequent senders, and is spent by its use', async () => {
    const { ask, me } = await beforeForm();
    const verdicts: string[] = [];
    for (let n = 0; n < 6; n++) verdicts.push((await ask(newMobile())).verdict);
    expect(verdicts.at(-1)).toBe('422 captcha.required');
    const captcha = await me.device.captcha('contactPhone');
    expect((await ask(newMobile(), { ...captcha, captcha: '0000' })).verdict).toBe('422 captcha.invalid');
    expect((await ask(newMobile(), captcha)).verdict).toBe('422 captcha.invalid');
    expect((await ask(newMobile(), await me.device.captcha('futuresLogin'))).verdict).toBe('422 captcha.invalid');
    expect((await ask(newMobile(), await me.device.captcha('contactPhone'))).verdict).toBe('202');
  });

  it('photos and letter come before the code', async () => {
    const me = await (await company.customer(++people)).signIn();
    const id = await me.open();
    const refused = await me.on(id, 'POST', '/sms-codes', { body: { phone: newMobile() } });
    expect(refused.verdict).toBe('422 photo.missing');
  });
});

describe('against the profile (F19)', () => {
  it('refuses the number that it is already', async () => {
    const { put, customer } = await beforeForm({ contactPhone: landline });
    expect((await put({ phone: landline })).verdict).toBe('422 change-request.no-change');
    expect((await put({ phone: '07551234533' })).verdict).toBe('422 change-request.no-change');
    expect((await put({ phone: customer.person.contactMobile })).verdict).toBe('422 phone.code-required');
  });

  it('stale after the group changed meanwhile; refresh takes it up, photos and letter kept', async () => {
    const { me, id, put, customer } = await beforeForm();
    await put({ phone: landline });
    const signedBefore = (await me.on(id, 'GET')).body;
    await customer.import({ contactPhone: '021-87654321', idAddress: '北京市朝阳区' });
    const stale = await put({ phone: '0755-7654321' });
    expect(stale.verdict).toBe('409 change-request.stale');
    expect(stale.body.fields).toEqual(['contactPhone']);
    const refreshed = await me.on(id, 'POST', '/refresh');
    expect(refreshed.verdict).toBe('200');
    expect(refreshed.body).toMatchObject({
      step: 'form',
      proposed: null,
      agreements: [],
      current: { phone: '021****321' },
      photos: signedBefore.photos,
      responsibilityLetter: signedBefore.responsibilityLetter,
    });
    expect((await put({ phone: '0755-7654321' })).verdict).toBe('200');
  });

  it('another group changing does not make it stale', async () => {
    const { me, id, put, customer } = await beforeForm();
    await customer.import({ idAddress: '北京市朝阳区', other: { ...customer.person.other, address: '华鹏路301号' } });
    expect((await put({ phone: landline })).verdict).toBe('200');
    expect((await me.on(id, 'POST', '/refresh')).body.proposed).toEqual({ phone: landline });
  });

  it('stands at the same step after a new sign-in, on whatever device', async () => {
    const { customer, id, put } = await beforeForm();
    await put({ phone: landline });
    await company.clock(61);
    const again = await customer.signIn('another-device');
    await eventually(async () => expect((await again.on(id, 'GET')).body.proposed).toEqual({ phone: landline }));
    expect((await again.call('GET', '/profile')).body.openRequests).toEqual([
      { id, kind: 'contactPhone', status: 'open', step: 'certificate' },
    ]);
  });

  it('F15 the forms of the other kinds do not exist below it', async () => {
    const { me } = await beforeForm();
    const other = await me.open('otherInformation');
    const refused = await me.on(other, 'PUT', '/contact-phone', { body: { phone: landline } });
    expect(refused.status).toBe(404);
  });
});
