import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { previewOpenApi } from '../../../src/adapters/http/openapi/preview.js';
import { Claims } from '../../../src/application/core/claims.js';
import { CommandRunner } from '../../../src/application/core/command-runner.js';
import { newId } from '../../../src/application/core/ids.js';
import { customerSubject } from '../../../src/application/futures/account/customers.js';
import { Passwords } from '../../../src/application/identity/passwords.js';
import { IdentityUsers, idNumberKey, mobileKey, userStream } from '../../../src/application/identity/users.js';
import { Background } from '../../../src/application/shared/background.js';
import { customerAccount } from '../../../src/domain/customer-account/decider.js';
import { minute, second } from '../../../src/domain/shared/instant.js';
import { commandContext } from '../../support/command-context.js';
import { type MemoryApp, openMemoryApp } from '../../support/memory/app.js';
import { type Applicant, agreed, applicant } from '../../support/people/identity-app.js';
import { customer } from '../histories.js';
import { registration } from '../identity-histories.js';

/** Somebody whom a stranger names; whether they are known is what no answer tells. */
interface Named extends Applicant {
  readonly face: { faceVerificationId: string; returnState: string };
}

interface Request {
  readonly body: object;
  /** In place of `{ticket}`. */
  readonly ticket?: string;
}

/** How a stranger calls it about somebody; each of the forms is one. */
type Asking = Readonly<Record<string, (who: Named) => Request | Promise<Request>>>;

/** What a call that strangers may make has to do with people. */
type Row =
  | { readonly names: 'nobody' }
  /** By this rule it tells whether somebody is known. */
  | { readonly tells: string }
  | { readonly asks: Asking; readonly tells?: string };

let memory: MemoryApp;
let document: OpenAPIObject;

const accountType = 'futuresBrokerage';
const nobodys = 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y';
const password = { password: 'Abcd-1234', passwordConfirmation: 'Abcd-1234' };
const smsCode = '000000';

/** A captcha and its answer: the picture is its text. */
const captcha = async (purpose: string) => {
  const { captchaId, image } = (await send('POST', '/v1/captchas', { purpose })).body;
  return { captchaId, captcha: Buffer.from(image.split(',')[1], 'base64').toString() };
};

const rows: Readonly<Record<string, Row>> = {
  getLiveness: { names: 'nobody' },
  getReadiness: { names: 'nobody' },
  getStaffSignIn: { names: 'nobody' },
  getCompany: { names: 'nobody' },
  getProblem: { names: 'nobody' },
  getProblems: { names: 'nobody' },
  getDictionary: { names: 'nobody' },
  getIdentityConfiguration: { names: 'nobody' },
  getIdentityAgreements: { names: 'nobody' },
  getCaCertificates: { names: 'nobody' },
  getCrl: { names: 'nobody' },
  getCrlOf: { names: 'nobody' },
  getTransparencyCheckpoint: { names: 'nobody' },
  getTransparencyTile: { names: 'nobody' },
  getOcsp: { names: 'nobody' },
  postOcsp: { names: 'nobody' },
  postCaptcha: { names: 'nobody' },
  postRegistrationCheck: { tells: 'R2' },
  postRegistration: { tells: 'R2' },
  postFuturesLoginCode: {
    tells: 'F2',
    asks: {
      rightCaptcha: async ({ idNumber }) => ({
        body: { companyCode: '0038', accountType, idNumber, ...(await captcha('futuresLogin')) },
      }),
      wrongCaptcha: ({ idNumber }) => ({
        body: { companyCode: '0038', accountType, idNumber, captchaId: newId(), captcha: 'AAAA' },
      }),
      elsewhere: async ({ idNumber }) => ({
        body: { companyCode: '0039', accountType, idNumber, ...(await captcha('futuresLogin')) },
      }),
    },
  },
  postFuturesSession: {
    asks: {
      wrongCode: ({ idNumber }) => ({ body: { companyCode: '0038', accountType, idNumber, smsCode } }),
      elsewhere: ({ idNumber }) => ({ body: { companyCode: '0039', accountType, idNumber, smsCode } }),
    },
  },
  postIdentitySession: {
    tells: 'R5',
    asks: {
      byIdNumber: ({ idNumber }) => ({ body: { identifier: idNumber, password: 'wrong-1234' } }),
      byMobile: ({ mobile }) => ({ body: { identifier: ` +86 ${mobile}`, password: 'wrong-1234' } }),
    },
  },
  postFaceVerification: {
    asks: {
      byIdNumber: ({ idNumber }) => ({ body: { purpose: 'signIn', identifier: idNumber, consent: agreed } }),
      byMobile: ({ mobile }) => ({ body: { purpose: 'signIn', identifier: mobile, consent: agreed } }),
      reset: ({ name, idNumber }) => ({ body: { purpose: 'passwordReset', name, idNumber, consent: agreed } }),
      resetUnderAnotherName: ({ idNumber }) => ({
        body: { purpose: 'passwordReset', name: '另一人', idNumber, consent: agreed },
      }),
    },
  },
  postIdentityFaceSession: {
    tells: 'R5',
    asks: {
      byIdNumber: ({ idNumber, face }) => ({ body: { identifier: idNumber, face } }),
      byMobile: ({ mobile, face }) => ({ body: { identifier: mobile, face } }),
    },
  },
  postPasswordReset: {
    asks: {
      rightName: ({ name, idNumber, face }) => ({ body: { name, idNumber, face } }),
      wrongName: ({ idNumber, face }) => ({ body: { name: '另一人', idNumber, face } }),
    },
  },
  putPasswordReset: { asks: { noTicket: () => ({ ticket: nobodys, body: password }) } },
  postMobileCode: { tells: 'R2, V4.3' },
  postActivation: {
    asks: {
      noTicket: ({ idNumber, mobile }) => ({ body: { activationTicket: nobodys, idNumber, mobile, smsCode } }),
    },
  },
  putActivation: { asks: { noTicket: () => ({ ticket: nobodys, body: { username: 'Zhang_San', ...password } }) } },
};

const askings = Object.entries(rows).flatMap(([operationId, row]) =>
  'asks' in row ? Object.keys(row.asks).map((form) => ({ operationId, form })) : [],
);

beforeAll(async () => {
  document = await previewOpenApi();
  // A Monday, 10:00 in Shanghai: the companies are open.
  memory = await openMemoryApp('2026-11-23T02:00:00.000Z');
});
afterAll(() => memory?.app.close());

const methods = ['get', 'post', 'put', 'delete'] as const;
/** Every call, by name. */
const calls = () =>
  new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method] as { operationId: string; security?: object[] } | undefined;
        return operation
          ? [[operation.operationId, { method: method.toUpperCase(), path, ...operation }] as const]
          : [];
      }),
    ),
  );

const send = async (method: string, path: string, body: object) => {
  const headers = { 'x-device-id': 'device-0001', 'content-type': 'application/json' };
  const answer = await fetch(`${memory.url}${path}`, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, headers: [...answer.headers], body: text ? JSON.parse(text) : {} };
};

/** What is random in an answer: its length is not. */
const random = ['faceVerificationId', 'url', 'token', 'maskedMobile'];
const times = ['date', 'x-correlation-id'];

/** All that a stranger can see of an answer, and what it cost: an attempt is an event of the known and a decoy of the others. */
const told = async (operationId: string, form: string, who: Named) => {
  const { method, path } = calls().get(operationId)!;
  const { body, ticket } = await (rows[operationId] as { asks: Asking }).asks[form]!(who);
  await memory.app.get(Background).settled();
  memory.calls.take();
  const answer = await send(method, path.replace('{ticket}', ticket ?? ''), body);
  await memory.app.get(Background).settled();
  const {
    'gateway.sendCode': _,
    'store.append': appends = 0,
    'shortLived.put': puts = 0,
    ...work
  } = memory.calls.take();
  if (operationId === 'postFaceVerification' && answer.status === 201)
    Object.assign(who.face, { faceVerificationId: answer.body.faceVerificationId });
  const masked = Object.entries(answer.body).map(([name, value]) =>
    random.includes(name) ? [name, String(value).length] : [name, value],
  );
  return {
    status: answer.status,
    headers: answer.headers.filter(([name]) => !times.includes(name)),
    body: Object.fromEntries(masked),
    work: { ...work, writes: appends + puts },
  };
};

let people = 0;
const named = (): Named => ({ ...applicant(++people), face: { faceVerificationId: newId(), returnState: nobodys } });

/** Makes somebody known to both apps, with a mobile of their own in each. */
const makeKnown = async ({ name, idNumber, mobile, password }: Applicant) => {
  const { app, clock } = memory;
  const [claims, runner, users, passwords] = [
    app.get(Claims),
    app.get(CommandRunner),
    app.get(IdentityUsers),
    app.get(Passwords),
  ];
  const context = () => commandContext({ at: clock.now() });
  const [customerId, userId, e164] = [newId(), newId(), `+86${mobile}`];
  for (const companyCode of ['0038', '0039']) {
    const id = companyCode === '0038' ? customerId : newId();
    await claims.take(['customer', companyCode, accountType, idNumber], `${customerAccount.category}-${id}`, context());
    const contactMobile = `+86137${mobile.slice(3)}`;
    const record = { ...customer, companyCode, name, idNumber, contactMobile, customerNumber: `8${mobile}` };
    const command = { type: 'ImportCustomer', customer: record, asOf: clock.now() } as const;
    await runner.run(customerAccount, id, command, context(), customerSubject(companyCode, id));
  }
  for (const key of [idNumberKey(idNumber), mobileKey(e164)]) await claims.take(key, userStream(userId), context());
  await passwords.set(userId, await passwords.hash(password), null, context(), (credentialId) =>
    users.run(userId, { ...registration, name, idNumber, mobile: e164, credentialId, at: clock.now() }, context()),
  );
};

describe('who calls without a session (F4, R8)', () => {
  it('every such call of the document is a row here: what it tells, by which rule', () => {
    const open = [...calls().values()].filter(
      ({ security, path }) => !security?.length && !path.startsWith('/sandbox'),
    );
    expect(Object.keys(rows).sort()).toEqual(open.map(({ operationId }) => operationId).sort());
  });

  it('F4, R8, R16 learns of nobody whether they are known: not by answers, headers, counters or work', async () => {
    const step = fc.record({
      asking: fc.constantFrom(...askings),
      knownFirst: fc.boolean(),
      pause: fc.constantFrom(0, second, minute, 31 * minute),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        const [known, unknown] = [named(), named()];
        await makeKnown(known);
        for (const { asking, knownFirst, pause } of steps) {
          const { operationId, form } = asking;
          const order = knownFirst ? [known, unknown] : [unknown, known];
          const heard = new Map<Named, unknown>();
          for (const who of order) heard.set(who, await told(operationId, form, who));
          expect([operationId, form, heard.get(unknown)]).toEqual([operationId, form, heard.get(known)]);
          memory.clock.advance(pause);
        }
      }),
      { seed: 20_261_123, numRuns: 8 },
    );
  });
});
