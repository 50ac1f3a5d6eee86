import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { whileAway } from '../support/crashes/away.js';
import { eventually } from '../support/eventually.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { type Answer, Company } from '../support/people/journey.js';
import { newMobile, PhoneForm } from '../support/people/phone-form.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let company: Company;
beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
});
afterAll(() => service?.dispose());

const refusal = ({ verdict, headers }: Answer) => [verdict, Number(headers.get('retry-after')) > 0];

const keyed = (key: string | undefined) => (key === undefined ? {} : { 'idempotency-key': key });

describe('a server that is away', () => {
  it('V4.3 the SMS gateway: futures says so, and the quota is untouched', async () => {
    const form = await PhoneForm.of(company, 1);
    const mobile = newMobile();
    const down = await whileAway(service, 'sandbox_sms', () => form.ask(mobile));
    expect(refusal(down)).toEqual(['503 dependency.unavailable', true]);
    expect((await form.ask(mobile)).status).toBe(202);
    expect((await form.ask(mobile)).verdict).toBe('429 sms.quota-exceeded');
  });

  it('V4.3 the SMS gateway: identity says so, and the quota is untouched', async () => {
    const app = await IdentityApp.of(service);
    const { mobile } = applicant(1);
    const down = await whileAway(service, 'sandbox_sms', () => app.askForCode('registration', mobile));
    expect(refusal(down)).toEqual(['503 dependency.unavailable', true]);
    expect((await app.askForCode('registration', mobile)).status).toBe(202);
    expect((await app.askForCode('registration', mobile)).verdict).toBe('429 sms.quota-exceeded');
  });

  describe.each([
    { which: 'the same', n: 3, during: 'key-1', after: 'key-1' },
    { which: 'another', n: 4, during: 'key-1', after: 'key-2' },
    { which: 'no', n: 5, during: undefined, after: undefined },
  ])('a right code stays right, with $which Idempotency-Key', ({ n, during, after }) => {
    it('V4.1 of a contact phone: the log was away', async () => {
      const form = await PhoneForm.of(company, n);
      const mobile = newMobile();
      await form.ask(mobile);
      const body = { phone: mobile, smsCode: await company.codeSentTo(mobile) };
      const down = await whileAway(service, 'events', () => form.put(body, keyed(during)));
      expect(refusal(down)).toEqual(['503 dependency.unavailable', true]);
      expect((await form.put(body, keyed(after))).status).toBe(200);
      expect((await form.put(body)).verdict).toBe('422 sms.code-invalid');
    });

    it('V4.1 of a sign-in: the store of sessions was away', async () => {
      const customer = await company.customer(n + 10);
      const signIn = await customer.askToSignIn(`device-away-${n}`);
      const down = await whileAway(service, 'short_lived', () => signIn(keyed(during)), 'insert');
      expect(refusal(down)).toEqual(['503 dependency.unavailable', true]);
      expect((await signIn(keyed(after))).status).toBe(201);
      expect((await signIn()).verdict).toBe('401 login.refused');
    });
  });

  it('the read side: a write, and a GET with its Consistency-Token, wait 2 s; a repeat finds what was written', async () => {
    const me = await (await company.customer(2)).signIn();
    const headers = { 'idempotency-key': 'read-side-away' };
    const open = () => me.call('POST', '/change-requests', { body: { kind: 'contactPhone' }, headers });
    const list = (token: string | null) =>
      me.call('GET', '/change-requests', { headers: { 'consistency-token': token! } });
    const token = await whileAway(service, 'read_model_checkpoint', async () => {
      const written = await open();
      const seen = await list(written.headers.get('consistency-token'));
      for (const answer of [written, seen]) expect(refusal(answer)).toEqual(['503 projection.lagging', true]);
      return written.headers.get('consistency-token');
    });
    const { id } = await eventually(async () => {
      const repeated = await open();
      expect(repeated.status).toBe(201);
      return repeated.body;
    });
    expect((await list(token)).body.items).toEqual([expect.objectContaining({ id })]);
  });
});
