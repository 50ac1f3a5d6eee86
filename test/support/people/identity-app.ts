import { type IncomingMessage, request } from 'node:http';
import type { RunningService } from '../servers/running-service.js';
import { type Answer, type Call, send } from './journey.js';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** The n-th person of the tests: a valid ID number (V1), born 1990-03-07. */
const idNumberOf = (n: number): string => {
  const digits = `11010119900307${String(n).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
};

export interface Applicant {
  readonly name: string;
  readonly idNumber: string;
  readonly mobile: string;
  readonly password: string;
}

export const applicant = (n: number, change: Partial<Applicant> = {}): Applicant => ({
  name: '欧阳测试',
  idNumber: idNumberOf(n),
  mobile: `138${String(20_000_000 + n * 37).padStart(8, '0')}`,
  password: 'Abcd-5678',
  ...change,
});

export const agreed = { version: '1.0', agreed: true };
export const matching = { providerTicket: 'sandbox:match' };
export const mismatching = { providerTicket: 'sandbox:mismatch' };

/** The registration identity app over HTTP, as a front end or somebody worse would use it. */
export class IdentityApp {
  private constructor(
    readonly url: string,
    private tokens: Readonly<Record<string, string>>,
  ) {}

  static async of({ url }: Pick<RunningService, 'url'>): Promise<IdentityApp> {
    const app = new IdentityApp(url, {});
    await app.signInStaff();
    return app;
  }

  /** After the clock was moved: staff's tokens expire. */
  async signInStaff(): Promise<void> {
    this.tokens = (await send(`${this.url}/sandbox/staff-tokens`, 'GET')).body;
  }

  call(method: string, path: string, body?: unknown, { headers }: Call = {}): Promise<Answer> {
    return send(`${this.url}/v1/identity${path}`, method, { body, headers });
  }

  /** A request of staff. */
  as(role: string, method: string, path: string, body?: unknown, headers: Call['headers'] = {}): Promise<Answer> {
    const own = { authorization: `Bearer ${this.tokens[role]}`, ...headers };
    return send(`${this.url}/v1${path}`, method, { body, headers: own });
  }

  /** Moves the service's clock on by so many seconds. */
  async pass(seconds: number): Promise<void> {
    const { now } = (await send(`${this.url}/sandbox/clock`, 'GET')).body;
    const instant = new Date(Date.parse(now) + seconds * 1000).toISOString();
    await send(`${this.url}/sandbox/clock`, 'PUT', { body: { now: instant } });
    await this.signInStaff();
  }

  async captcha(purpose: string) {
    const { captchaId } = (await send(`${this.url}/v1/captchas`, 'POST', { body: { purpose } })).body;
    const captcha = (await send(`${this.url}/sandbox/captchas/${captchaId}`, 'GET')).body.answer;
    return { captchaId, captcha };
  }

  async askForCode(purpose: string, mobile: string, headers: Call['headers'] = {}): Promise<Answer> {
    return this.call('POST', '/sms-codes', { purpose, mobile, ...(await this.captcha(purpose)) }, { headers });
  }

  /** The newest code sent to a number. */
  async codeSentTo(to: string): Promise<string> {
    return (await send(`${this.url}/sandbox/sms-messages?to=${to}`, 'GET')).body.items[0].code;
  }

  async noticesTo(to: string): Promise<readonly string[]> {
    const { items } = (await send(`${this.url}/sandbox/notices?to=${to}`, 'GET')).body;
    return items.map(({ text }: { text: string }) => text);
  }

  /** What a browser that went through a face flow brings back. */
  async wentThrough({ body: { faceVerificationId } }: Answer) {
    const { returnState } = (await send(`${this.url}/sandbox/face-verifications/${faceVerificationId}`, 'GET')).body;
    return { faceVerificationId, returnState };
  }

  /** A code for the mobile, asked for and read. */
  async code(purpose: string, mobile: string, headers: Call['headers'] = {}): Promise<string> {
    const answer = await this.askForCode(purpose, mobile, headers);
    if (answer.status !== 202) throw new Error(`no code: ${answer.verdict}`);
    return this.codeSentTo(mobile);
  }

  form({ name, idNumber, mobile, password }: Applicant, smsCode: string, change: object = {}) {
    const validity = { start: '20200318', term: 20 };
    return {
      name,
      idNumber,
      validity,
      mobile,
      smsCode,
      password,
      passwordConfirmation: password,
      agreement: agreed,
      ...change,
    };
  }

  /** Registers, and fails when that is refused. */
  async register(person: Applicant): Promise<string> {
    const smsCode = await this.code('registration', person.mobile);
    const answer = await this.call('POST', '/registrations', this.form(person, smsCode));
    if (answer.status !== 201) throw new Error(`not registered: ${answer.verdict} ${JSON.stringify(answer.body)}`);
    return answer.body.userId;
  }

  login(identifier: string, password: string): Promise<Answer> {
    return this.call('POST', '/sessions', { identifier, password });
  }

  async signIn(person: Applicant): Promise<SignedInUser> {
    const answer = await this.login(person.idNumber, person.password);
    if (answer.status !== 201) throw new Error(`no session: ${answer.verdict}`);
    return new SignedInUser(this, answer.body.token, answer.body.guide);
  }

  async registered(n: number, change: Partial<Applicant> = {}) {
    const person = applicant(n, change);
    const userId = await this.register(person);
    return { person, userId, user: await this.signIn(person) };
  }

  /** An account that was never activated (R5). */
  async imported(n: number, mobile?: string) {
    const person = applicant(n);
    const { name, idNumber } = person;
    const body = { name, idNumber, realNameLevel: 2, ...(mobile && { mobile }) };
    const { userId } = (await this.as('operator', 'POST', '/staff/identity-users', body)).body;
    return { person, userId };
  }

  /** The sign-in of somebody at another address of this machine (Linux: all of 127.0.0.0/8). */
  loginFrom(localAddress: string, identifier: string, password: string): Promise<{ status: number; code: string }> {
    const body = JSON.stringify({ identifier, password });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const answer = (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, code: JSON.parse(Buffer.concat(chunks).toString()).code }),
        );
      };
      request(`${this.url}/v1/identity/sessions`, { method: 'POST', headers, localAddress }, answer)
        .on('error', reject)
        .end(body);
    });
  }

  /** Types of the events of a person's user stream, as an auditor finds it. */
  async facts(idNumber: string): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
    const reason = { 'x-audit-reason': 'test of the identity app' };
    const search = { idNumber, category: 'IdentityUser' };
    const { items } = (await this.as('auditor', 'POST', '/audit/stream-searches', search, reason)).body;
    if (items.length === 0) return [];
    return (await this.as('auditor', 'GET', `/audit/streams/${items[0].stream}`)).body.items;
  }
}

export class SignedInUser {
  readonly headers: { readonly authorization: string };

  constructor(
    readonly app: IdentityApp,
    readonly token: string,
    readonly guide: string | undefined,
  ) {
    this.headers = { authorization: `Bearer ${token}` };
  }

  call(method: string, path: string, body?: unknown, headers: Call['headers'] = {}): Promise<Answer> {
    return this.app.call(method, path, body, { headers: { ...this.headers, ...headers } });
  }

  async profile() {
    return (await this.call('GET', '/me')).body;
  }

  raiseLevel(face: object = matching, consent: object = agreed): Promise<Answer> {
    return this.call('PUT', '/me/real-name-level', { level: 4, face, consent });
  }
}
