import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let app: IdentityApp;
beforeAll(async () => {
  service = await RunningService.start();
  app = await IdentityApp.of(service);
});
afterAll(() => service.dispose());

const reason = { 'x-audit-reason': 'test of the cancellation' };
const rows = (sql: string): Promise<Record<string, unknown>[]> => service.query(sql);

describe('cancellation of an account', () => {
  it('R17, P2 ends sessions, erases, and lets the ID number register again', async () => {
    const { person, userId, user } = await app.registered(1);
    const other = await app.signIn(person);
    await user.call('PUT', '/me/business-registration', { participate: false }, { 'idempotency-key': 'kept-1' });
    const [{ stream } = { stream: '' }] = await streamsOf(person.idNumber);
    expect((await user.call('DELETE', '/me')).status).toBe(204);
    await eventually(async () =>
      expect(await app.noticesTo(person.mobile)).toEqual([expect.stringContaining('已注销')]),
    );

    for (const session of [user, other])
      expect((await session.call('GET', '/me')).verdict).toBe('401 session.required');
    expect((await app.login(person.mobile, person.password)).verdict).toBe('401 login.refused');
    const search = { idNumber: person.idNumber };
    const found = await app.as('operator', 'POST', '/staff/identity-users/searches', search);
    expect(found.verdict).toBe('404 user.not-found');
    expect(await streamsOf(person.idNumber)).toEqual([]);

    const revealed = await app.as('auditor', 'GET', `/audit/streams/${stream}?reveal=true`, undefined, reason);
    const [first] = revealed.body.items;
    expect(first.data).toMatchObject({ name: '[erased]', idNumber: '[erased]', mobile: '[erased]' });
    expect(revealed.body.items.at(-1).type).toBe('IdentityUserCancelled');
    expect(await rows(`select 1 from data_keys where subject = 'identity/${userId}' and wrapped is not null`)).toEqual(
      [],
    );
    expect(
      await rows(`select 1 from idempotency_records where subject = 'identity/${userId}' and length(response) > 200`),
    ).toEqual([]);

    await app.pass(61);
    const again = await app.register({ ...person, password: 'Again-1234' });
    expect(again).not.toBe(userId);
    expect((await app.login(person.mobile, person.password)).status).toBe(401);
    const renewed = await app.signIn({ ...person, password: 'Again-1234' });
    expect(renewed.guide).toBe('raiseRealNameLevel');
    expect((await renewed.profile()).realNameLevel).toBe(3);
  });

  it('P2 leaves no password hash behind, nor anything personal in the tables', async () => {
    const { person, user } = await app.registered(2, { name: '司马清清' });
    const before = await rows('select 1 from credentials');
    await user.call('DELETE', '/me');
    expect(await rows('select 1 from credentials')).toHaveLength(before.length - 1);
    const dump = JSON.stringify(await rows('select data, metadata from events'));
    for (const clear of [person.name, person.idNumber, person.mobile, person.password])
      expect(dump).not.toContain(clear);
  });

  it('R17 a repeat with the same Idempotency-Key is answered alike', async () => {
    const { user } = await app.registered(3);
    const headers = { 'idempotency-key': 'cancel-3' };
    expect((await user.call('DELETE', '/me', undefined, headers)).status).toBe(204);
    expect((await user.call('DELETE', '/me', undefined, headers)).status).toBe(204);
    expect((await user.call('DELETE', '/me')).verdict).toBe('401 session.required');
  });

  it('P2 an operator erases a user for a reason', async () => {
    const { person, user } = await app.registered(4);
    const body = { app: 'identity', idNumber: person.idNumber, reason: '本人书面申请删除' };
    const erased = await app.as('operator', 'POST', '/staff/erasures', body);
    expect(erased).toMatchObject({ status: 202, body: { outcome: 'erased' } });
    expect((await user.call('GET', '/me')).verdict).toBe('401 session.required');
    await app.pass(61);
    await app.register(person);
  });

  it('R17 the username of somebody who is gone is free', async () => {
    const activate = async (n: number) => {
      const { person } = await app.imported(n, applicant(n).mobile);
      const { activationTicket } = (await app.login(person.idNumber, 'any')).body;
      const { idNumber, mobile, password } = person;
      const smsCode = await app.code('activation', mobile);
      const { body } = await app.call('POST', '/activations', { activationTicket, idNumber, mobile, smsCode });
      const form = { username: 'Once_Again', password, passwordConfirmation: password };
      expect((await app.call('PUT', `/activations/${body.ticket}`, form)).status).toBe(200);
      return app.signIn(person);
    };
    await (await activate(5)).call('DELETE', '/me');
    await activate(6);
  });
});

const streamsOf = async (idNumber: string): Promise<{ stream: string }[]> =>
  (await app.as('auditor', 'POST', '/audit/stream-searches', { idNumber }, reason)).body.items;
