import { describe, expect, it } from '@jest/globals';
import { landline, newMobile, PhoneForm } from '../support/people/phone-form.js';
import { company, nextPerson, startOwnService } from '../support/servers/own-service.js';
import { fullWidth } from '../support/typed-by.js';

startOwnService();

const beforeForm = (options = {}) => PhoneForm.of(company, nextPerson(), options);
const wrong = (code: string) => (code === '123456' ? '654321' : '123456');

describe('a landline (F17)', () => {
  it('needs no code, ignores one that is sent along, is not asked for one', async () => {
    const form = await beforeForm();
    const refused = await form.ask(landline);
    expect(refused.verdict).toBe('422 phone.landline-needs-no-code');
    expect(refused.body.detail).toContain('座机号不需要获取验证码');
    const proposed = await form.put({ phone: landline });
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
    expect((await form.put({ phone: '021-87654321', smsCode: '000000' })).body.proposed).toEqual({
      phone: '021-87654321',
    });
    expect((await form.me.on(form.id, 'GET')).body.current.phone).toMatch(/^139\d\*{4}\d{3}$/);
  });

  it.each([
    ['12345', 'phone.shape'],
    ['0755-1234533-12', 'phone.shape'],
    ['4008001234', 'phone.shape'],
    ['12800138000', 'phone.shape'],
    ['', 'field.required'],
    [' \u200b', 'field.required'],
    [13800138000, 'field.type'],
    [null, 'field.required'],
    [undefined, 'field.required'],
  ])('refuses %p as a phone', async (phone, code) => {
    const form = await beforeForm();
    for (const answer of [await form.put({ phone }), await form.ask(phone)]) {
      expect(answer.verdict).toBe('400 request.invalid');
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/phone', code })]);
    }
  });

  it('F15 neither name nor ID number may be changed', async () => {
    const form = await beforeForm();
    const refused = await form.put({ phone: landline, name: '李四', idNumber: '410101199508130033' });
    expect(refused.verdict).toBe('400 request.invalid');
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/name', '/idNumber']);
  });
});

describe('a mobile (F17, V4)', () => {
  it('needs the code that was sent to it for this request', async () => {
    const form = await beforeForm();
    const [mobile, other] = [newMobile(), newMobile()];
    expect((await form.put({ phone: mobile })).verdict).toBe('422 phone.code-required');
    expect((await form.put({ phone: mobile, smsCode: null })).verdict).toBe('422 phone.code-required');
    const sent = await form.ask(mobile);
    expect(sent.verdict).toBe('202');
    expect(sent.body).toEqual({ resendAt: expect.stringMatching(/Z$/), resendIn: 60 });
    const smsCode = await company.codeSentTo(mobile);
    expect(smsCode).toMatch(/^\d{6}$/);

    const misspelt = await form.put({ phone: mobile, smsCode: wrong(smsCode) });
    expect(misspelt.verdict).toBe('422 sms.code-invalid');
    expect(misspelt.body.triesLeft).toBe(4);
    expect((await form.put({ phone: other, smsCode })).verdict).toBe('422 sms.code-invalid');
    expect((await form.put({ phone: mobile, smsCode: Number(smsCode) })).verdict).toBe('400 request.invalid');
    const proposed = await form.put({ phone: `+86 ${mobile}`, smsCode });
    expect(proposed.verdict).toBe('200');
    expect(proposed.body.proposed).toEqual({ phone: mobile });
    expect((await form.put({ phone: mobile, smsCode })).verdict).toBe('422 sms.code-invalid');
    expect((await form.me.on(form.id, 'GET')).body.proposed).toEqual({ phone: mobile });
  });

  it.each<[string, (code: string) => string]>([
    ['full-width', fullWidth],
    ['with a space behind it', (code) => `${code} `],
    ['parted by a space', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ])('V4.1 a code %s is right, and what has no six digits is no try', async (_, type) => {
    const form = await beforeForm();
    const mobile = newMobile();
    await form.ask(`\u202d+86 ${mobile}\u202c`);
    const smsCode = await company.codeSentTo(mobile);
    for (let malformed = 1; malformed <= 6; malformed++) {
      const refused = await form.put({ phone: mobile, smsCode: smsCode.slice(1) });
      expect(refused.verdict).toBe('400 request.invalid');
      expect(refused.body.errors).toMatchObject([{ pointer: '/smsCode', code: 'smsCode.shape' }]);
    }
    const refused = await form.put({ phone: mobile, smsCode: wrong(smsCode) });
    expect([refused.verdict, refused.body.triesLeft]).toEqual(['422 sms.code-invalid', 4]);
    expect((await form.put({ phone: fullWidth(mobile), smsCode: type(smsCode) })).body.proposed).toEqual({
      phone: mobile,
    });
  });

  it('V5 a captcha without an answer is asked for one, and is not spent', async () => {
    const form = await beforeForm();
    const { captchaId, captcha } = await form.me.device.captcha('contactPhone');
    const unanswered = await form.ask(newMobile(), { captchaId, captcha: ' ' });
    expect(unanswered.body.errors).toMatchObject([{ pointer: '/captcha', code: 'field.required' }]);
    expect((await form.ask(newMobile(), { captchaId, captcha: fullWidth(captcha) })).status).toBe(202);
  });

  it('V4.1 five tries', async () => {
    const form = await beforeForm();
    const mobile = newMobile();
    await form.ask(mobile);
    const smsCode = await company.codeSentTo(mobile);
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const refused = await form.put({ phone: mobile, smsCode: wrong(smsCode) });
      expect(`${refused.verdict} ${refused.body.triesLeft}`).toBe(`422 sms.code-invalid ${triesLeft}`);
    }
    expect((await form.put({ phone: mobile, smsCode })).verdict).toBe('422 sms.too-many-tries');
  });

  it('V4.1 five minutes, and a new one voids the old', async () => {
    const form = await beforeForm();
    const [mobile, second] = [newMobile(), newMobile()];
    await form.ask(mobile);
    const late = await company.codeSentTo(mobile);
    await company.clock(300);
    expect((await form.put({ phone: mobile, smsCode: late })).verdict).toBe('422 sms.code-invalid');
    await form.ask(second);
    const first = await company.codeSentTo(second);
    const soon = await form.ask(second);
    expect(soon.verdict).toBe('429 sms.quota-exceeded');
    expect(soon.body).toMatchObject({ rule: 'minute', retryAt: expect.any(String) });
    expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(0);
    await company.clock(61);
    expect((await form.ask(second)).verdict).toBe('202');
    const newest = await company.codeSentTo(second);
    if (newest !== first)
      expect((await form.put({ phone: second, smsCode: first })).verdict).toBe('422 sms.code-invalid');
    expect((await form.put({ phone: second, smsCode: newest })).verdict).toBe('200');
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
    const form = await beforeForm();
    const mobile = newMobile();
    await form.ask(mobile);
    const smsCode = await company.codeSentTo(mobile);
    const stale = await form.me.on(form.id, 'PUT', '/contact-phone', {
      body: { phone: mobile, smsCode },
      headers: { 'if-match': '"0"' },
    });
    expect(stale.verdict).toBe('412 revision.mismatch');
    await form.customer.import({ contactPhone: landline });
    expect((await form.put({ phone: mobile, smsCode })).verdict).toBe('409 change-request.stale');
    expect((await form.me.on(form.id, 'POST', '/refresh')).verdict).toBe('200');
    expect((await form.put({ phone: mobile, smsCode })).verdict).toBe('200');
  });

  it('the gateway may refuse the number, which costs no quota', async () => {
    const form = await beforeForm();
    expect((await form.ask('13712340000')).verdict).toBe('422 sms.undeliverable');
    expect((await form.ask('13712340000')).verdict).toBe('422 sms.undeliverable');
  });

  it('a captcha is asked of frequent senders, and is spent by its use', async () => {
    const form = await beforeForm();
    const verdicts: string[] = [];
    for (let n = 0; n < 6; n++) verdicts.push((await form.ask(newMobile())).verdict);
    expect(verdicts.at(-1)).toBe('422 captcha.required');
    const captcha = await form.me.device.captcha('contactPhone');
    expect((await form.ask(newMobile(), { ...captcha, captcha: '0000' })).verdict).toBe('422 captcha.invalid');
    expect((await form.ask(newMobile(), captcha)).verdict).toBe('422 captcha.invalid');
    expect((await form.ask(newMobile(), await form.me.device.captcha('futuresLogin'))).verdict).toBe(
      '422 captcha.invalid',
    );
    expect((await form.ask(newMobile(), await form.me.device.captcha('contactPhone'))).verdict).toBe('202');
  });

  it('photos and letter come before the code', async () => {
    const me = await (await company.customer(nextPerson())).signIn();
    const id = await me.open();
    const refused = await me.on(id, 'POST', '/sms-codes', { body: { phone: newMobile() } });
    expect(refused.verdict).toBe('422 photo.missing');
  });
});
