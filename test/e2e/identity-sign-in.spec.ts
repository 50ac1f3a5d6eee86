import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { agreed, applicant, IdentityApp, matching, mismatching } from '../support/people/identity-app.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let app: IdentityApp;
beforeAll(async () => {
  service = await RunningService.start();
  app = await IdentityApp.of(service);
});
afterAll(() => service.dispose());

const byFace = (identifier: string, face: object = matching) =>
  app.call('POST', '/sessions/face', { identifier, face });
const startFace = (body: object, headers = {}) =>
  app.call('POST', '/face-verifications', { purpose: 'signIn', consent: agreed, ...body }, { headers });
const shapeOf = ({ status, body, headers }: { status: number; body: Record<string, unknown>; headers: Headers }) => [
  status,
  Object.keys(body).sort(),
  body.code,
  body.detail,
  [...headers.keys()].sort(),
];

describe('sign-in by password', () => {
  it('R7 by ID number or mobile, however they are written', async () => {
    const { person } = await app.registered(1);
    const { idNumber, mobile, password } = person;
    for (const identifier of [
      idNumber,
      ` ${idNumber} `,
      mobile,
      `+86 ${mobile}`,
      `${mobile.slice(0, 3)}-${mobile.slice(3)}`,
    ])
      expect([identifier, (await app.login(identifier, password)).status]).toEqual([identifier, 201]);
  });

  it('R7 not by username', async () => {
    const { person } = await app.registered(2);
    expect((await app.login('zhang_san', person.password)).verdict).toBe('401 login.refused');
  });

  it('R8 unknown accounts and wrong passwords are refused alike', async () => {
    const { person } = await app.registered(3);
    const unknown = applicant(4);
    const answers = [
      await app.login(person.idNumber, 'Wrong-5678'),
      await app.login(unknown.idNumber, 'Wrong-5678'),
      await app.login(unknown.mobile, 'Wrong-5678'),
      await app.login('nobody', 'Wrong-5678'),
    ];
    for (const answer of answers) expect(shapeOf(answer)).toEqual(shapeOf(answers[0]!));
    expect(answers[0]!.verdict).toBe('401 login.refused');
  });

  it('R8 five wrong ones lock that address for 30 minutes; the owner elsewhere is not locked out', async () => {
    const { person } = await app.registered(5);
    const stranger = '127.0.0.2';
    for (let n = 0; n < 5; n++)
      expect(await app.loginFrom(stranger, person.mobile, 'Wrong-5678')).toEqual({
        status: 401,
        code: 'login.refused',
      });
    expect((await app.loginFrom(stranger, person.idNumber, person.password)).status).toBe(401);
    expect((await app.login(person.idNumber, person.password)).status).toBe(201);
    const types = (await app.facts(person.idNumber)).map(({ type }) => type);
    expect(types.filter((type) => type === 'PasswordRefused')).toHaveLength(5);
    expect(types.filter((type) => type === 'PasswordLocked')).toHaveLength(1);
    await app.pass(30 * 60 - 30);
    expect((await app.loginFrom(stranger, person.mobile, person.password)).status).toBe(401);
    await app.pass(31);
    expect((await app.loginFrom(stranger, person.mobile, person.password)).status).toBe(201);
  });

  it('R8 parallel guesses get no more than five tries', async () => {
    const { person } = await app.registered(6);
    const from = '127.0.0.3';
    await Promise.all(Array.from({ length: 12 }, (_, n) => app.loginFrom(from, person.mobile, `Wrong-${1000 + n}`)));
    expect((await app.loginFrom(from, person.mobile, person.password)).status).toBe(401);
    const types = (await app.facts(person.idNumber)).map(({ type }) => type);
    expect(types.filter((type) => type === 'PasswordRefused')).toHaveLength(5);
  });

  it('R8 fifty a day from many addresses lock everywhere until midnight; face stays open', async () => {
    const { person } = await app.registered(7);
    for (let n = 0; n < 50; n++) await app.loginFrom(`127.0.1.${1 + (n >> 2)}`, person.mobile, 'Wrong-5678');
    expect((await app.login(person.mobile, person.password)).verdict).toBe('401 login.refused');
    expect((await byFace(person.mobile)).status).toBe(201);
    await app.pass(14 * 3600);
    expect((await app.login(person.mobile, person.password)).status).toBe(201);
  });

  it('R9 only the first sign-in carries the guide', async () => {
    const person = applicant(8);
    await app.register(person);
    expect((await app.signIn(person)).guide).toBe('raiseRealNameLevel');
    expect((await app.signIn(person)).guide).toBeUndefined();
  });

  it('R9 a repeat of the first sign-in carries it again', async () => {
    const person = applicant(9);
    await app.register(person);
    const headers = { 'idempotency-key': 'sign-in-9', 'x-device-id': 'device-0000009' };
    const form = { identifier: person.mobile, password: person.password };
    const answers = [
      await app.call('POST', '/sessions', form, { headers }),
      await app.call('POST', '/sessions', form, { headers }),
    ];
    expect(answers.map(({ body }) => body)).toEqual([answers[0]!.body, answers[0]!.body]);
    expect(answers[0]!.body.guide).toBe('raiseRealNameLevel');
  });

  it('R10 a logout ends the session at once, and no other', async () => {
    const { person, user } = await app.registered(10);
    const other = await app.signIn(person);
    expect((await user.call('GET', '/sessions/current')).body).toEqual({
      idleExpiresAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    expect((await user.call('DELETE', '/sessions/current')).status).toBe(204);
    expect((await user.call('GET', '/me')).verdict).toBe('401 session.required');
    expect((await other.call('GET', '/me')).status).toBe(200);
  });

  it('R10 one’s sessions are listed, and each can be ended', async () => {
    const { person, user } = await app.registered(12);
    const other = await app.signIn(person);
    const { items } = (await user.call('GET', '/sessions')).body;
    expect(items.map(({ current, device }: { current: boolean; device: null }) => [current, device])).toEqual([
      [false, null],
      [true, null],
    ]);
    const foreign = (await app.registered(13)).user;
    expect((await foreign.call('DELETE', `/sessions/${items[0].id}`)).verdict).toBe('404 session.not-found');
    expect((await user.call('DELETE', `/sessions/${items[0].id}`)).status).toBe(204);
    expect((await other.call('GET', '/me')).verdict).toBe('401 session.required');
  });

  it('a session of the identity app opens nothing of the futures app', async () => {
    const { user } = await app.registered(11);
    const headers = { ...user.headers, 'x-device-id': 'device-0000011' };
    const answer = await fetch(`${app.url}/v1/futures/profile`, { headers });
    expect(answer.status).toBe(401);
  });
});

describe('sign-in by face', () => {
  it('R7, R16 by a flow of the provider, whose outcome the server fetches itself, once', async () => {
    const { person } = await app.registered(20);
    const started = await startFace({ identifier: person.mobile });
    expect(started.status).toBe(201);
    expect(Object.keys(started.body).sort()).toEqual(['expiresAt', 'faceVerificationId', 'provider', 'token', 'url']);
    const face = await app.wentThrough(started);
    const signedIn = await byFace(person.idNumber, face);
    expect(signedIn.status).toBe(201);
    expect((await byFace(person.idNumber, face)).verdict).toBe('401 login.refused');
    const verified = (await app.facts(person.idNumber)).find(({ type }) => type === 'FaceVerified');
    expect(verified!.data).toEqual({
      purpose: 'signIn',
      scoreBand: 'high',
      address: expect.any(String),
      at: expect.any(String),
      providerReference: expect.any(String),
      consent: expect.objectContaining({ documentId: 'faceConsent', scope: 'face', version: '1.0' }),
    });
  });

  it('R16 one is good for its person, its purpose and five minutes only', async () => {
    const [{ person }, { person: other }] = [await app.registered(21), await app.registered(22)];
    const idOf = async (body: object) => app.wentThrough(await startFace(body));
    const mine = await idOf({ identifier: person.mobile });
    expect((await byFace(other.mobile, mine)).verdict).toBe('401 login.refused');
    const reset = await idOf({ purpose: 'passwordReset', name: person.name, idNumber: person.idNumber });
    expect((await byFace(person.mobile, reset)).verdict).toBe('401 login.refused');
    expect((await byFace(person.mobile, mine)).status).toBe(201);
    const late = await idOf({ identifier: person.mobile });
    await app.pass(5 * 60 + 1);
    expect((await byFace(person.mobile, late)).verdict).toBe('401 login.refused');
  });

  it('R7, R8 unknown persons and faces that do not match are refused alike', async () => {
    const { person } = await app.registered(23);
    const unknown = applicant(24);
    const flows = [await startFace({ identifier: person.mobile }), await startFace({ identifier: unknown.mobile })];
    expect(shapeOf(flows[1]!)).toEqual(shapeOf(flows[0]!));
    const refusals = [
      await byFace(person.mobile, mismatching),
      await byFace(unknown.mobile, mismatching),
      await byFace(unknown.mobile, matching),
      await byFace(unknown.mobile, await app.wentThrough(flows[1]!)),
      await byFace(person.mobile, { faceVerificationId: flows[0]!.body.faceVerificationId }),
    ];
    for (const refusal of refusals) expect(shapeOf(refusal)).toEqual(shapeOf(refusals[0]!));
    expect(refusals[0]!.verdict).toBe('401 login.refused');
  });

  it('R16 after five failures of a day there are no more, for unknown persons too', async () => {
    const { person } = await app.registered(25);
    for (const identifier of [person.mobile, applicant(26).mobile]) {
      for (let n = 0; n < 5; n++) expect((await byFace(identifier, mismatching)).verdict).toBe('401 login.refused');
      const refused = await byFace(identifier, matching);
      expect(refused.verdict).toBe('429 face.too-many-tries');
      expect(refused.body.retryAt).toMatch(/T16:00:00.000Z$/);
      expect((await startFace({ identifier })).verdict).toBe('429 face.too-many-tries');
    }
  });

  it('R16 the provider is down: nothing counts', async () => {
    const { person } = await app.registered(27);
    for (let n = 0; n < 6; n++)
      expect((await byFace(person.mobile, { providerTicket: 'sandbox:unavailable' })).verdict).toBe(
        '503 dependency.unavailable',
      );
    expect((await byFace(person.mobile)).status).toBe(201);
  });

  it('P6 needs consent, and something to go by', async () => {
    const refused = await startFace({ identifier: '13800138000', consent: { version: '1.0', agreed: false } });
    expect(refused.verdict).toBe('422 agreement.not-accepted');
    for (const body of [{}, { purpose: 'passwordReset', name: '张三' }, { purpose: 'activation' }])
      expect((await startFace(body)).body.errors[0].code).toBe('field.required');
    expect((await startFace({ purpose: 'realNameLevel' })).verdict).toBe('401 session.required');
    expect((await startFace({ purpose: 'activation', activationTicket: 'x' })).verdict).toBe('422 ticket.invalid');
    expect((await byFace('13800138000', {})).body.errors).toMatchObject([
      { pointer: '/face/faceVerificationId', code: 'field.required' },
    ]);
  });
});
