import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Body, bodiesOf, filledIn, type TextField } from '../support/people/body-fields.js';
import { IdentityApp } from '../support/people/identity-app.js';
import { type Answer, Company, send } from '../support/people/journey.js';
import { openingHour, RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let bodies: readonly Body[];
/** Sends a body from whoever the call is for, about things that exist. */
let call: (body: Body, value: object) => Promise<Answer>;

const deviceId = 'device-fields-1';

beforeAll(async () => {
  service = await RunningService.start();
  const { url } = service;
  await send(`${url}/sandbox/clock`, 'PUT', { body: { now: openingHour } });
  const me = await (await (await Company.of(service)).customer(1)).signIn(deviceId);
  const [contactPhone, identityValidity, otherInformation] = await Promise.all(
    ['contactPhone', 'identityValidity', 'otherInformation'].map(
      async (kind) => (await me.call('POST', '/change-requests', { body: { kind } })).body.id as string,
    ),
  );
  const { user } = await (await IdentityApp.of(service)).registered(1);
  const tokens = (await send(`${url}/sandbox/staff-tokens`, 'GET')).body;
  const tokenFor = (path: string): string => {
    if (path.startsWith('/v1/futures')) return me.token;
    if (path.startsWith('/v1/identity/sms-codes')) return user.token;
    if (/^\/v1\/identity\/(me|sessions\/current)/.test(path)) return user.token;
    if (path.startsWith('/v1/audit')) return tokens.auditor;
    if (path.includes('video-verifications')) return tokens.agent;
    if (path.startsWith('/v1/staff')) return path.includes('change-requests') ? tokens.reviewer : tokens.operator;
    return '';
  };
  const requestFor = (path: string) => {
    if (path.includes('identity-validity')) return identityValidity;
    return path.includes('other-information') ? otherInformation : contactPhone;
  };
  call = ({ method, path }, body) => {
    const parameters: Readonly<Record<string, string | undefined>> = {
      id: path.startsWith('/v1/futures/change-requests') ? requestFor(path) : crypto.randomUUID(),
      userId: crypto.randomUUID(),
      companyCode: '0038',
      customerNumber: 'F1',
      documentId: 'changeApplication',
      ticket: 'x'.repeat(43),
    };
    const token = tokenFor(path);
    const headers = {
      'x-device-id': deviceId,
      'x-audit-reason': 'what fields are refused for',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(path.endsWith('/rejection') && { 'if-match': '"0"' }),
    };
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? name);
    return send(`${url}${address}`, method, { body, headers });
  };
  // A face for a password reset is the one that asks who it is.
  const examples = { 'POST /v1/identity/face-verifications': { purpose: 'passwordReset' } };
  bodies = bodiesOf((await send(`${url}/openapi.json`, 'GET')).body, examples);
});
afterAll(() => service.dispose());

const errorsOf = ({ body }: Answer): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ((body?.errors ?? []) as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]),
  );
/** What a device makes or a list offers is never left empty by a person: the domain judges it. */
const made = new Set(['csr', 'certificateSerial', 'signature', 'POST /v1/futures/video-verifications branchCode']);
const isMade = ({ call }: Body, { path }: TextField) => made.has(path.at(-1)!) || made.has(`${call} ${path.at(-1)}`);
const isIdNumber = ({ path }: TextField) => path.at(-1) === 'idNumber';

describe('the fields of every body', () => {
  it('V1 an empty text is none: all that must be filled in is told in one answer', async () => {
    let fields = 0;
    for (const body of bodies) {
      const required = body.texts.filter((field) => field.required && !isMade(body, field));
      if (required.length === 0) continue;
      fields += required.length;
      const answer = await call(
        body,
        filledIn(body.example, required, () => ''),
      );
      const wanted = required.map((field) => [field.pointer, isIdNumber(field) ? 'id.empty' : 'field.required']);
      expect([body.call, answer.verdict, errorsOf(answer)]).toEqual([
        body.call,
        '400 request.invalid',
        expect.objectContaining(Object.fromEntries(wanted)),
      ]);
    }
    expect(fields).toBeGreaterThan(50);
  });

  /** Passwords are V6's business. */
  const isSecret = ({ pointer }: TextField) => /password/i.test(pointer);
  /** Read without what is not seen (V3–V5), or what a company’s own system holds (F22). */
  const taken = new Set([
    ...['phone', 'mobile', 'contactMobile', 'contactPhone', 'identifier', 'smsCode', 'captcha'],
    ...['idAddress', 'address', 'email', 'clientManager', 'intermediary'].map(
      (name) => `PUT /v1/staff/customers/{companyCode}/{customerNumber} ${name}`,
    ),
  ]);
  const isTaken = ({ call }: Body, { path }: TextField) =>
    taken.has(path.at(-1)!) || taken.has(`${call} ${path.at(-1)}`);

  it('what nobody sees is no text, and is refused within one', async () => {
    let fields = 0;
    for (const body of bodies)
      for (const field of body.texts.filter((each) => each.free && !isSecret(each) && !isMade(body, each))) {
        if (field.required) {
          const blank = await call(
            body,
            filledIn(body.example, [field], () => '\u200b\u3164\u2800'),
          );
          const wanted = isIdNumber(field) ? 'id.shape' : 'field.required';
          expect([body.call, errorsOf(blank)]).toEqual([
            body.call,
            expect.objectContaining({ [field.pointer]: wanted }),
          ]);
        }
        if (isTaken(body, field)) continue;
        fields += 1;
        for (const unseen of ['\u00ad', '\u200b', '\ufffd', '\ufe0f']) {
          const hidden = filledIn(body.example, [field], (text) => `${text.slice(0, 2)}${unseen}${text.slice(2)}`);
          const answer = await call(body, hidden);
          expect([body.call, field.pointer, answer.verdict, Object.keys(errorsOf(answer))]).toEqual([
            body.call,
            field.pointer,
            '400 request.invalid',
            expect.arrayContaining([field.pointer]),
          ]);
        }
      }
    expect(fields).toBeGreaterThan(40);
  });
});
