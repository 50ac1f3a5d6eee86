import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applicant, IdentityApp, matching } from '../support/people/identity-app.js';
import { RunningService } from '../support/servers/running-service.js';
import { prepare, setUps } from '../support/servers/set-ups.js';

const shipped = ['password1', 'PASSWORD1', 'Qwerty123'];

describe.each(setUps)('the identity app on %s', (setUp) => {
  let servers: Awaited<ReturnType<typeof prepare>>;
  let service: RunningService;
  let app: IdentityApp;
  beforeAll(async () => {
    servers = await prepare(setUp, 8);
    service = await RunningService.onItsServer(servers.environment);
    app = await IdentityApp.of(service);
  });
  afterAll(async () => {
    await service?.dispose();
    await servers?.stop();
  });

  const finish = (ticket: string, username: string, password: string) =>
    app.call('PUT', `/activations/${ticket}`, { username, password, passwordConfirmation: password });
  /** Through step 1 of an activation. */
  const step2 = async (n: number) => {
    const { person } = await app.imported(n, applicant(n).mobile);
    const { idNumber, mobile } = person;
    const { activationTicket } = (await app.login(idNumber, 'any')).body;
    const smsCode = await app.code('activation', mobile);
    const { body } = await app.call('POST', '/activations', { activationTicket, idNumber, mobile, smsCode });
    return { person, ticket: body.ticket as string };
  };
  const reset = async ({ name, idNumber }: { name: string; idNumber: string }): Promise<string> =>
    (await app.call('POST', '/password-resets', { name, idNumber, face: matching })).body.ticket;
  const change = (oldPassword: string, password: string) => ({ oldPassword, password, passwordConfirmation: password });
  const verdicts = (answers: readonly { verdict: string }[]) => answers.map(({ verdict }) => verdict).sort();

  it('R1–R17 does its main job: registration, level 4, new password and mobile, reset, cancellation', async () => {
    const { person, user } = await app.registered(1);
    expect(user.guide).toBe('raiseRealNameLevel');
    expect((await user.raiseLevel()).body.realNameLevel).toBe(4);
    const joined = await user.call('PUT', '/me/business-registration', { participate: true });
    expect(joined.body.participatesInBusinessRegistration).toBe(true);
    expect((await user.call('PUT', '/me/password', change(person.password, 'Other-1234'))).status).toBe(204);
    const { mobile } = applicant(2);
    await user.call('POST', '/sms-codes', { purpose: 'mobileChange', mobile });
    expect((await user.call('PUT', '/me/mobile', { mobile, smsCode: await app.codeSentTo(mobile) })).status).toBe(200);
    expect((await user.call('DELETE', '/sessions/current')).status).toBe(204);
    expect((await user.call('GET', '/me')).verdict).toBe('401 session.required');
    const form = { password: 'Again-1234', passwordConfirmation: 'Again-1234' };
    expect((await app.call('PUT', `/password-resets/${await reset(person)}`, form)).status).toBe(204);
    expect((await app.login(mobile, 'Other-1234')).verdict).toBe('401 login.refused');
    const back = await app.signIn({ ...person, password: 'Again-1234' });
    expect(await back.profile()).toMatchObject({ realNameLevel: 4, participatesInBusinessRegistration: true });
    expect((await back.call('DELETE', '/me')).status).toBe(204);
    expect((await app.call('POST', '/registrations/checks', { idNumber: person.idNumber })).status).toBe(204);
    const [registered] = await app.facts(person.idNumber);
    expect(registered).toBeUndefined();
  });

  it('V6, R1, R6, R11, R12 refuses a common password wherever one is set, whatever its case', async () => {
    const { person, user } = await app.registered(3);
    const [ticket, activation] = [await reset(person), await step2(4)];
    for (const password of shipped) {
      const form = app.form(applicant(5, { password }), '000000');
      const answers = [
        await app.call('POST', '/registrations', form),
        await finish(activation.ticket, 'Ouyang_04', password),
        await app.call('PUT', `/password-resets/${ticket}`, { password, passwordConfirmation: password }),
        await user.call('PUT', '/me/password', change(person.password, password)),
      ];
      for (const { verdict, body } of answers) {
        expect(verdict).toBe('400 request.invalid');
        expect(body.errors).toEqual([
          { pointer: '/password', code: 'password.personal', detail: expect.stringContaining('常见密码') },
        ]);
      }
    }
    expect((await finish(activation.ticket, 'Ouyang_04', 'Other-1234')).status).toBe(200);
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
  });

  it('R2 of parallel registrations of one ID number exactly one succeeds', async () => {
    const people = [10, 11, 12, 13].map((n) => ({ ...applicant(n), idNumber: applicant(10).idNumber }));
    const forms = [];
    for (const person of people) forms.push(app.form(person, await app.code('registration', person.mobile)));
    const answers = await Promise.all(forms.map((form) => app.call('POST', '/registrations', form)));
    expect(verdicts(answers)).toEqual(['201', ...Array(3).fill('409 identity.already-registered')]);
    const won = people[answers.findIndex(({ status }) => status === 201)]!;
    expect((await app.login(won.mobile, won.password)).status).toBe(201);
    expect((await app.facts(won.idNumber)).filter(({ type }) => type === 'IdentityUserRegistered')).toHaveLength(1);
    // Those who lost hold no mobile: it registers somebody else.
    await app.pass(61);
    const lost = people.filter(({ mobile }) => mobile !== won.mobile);
    for (const [n, { mobile }] of lost.entries()) await app.register({ ...applicant(14 + n), mobile });
  });

  it('R2 of parallel registrations with one mobile exactly one succeeds, and no other ID number is taken', async () => {
    const people = [20, 21, 22, 23].map((n) => ({ ...applicant(n), mobile: applicant(20).mobile }));
    const smsCode = await app.code('registration', people[0]!.mobile);
    const forms = people.map((person) => app.form(person, smsCode));
    const answers = await Promise.all(forms.map((form) => app.call('POST', '/registrations', form)));
    const [won, ...lost] = verdicts(answers);
    expect(won).toBe('201');
    for (const each of lost) expect(each).toMatch(/^(409 identity\.mobile-in-use|422 sms\.code-invalid)$/);
    const checks = people.map(({ idNumber }) => app.call('POST', '/registrations/checks', { idNumber }));
    expect(verdicts(await Promise.all(checks))).toEqual(['204', '204', '204', '409 identity.already-registered']);
  });

  it('R6, V7 of parallel activations with one username, however it is written, exactly one succeeds', async () => {
    const all = [await step2(30), await step2(31), await step2(32)];
    const names = ['Same_Name', 'SAME_NAME', 'same_name'];
    const answers = await Promise.all(all.map(({ ticket, person }, n) => finish(ticket, names[n]!, person.password)));
    expect(verdicts(answers)).toEqual(['200', '409 username.taken', '409 username.taken']);
    const lost = answers.findIndex(({ status }) => status === 409);
    const { ticket, person } = all[lost]!;
    expect((await finish(ticket, 'Other_Name', person.password)).status).toBe(200);
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
  });

  it('nothing unexpected was logged', () =>
    expect(service.output.filter((line) => /uncaught|unhandled|failed, correlation id/i.test(line))).toEqual([]));
});
