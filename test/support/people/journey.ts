import { Device, photoKinds, picture } from '../../../demo/main-job.js';
import { accountType, customer } from '../../../demo/people.js';
import type { RunningService } from '../servers/running-service.js';
import { Watching } from './watching.js';

export interface Answer {
  readonly status: number;
  /** `422 photo.missing` of a problem, else the status alone. */
  readonly verdict: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the service answers is what the tests look at
  readonly body: any;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Any request, well-formed or not: what a client that does not know the contract may send. */
export const send = async (url: string, method: string, { body, headers = {} }: Call = {}): Promise<Answer> => {
  const raw = body instanceof Uint8Array || typeof body === 'string';
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && !raw && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: (raw ? body : JSON.stringify(body)) as BodyInit }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = /[/+]json/.test(response.headers.get('content-type') ?? '');
  const answer = json ? JSON.parse(bytes.toString()) : undefined;
  const code = response.ok ? undefined : answer?.code;
  const verdict = code ? `${response.status} ${code}` : String(response.status);
  return { status: response.status, verdict, body: answer, bytes, headers: response.headers };
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** A valid ID number (V1), the n-th of a day of birth. */
const idNumber = (n: number): string => {
  const digits = `41010119950813${String(n).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
};

/** A futures company's back office, and whoever the tests bring into the company. */
export class Company {
  private constructor(
    readonly url: string,
    private tokens: Readonly<Record<string, string>>,
    readonly code: string,
  ) {}

  static async of({ url }: Pick<RunningService, 'url'>, code = '0038'): Promise<Company> {
    return new Company(url, (await send(`${url}/sandbox/staff-tokens`, 'GET')).body, code);
  }

  /** A request of staff: operator, agent, reviewer or auditor. */
  as(role: string, method: string, path: string, call: Call = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.tokens[role]}`, ...call.headers };
    return send(`${this.url}/v1/staff${path}`, method, { ...call, headers });
  }

  /** Moves the service's clock, to an instant or on by so many seconds. */
  async clock(to: string | number): Promise<string> {
    const { now } = (await send(`${this.url}/sandbox/clock`, 'GET')).body;
    const instant = typeof to === 'string' ? to : new Date(Date.parse(now) + to * 1000).toISOString();
    await send(`${this.url}/sandbox/clock`, 'PUT', { body: { now: instant } });
    this.tokens = (await send(`${this.url}/sandbox/staff-tokens`, 'GET')).body;
    return instant;
  }

  /** An agent takes the next call of a branch. */
  async next(branchCode = '001'): Promise<Answer> {
    return this.as('agent', 'POST', '/video-verifications/next', { body: { companyCode: this.code, branchCode } });
  }

  /** Reads the agent's event stream of a call. */
  watch(ticketId: string): Watching {
    const headers = { authorization: `Bearer ${this.tokens.agent}` };
    return new Watching(`${this.url}/v1/staff/video-verifications/${ticketId}/events`, headers);
  }

  verdict(ticketId: string, body: object): Promise<Answer> {
    return this.as('agent', 'POST', `/video-verifications/${ticketId}/verdict`, { body });
  }

  /** The newest code sent to a number. */
  async codeSentTo(to: string): Promise<string> {
    const { items } = (await send(`${this.url}/sandbox/sms-messages?to=${to}`, 'GET')).body;
    return items[0].code;
  }

  /** The n-th customer, before the company's system brings the customer. */
  stranger(n: number, other: Partial<Person> = {}): Customer {
    const mobile = `139${String(10_000_000 + n * 101)}`;
    const person = {
      ...customer,
      name: `测试${n}`,
      idNumber: idNumber(n),
      contactMobile: mobile,
      contactPhone: mobile,
    };
    return new Customer(this, { ...person, ...other }, `C${n}`);
  }

  /** Imports the n-th customer, with photos on file unless told otherwise. */
  async customer(n: number, { photos = true, ...other }: { photos?: boolean } & Partial<Person> = {}) {
    const arriving = this.stranger(n, other);
    const { status, verdict } = await arriving.import();
    if (status !== 201) throw new Error(`not imported: ${verdict}`);
    if (photos) for (const [index, kind] of photoKinds.entries()) await arriving.file(kind, n * 3 + index);
    return arriving;
  }
}

export type Person = typeof customer;

export const certificatePassword = '730162';

export class Customer {
  constructor(
    readonly company: Company,
    readonly person: Person,
    readonly number: string,
  ) {}

  /** The company's system brings the customer, or an update. */
  import(change: object = {}): Promise<Answer> {
    return this.company.as('operator', 'PUT', this.path, { body: { ...this.person, ...change } });
  }

  /** A photo on file. */
  async file(kind: string, seed: number): Promise<Answer> {
    return this.company.as('operator', 'PUT', `${this.path}/photos/${kind}`, { body: await picture(seed) });
  }

  private get path(): string {
    return `/customers/${this.company.code}/${this.number}`;
  }

  async signIn(deviceId = `device-${this.number}-1`): Promise<SignedIn> {
    const answer = await (await this.askToSignIn(deviceId))();
    if (answer.status !== 201) throw new Error(`no session: ${answer.verdict}`);
    return new SignedIn(this, deviceId, answer.body.token);
  }

  /** Asks for a code. What it returns sends the sign-in with that code. */
  async askToSignIn(deviceId: string): Promise<(more?: object) => Promise<Answer>> {
    const { url, code } = this.company;
    const headers = { 'x-device-id': deviceId };
    const identification = { companyCode: code, idNumber: this.person.idNumber, accountType };
    const { captchaId } = (await send(`${url}/v1/captchas`, 'POST', { body: { purpose: 'futuresLogin' } })).body;
    const captcha = (await send(`${url}/sandbox/captchas/${captchaId}`, 'GET')).body.answer;
    const asked = { ...identification, captchaId, captcha };
    const sent = await send(`${url}/v1/futures/sessions/sms-codes`, 'POST', { body: asked, headers });
    if (sent.status !== 202) throw new Error(`no code: ${sent.verdict}`);
    const smsCode = await this.company.codeSentTo(this.person.contactMobile);
    const body = { ...identification, smsCode };
    return (more = {}) => send(`${url}/v1/futures/sessions`, 'POST', { body, headers: { ...headers, ...more } });
  }
}

/** A customer at a device: the demo's steps (`device`), and requests of any shape (`call`). */
export class SignedIn {
  readonly device: Device;
  readonly company: Company;

  constructor(
    readonly customer: Customer,
    readonly deviceId: string,
    readonly token: string,
  ) {
    this.company = customer.company;
    this.device = new Device(this.company.url, deviceId, customer.person, (input, init) => {
      const request = new Request(input, init);
      request.headers.set('authorization', `Bearer ${token}`);
      return fetch(request);
    });
  }

  call(method: string, path: string, { body, headers }: Call = {}): Promise<Answer> {
    return send(`${this.company.url}/v1/futures${path}`, method, { body, headers: { ...this.headers, ...headers } });
  }

  private get headers() {
    return { authorization: `Bearer ${this.token}`, 'x-device-id': this.deviceId };
  }

  /** The same session at another instance. */
  at(company: Company): SignedIn {
    return new SignedIn(new Customer(company, this.customer.person, this.customer.number), this.deviceId, this.token);
  }

  /** Reads the event stream of a ticket. */
  watch(ticketId: string): Watching {
    return new Watching(`${this.company.url}/v1/futures/video-verifications/${ticketId}/events`, this.headers);
  }

  /** A call about one change request. */
  on(id: string, method: string, path = '', call: Call = {}): Promise<Answer> {
    return this.call(method, `/change-requests/${id}${path}`, call);
  }

  /** Joins the queue and is let pass by an agent: the ticket's id. */
  async passVideo(): Promise<string> {
    const { id } = (await this.call('POST', '/video-verifications', { body: {} })).body;
    for (;;) {
      const call = await this.company.next(this.customer.person.branchCode);
      if (call.status !== 200) throw new Error(`no call: ${call.verdict}`);
      await this.company.verdict(call.body.id, { outcome: 'passed' });
      if (call.body.id === id) return id;
    }
  }

  /** Passes a video verification and installs a certificate on this device: its serial. */
  async certify(): Promise<string> {
    return (await this.device.installCertificate(await this.passVideo(), certificatePassword)).serial;
  }

  /** A request with photos, letter and form done: its id. */
  async filled(phone = '0755-1234533'): Promise<string> {
    const id = await this.open();
    await this.device.photosAndLetter(id, Number(this.customer.number.slice(1)) * 3 + 100);
    const answer = await this.on(id, 'PUT', '/contact-phone', { body: { phone } });
    if (answer.status !== 200) throw new Error(`no form: ${answer.verdict}`);
    return id;
  }

  async open(kind = 'contactPhone'): Promise<string> {
    return (await this.call('POST', '/change-requests', { body: { kind } })).body.id;
  }
}
