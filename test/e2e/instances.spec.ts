import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { type Answer, Company, send } from '../support/people/journey.js';
import { type Instances, isHere, sharings, startInstances } from '../support/servers/instances.js';

describe.each(sharings.filter(isHere))('two instances on one %s', (sharing) => {
  let instances: Instances;
  let a: Company;
  let b: Company;
  beforeAll(async () => {
    instances = await startInstances(sharing);
    a = await Company.of(instances.a);
    b = await Company.of(instances.b);
  });
  afterAll(() => instances?.dispose());

  it('a session of one is a session of the other, and its end too', async () => {
    const here = await (await a.customer(1)).signIn();
    const there = here.at(b);
    expect((await there.call('GET', '/profile')).status).toBe(200);
    expect((await there.call('DELETE', '/sessions/current')).status).toBe(204);
    expect((await here.call('GET', '/profile')).verdict).toBe('401 session.required');
  });

  it('a captcha and a code of one are good at the other (F2, F3)', async () => {
    const customer = await a.customer(2);
    const headers = { 'x-device-id': 'device-C2-1' };
    const asked = { companyCode: '0038', idNumber: customer.person.idNumber, accountType: 'futuresBrokerage' };
    const { captchaId } = (await send(`${a.url}/v1/captchas`, 'POST', { body: { purpose: 'futuresLogin' } })).body;
    const captcha = (await send(`${b.url}/sandbox/captchas/${captchaId}`, 'GET')).body.answer;
    const body = { ...asked, captchaId, captcha };
    expect((await send(`${b.url}/v1/futures/sessions/sms-codes`, 'POST', { body, headers })).status).toBe(202);
    const smsCode = await eventually(() => b.codeSentTo(customer.person.contactMobile));
    const signIn = { body: { ...asked, smsCode }, headers };
    expect((await send(`${a.url}/v1/futures/sessions`, 'POST', signIn)).status).toBe(201);
    expect((await send(`${b.url}/v1/futures/sessions`, 'POST', signIn)).verdict).toBe('401 login.refused');
  });

  it('whatever is said in the channels between them, both go on', async () => {
    const here = await (await a.customer(21)).signIn();
    const channels = ['read_model', 'events_appended', 'process', 'retry', 'video_signals', 'sandbox_clock'];
    for (const payload of ['', 'x', '{}', '[null]', 'timer x y', '{"changes":[{"model":"stream","key":"x"}]}']) {
      for (const channel of channels) await instances.query(`select pg_notify('${channel}', '${payload}')`);
    }
    const opened = await here.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
    expect(opened.status).toBe(201);
    const there = await here.at(b).call('GET', '/change-requests');
    expect(there.body.items).toMatchObject([{ id: opened.body.id }]);
    for (const { url } of [a, b]) expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('one Idempotency-Key at both at once is one command, with one answer', async () => {
    const here = await (await a.customer(3)).signIn();
    for (const kind of ['contactPhone', 'identityValidity']) {
      const call = { body: { kind }, headers: { 'idempotency-key': `open-${kind}` } };
      const answers = await Promise.all(
        [here, here.at(b), here, here.at(b)].map((at) => at.call('POST', '/change-requests', call)),
      );
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    }
    expect((await here.call('GET', '/change-requests')).body.items).toHaveLength(2);
  });

  it('V4.2 the quota of a number holds across both: of parallel sends one goes out', async () => {
    const here = await (await a.customer(4)).signIn();
    const id = await here.open();
    await here.device.photosAndLetter(id, 14);
    const body = { phone: '13700137004' };
    const sends = await Promise.all(
      [here, here.at(b), here, here.at(b)].map((at) => at.on(id, 'POST', '/sms-codes', { body })),
    );
    expect(sends.map(({ verdict }) => verdict).sort()).toEqual(['202', ...Array(3).fill('429 sms.quota-exceeded')]);
    const { items } = (await send(`${b.url}/sandbox/sms-messages?to=13700137004`, 'GET')).body;
    expect(items).toHaveLength(1);
  });

  it('a Consistency-Token of one is honoured by the other', async () => {
    const here = await (await a.customer(5)).signIn();
    for (const [write, read] of [
      [here, here.at(b)],
      [here.at(b), here],
      [here, here.at(b)],
    ] as const) {
      const opened = await write.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
      const headers = { 'consistency-token': opened.headers.get('consistency-token')! };
      const list = await read.call('GET', '/change-requests?status=open', { headers });
      expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([opened.body.id]);
      expect((await write.on(opened.body.id, 'DELETE')).status).toBe(204);
    }
  });

  it('F24–F26 one queue: joined at both, live at both, taken in order at either, signals across', async () => {
    const first = await (await a.customer(6)).signIn();
    const second = (await (await a.customer(7)).signIn()).at(b);
    const ticket = (await first.call('POST', '/video-verifications', { body: {} })).body;
    const watching = first.watch(ticket.id);
    await eventually(() => expect(watching.last).toMatchObject({ status: 'waiting', waiting: 1 }));
    const other = (await second.call('POST', '/video-verifications', { body: {} })).body;
    await eventually(() => expect(watching.last).toMatchObject({ status: 'waiting', waiting: 2 }));

    const call = await b.next();
    expect(call.body.id).toBe(ticket.id);
    await eventually(() => expect(watching.last).toMatchObject({ status: 'inCall' }));
    const agent = a.watch(ticket.id);
    await b.as('agent', 'POST', `/video-verifications/${ticket.id}/signals`, { body: { data: { offer: 1 } } });
    await eventually(() => expect(watching.signals).toEqual([{ offer: 1 }]));
    const answer = { body: { data: { answer: 2 } } };
    await first.at(b).call('POST', `/video-verifications/${ticket.id}/signals`, answer);
    await eventually(() => expect(agent.signals).toEqual([{ answer: 2 }]));

    await b.verdict(ticket.id, { outcome: 'passed' });
    await watching.done;
    expect(watching.last).toMatchObject({ status: 'passed' });
    expect((await a.next()).body.id).toBe(other.id);
    await a.verdict(other.id, { outcome: 'passed' });
    await agent.close();
  });

  it('F15, F24 what one call names of another can be read with the token of its answer, at either', async () => {
    const here = await (await a.customer(9)).signIn();
    const read = async (at: typeof here, path: string, { headers }: Answer) =>
      (await at.call('GET', path, { headers: { 'consistency-token': headers.get('consistency-token')! } })).status;
    for (const kind of ['contactPhone', 'identityValidity', 'otherInformation']) {
      const open = (at: typeof here) => at.call('POST', '/change-requests', { body: { kind } });
      const answers = await Promise.all([open(here), open(here.at(b))]);
      expect(answers.map(({ verdict }) => verdict).sort()).toEqual(['201', '409 change-request.already-open']);
      const named = answers.find(({ status }) => status === 409)!;
      for (const at of [here, here.at(b)])
        expect(await read(at, `/change-requests/${named.body.changeRequestId}`, named)).toBe(200);
    }
    const join = (at: typeof here) => at.call('POST', '/video-verifications', { body: {} });
    const tickets = await Promise.all([join(here), join(here.at(b))]);
    expect(new Set(tickets.map(({ body }) => body.id)).size).toBe(1);
    for (const ticket of tickets)
      for (const at of [here, here.at(b)])
        expect(await read(at, `/video-verifications/${ticket.body.id}`, ticket)).toBe(200);
    await here.call('DELETE', `/video-verifications/${tickets[0]!.body.id}`);
  });

  it('R2 who is told to be registered already can sign in', async () => {
    const [here, there] = [await IdentityApp.of(a), await IdentityApp.of(b)];
    const person = applicant(1);
    const others = [person, { ...applicant(2), idNumber: person.idNumber }];
    const forms: object[] = [];
    for (const each of others) forms.push(here.form(each, await here.code('registration', each.mobile)));
    const answers = await Promise.all(
      [here, there].map(async (app, n) => {
        const answer = await app.call('POST', '/registrations', forms[n]);
        return { verdict: answer.verdict, signIn: (await app.login(person.idNumber, person.password)).status };
      }),
    );
    expect(answers.map(({ verdict }) => verdict).sort()).toEqual(['201', '409 identity.already-registered']);
    expect(answers.map(({ signIn }) => signIn)).toEqual([201, 201]);
  });

  it('the clock of one is the clock of the other', async () => {
    const here = await (await a.customer(8)).signIn();
    const now = await a.clock(16 * 60);
    await eventually(async () => {
      const there = (await send(`${b.url}/sandbox/clock`, 'GET')).body.now;
      expect(Date.parse(there)).toBeGreaterThanOrEqual(Date.parse(now));
    });
    expect((await here.at(b).call('GET', '/profile')).verdict).toBe('401 session.required');
  });
});
