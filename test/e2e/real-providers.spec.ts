import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceProcess } from '../../demo/service-process.js';
import { PostgresShortLived } from '../../src/adapters/postgres/short-lived.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { SystemClock } from '../../src/adapters/system-clock/system-clock.js';
import { Keyring } from '../../src/application/core/keyring.js';
import type { CaptchaImage } from '../../src/application/ports/captcha-image.js';
import { CaptchaSound } from '../../src/application/ports/captcha-sound.js';
import { Captchas } from '../../src/application/shared/captchas.js';
import { eventually } from '../support/eventually.js';
import { agreed, applicant } from '../support/people/identity-app.js';
import { type Call, send } from '../support/people/journey.js';
import { createDatabase } from '../support/servers/postgres.js';
import { RealProviders, templateIds } from '../support/servers/real-providers.js';
import { startProcess } from '../support/servers/running-service.js';
import { apiError, testAccount } from '../support/servers/tencent-cloud-server.js';

const masterKey = Buffer.alloc(32, 5);
const person = applicant(1);
const mobile = `+86${person.mobile}`;

describe('with real providers', () => {
  let providers: RealProviders;
  let dataDir: string;
  let databaseUrl: string;
  let environment: Readonly<Record<string, string>>;
  let service: ServiceProcess;
  let token: string;

  beforeAll(async () => {
    providers = await RealProviders.start();
    dataDir = await mkdtemp(join(tmpdir(), 'realname-real-'));
    databaseUrl = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    const stores = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, MASTER_KEY: masterKey.toString('hex') };
    environment = { ...providers.environment, ...stores, NODE_ENV: 'production' };
    service = await startProcess(environment);
  });
  afterAll(async () => {
    await service?.kill();
    await providers.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const call = (method: string, path: string, body?: unknown, headers: Call['headers'] = {}) =>
    send(`${service.url}/v1${path}`, method, { body, headers });
  const mine = (method: string, path: string, body?: unknown) =>
    call(method, `/identity${path}`, body, { authorization: `Bearer ${token}` });

  /** What only a person can read: here it is looked up in the table, with the master key. */
  const captcha = async () => {
    const { captchaId } = (await call('POST', '/captchas', { purpose: 'registration' })).body;
    const pool = createPool(databaseUrl, { max: 1 });
    const shortLived = new PostgresShortLived(pool, new Keyring(masterKey), new SystemClock());
    const answer = await new Captchas(shortLived, new SystemClock(), {} as CaptchaImage, {} as CaptchaSound).answer(
      captchaId,
    );
    await pool.end();
    return { captchaId, captcha: answer };
  };

  it('is no sandbox, and says who is behind it', async () => {
    const output = service.output.join('\n');
    expect(output).toContain('SMS gateway: Tencent Cloud SMS');
    expect(output).toContain(`staff tokens: ${providers.issuer.url}`);
    expect(output).not.toMatch(/sandbox(?!":false)/);
    for (const path of ['clock', 'staff-tokens', `sms-messages?to=${person.mobile}`])
      expect((await send(`${service.url}/sandbox/${path}`, 'GET')).verdict).toBe('404 route.not-found');
    for (const path of ['openapi.json', 'docs'])
      expect((await send(`${service.url}/${path}`, 'GET')).verdict).toBe('404 route.not-found');
    const preflight = { origin: 'http://localhost:5173' };
    const { headers } = await send(`${service.url}/v1/dictionaries/regions`, 'GET', { headers: preflight });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('R1–R4 registers: a code by SMS, the four elements by the authority', async () => {
    const asked = await call('POST', '/identity/sms-codes', {
      purpose: 'registration',
      mobile: person.mobile,
      ...(await captcha()),
    });
    expect(asked.verdict).toBe('202');
    const { template, parameters } = providers.lastMessage(mobile)!;
    expect(template).toBe(templateIds.get('registration'));
    const [smsCode] = parameters;
    const { name, idNumber, password } = person;
    const form = {
      name,
      idNumber,
      mobile: person.mobile,
      smsCode,
      password,
      passwordConfirmation: password,
      validity: { start: '20200318', term: 20 },
      agreement: agreed,
    };

    providers.cloud.faults.push({ status: 502 }, 'reset');
    expect((await call('POST', '/identity/registrations', form)).verdict).toBe('503 dependency.unavailable');
    providers.cloud.on('CheckIdNameDate', () => ({ Result: '-1', Description: '不一致' }));
    const mismatch = await call('POST', '/identity/registrations', form);
    expect(mismatch.verdict).toBe('422 identity.four-elements-mismatch');
    providers.cloud.on('CheckIdNameDate', () => ({ Result: '0', Description: '一致' }));
    expect((await call('POST', '/identity/registrations', form)).verdict).toBe('201');
    expect(providers.cloud.callsOf('CheckIdNameDate').at(-1)).toEqual({
      Name: name,
      IdCard: idNumber,
      ValidityBegin: '20200318',
      ValidityEnd: '20400318',
    });
    const session = await call('POST', '/identity/sessions', { identifier: idNumber, password });
    token = session.body.token;
    expect(token).toEqual(expect.any(String));
  });

  it('V4.3 an SMS that may have left counts, and is not sent again', async () => {
    const number = applicant(2).mobile;
    providers.cloud.faults.push({ status: 502 });
    const body = { purpose: 'registration', mobile: number, ...(await captcha()) };
    const headers = { 'idempotency-key': '0f9a4cc8-6a1f-4a86-9f64-7a1f6f1f2f3b' };
    const sends = () => providers.cloud.callsOf('SendSms').length;
    const before = sends();
    expect((await call('POST', '/identity/sms-codes', body, headers)).verdict).toBe('503 dependency.unavailable');
    expect((await call('POST', '/identity/sms-codes', body, headers)).verdict).toBe('202');
    const again = { ...body, ...(await captcha()) };
    expect((await call('POST', '/identity/sms-codes', again)).verdict).toBe('429 sms.quota-exceeded');
    expect(sends()).toBe(before + 1);
  });

  it('R14, R16 raises the level by a flow of the provider, and by nothing that the client brings', async () => {
    const begin = () => mine('POST', '/face-verifications', { purpose: 'realNameLevel', consent: agreed });
    const { faceVerificationId, provider, url, token: bizToken } = (await begin()).body;
    expect(provider).toBe('tencent-cloud');
    expect(url).toContain(bizToken);
    const raise = (face: object) => mine('PUT', '/me/real-name-level', { level: 4, face, consent: agreed });
    expect((await raise({ providerTicket: 'sandbox:match' })).verdict).toBe('422 identity.face-mismatch');
    expect((await raise({ faceVerificationId })).verdict).toBe('422 identity.face-mismatch');
    providers.cloud.finish(bizToken, { ErrCode: 0, LiveStatus: 0, Comparestatus: 0, Sim: '91.00' });
    expect((await raise({ faceVerificationId })).verdict).toBe('200');
    expect((await mine('GET', '/me')).body.realNameLevel).toBe(4);
  });

  it('P4 sends a notice by its own template', async () => {
    const password = 'Wxyz-1234';
    const change = { oldPassword: person.password, password, passwordConfirmation: password };
    expect((await mine('PUT', '/me/password', change)).status).toBe(204);
    await eventually(() =>
      expect(providers.lastMessage(mobile)).toEqual({ template: templateIds.get('passwordChanged'), parameters: [] }),
    );
  });

  it('believes staff by the tokens of the issuer alone', async () => {
    const search = async (bearer: string) =>
      call(
        'POST',
        '/audit/stream-searches',
        { idNumber: person.idNumber },
        {
          authorization: `Bearer ${bearer}`,
          'x-audit-reason': encodeURIComponent('a complaint of the customer'),
        },
      );
    const found = await search(await providers.issuer.token());
    expect(found.verdict).toBe('200');
    expect(found.body.items).toEqual([expect.objectContaining({ category: 'IdentityUser' })]);
    expect((await search(await providers.issuer.token({ aud: 'other' }))).status).toBe(401);
    expect((await search(await providers.issuer.token({ roles: ['agent'] }))).status).toBe(403);
  });

  it('P4 tells neither secrets nor persons, and tells the operator what the provider refuses', async () => {
    providers.cloud.on('DetectAuth', () => apiError('InvalidParameter.RuleId'));
    const flow = await mine('POST', '/face-verifications', { purpose: 'realNameLevel', consent: agreed });
    expect(flow.verdict).toBe('503 dependency.unavailable');
    await eventually(() =>
      expect(service.output.join('\n')).toMatch(/InvalidParameter.RuleId.*face provider refused DetectAuth/),
    );
    const metrics = /metrics +(\S+)/.exec(service.output.join('\n'))![1]!;
    expect(await (await fetch(metrics)).text()).toContain('realname_provider_breaker_open{provider="SMS gateway"} 0');
    const output = service.output.join('\n');
    for (const secret of [
      testAccount.secretKey,
      masterKey.toString('hex'),
      person.idNumber,
      person.mobile,
      person.name,
    ])
      expect(output).not.toContain(secret);
    expect(output).toContain('identity authority is unavailable');
  });

  it('refuses a sandbox on its data, an issuer that is away, and real providers on data of a sandbox', async () => {
    const refusal = (own: Readonly<Record<string, string>>) =>
      startProcess(own).then(
        (started) => started.kill().then(() => 'it started'),
        ({ message }: Error) => message,
      );
    expect(await service.stop()).toBe(0);
    const { DATA_DIR, DATABASE_URL, MASTER_KEY } = environment as Readonly<Record<string, string>>;
    const stores = { DATA_DIR: DATA_DIR!, DATABASE_URL: DATABASE_URL!, MASTER_KEY: MASTER_KEY! };
    expect(await refusal(stores)).toContain('The data in this database was made with real providers');
    const away = { ...environment, OIDC_ISSUER: 'http://127.0.0.1:1' };
    expect(await refusal(away)).toContain('OIDC_ISSUER http://127.0.0.1:1 has no discovery document');

    const sandboxUrl = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    const sandbox = await startProcess({ ...stores, DATABASE_URL: sandboxUrl, DATA_DIR: join(dataDir, 'sandbox') });
    await sandbox.stop();
    const real = { ...environment, DATABASE_URL: sandboxUrl, DATA_DIR: join(dataDir, 'sandbox') };
    expect(await refusal(real)).toContain('The data in this database was made in a sandbox');
  });
});
