import { beforeAll } from '@jest/globals';
import { accountType, customer } from '../../../demo/people.js';
import { checkCharacter } from '../../../src/domain/shared/resident-id.js';
import { nextPerson, type ServiceKind, service, startOwnService } from '../servers/own-service.js';
import type { RunningService } from '../servers/running-service.js';
import { type Answer, type Call, Company, send } from './journey.js';

export const deviceId = 'device-0001';

/** A valid ID number (V1): the n-th person of a day of birth. */
export const idNumberOf = (n: number, birth = '19880412'): string => {
  const digits = `110101${birth}${String(n).padStart(3, '0')}`;
  return `${digits}${checkCharacter(digits)}`;
};

/** The n-th mobile of these tests. */
export const mobileOf = (n: number): string => `138${String(20_000_001 + n * 37)}`;

/** The sign-in screen (figure 2) without a mind of its own: sends whatever it is told to. */
export class SignInPage {
  private constructor(
    private readonly service: RunningService,
    public company: Company,
  ) {}

  static async of(service: RunningService): Promise<SignInPage> {
    return new SignInPage(service, await Company.of(service));
  }

  get url(): string {
    return this.service.url;
  }

  call(method: string, path: string, { body, headers }: Call = {}): Promise<Answer> {
    return send(`${this.url}${path}`, method, { body, headers: { 'x-device-id': deviceId, ...headers } });
  }

  /** A call with a session. */
  with(token: string, method: string, path: string, { body, headers }: Call = {}): Promise<Answer> {
    return this.call(method, path, { body, headers: { authorization: `Bearer ${token}`, ...headers } });
  }

  /** An issued captcha and its answer. */
  async captcha(purpose = 'futuresLogin'): Promise<{ captchaId: string; captcha: string }> {
    const { captchaId } = (await this.call('POST', '/v1/captchas', { body: { purpose } })).body;
    const { answer } = (await this.call('GET', `/sandbox/captchas/${captchaId}`)).body;
    return { captchaId, captcha: answer };
  }

  /** Asks for a code, with a solved captcha unless `over` brings another. */
  async ask(idNumber: unknown, over: object = {}, headers: Call['headers'] = {}): Promise<Answer> {
    const captcha = 'captcha' in over ? {} : await this.captcha();
    const body = { companyCode: '0038', idNumber, accountType, ...captcha, ...over };
    return this.call('POST', '/v1/futures/sessions/sms-codes', { body, headers });
  }

  logIn(idNumber: unknown, smsCode: unknown, over: object = {}, headers: Call['headers'] = {}): Promise<Answer> {
    const body = { companyCode: '0038', idNumber, accountType, smsCode, ...over };
    return this.call('POST', '/v1/futures/sessions', { body, headers });
  }

  /** Every code sent to a number, newest first. */
  async codes(to: string): Promise<readonly string[]> {
    const { items } = (await this.call('GET', `/sandbox/sms-messages?to=${to}`)).body;
    return (items as { code: string }[]).map(({ code }) => code);
  }

  /** Imports the n-th customer of these tests, or another state of that customer. */
  async import(n: number, change: object = {}): Promise<Answer> {
    const phones = { contactMobile: mobileOf(n), contactPhone: '0755-1234533' };
    const body = { ...customer, idNumber: idNumberOf(n), ...phones, ...change };
    return this.company.as('operator', 'PUT', `/customers/0038/N${n}`, { body });
  }

  /** Imports a customer who was not there yet: the number. */
  async newCustomer(change: object = {}): Promise<number> {
    const n = nextPerson();
    const { status, verdict } = await this.import(n, change);
    if (status !== 201) throw new Error(`not imported: ${verdict}`);
    return n;
  }

  /** The n-th customer signs in: the token. */
  async signIn(n: number): Promise<string> {
    const sent = await this.ask(idNumberOf(n));
    if (sent.status !== 202) throw new Error(`no code: ${sent.verdict}`);
    const [code] = await this.codes(mobileOf(n));
    const answer = await this.logIn(idNumberOf(n), code);
    if (answer.status !== 201) throw new Error(`no session: ${answer.verdict}`);
    return answer.body.token;
  }

  /** Moves the service's clock; staff sign in again, since their tokens follow it. */
  async clock(now: string): Promise<void> {
    await this.call('PUT', '/sandbox/clock', { body: { now } });
    this.company = await Company.of(this.service);
  }
}

/** The page of a test file. */
export let page: SignInPage;

/** A service of the file's own, and the sign-in screen to it. */
export const openSignInPage = (kind?: ServiceKind): void => {
  startOwnService(kind);
  beforeAll(async () => {
    page = await SignInPage.of(service);
  });
};
