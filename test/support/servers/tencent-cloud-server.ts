import { createHash, createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from '../../../src/adapters/tencent-cloud/clients.js';

export const testAccount: Account = {
  secretId: 'AKIDexample',
  secretKey: 'example-secret-key',
  region: 'ap-guangzhou',
};

type Parameters = Readonly<Record<string, unknown>>;
type Reply = (parameters: Parameters) => object;
/** Instead of an answer: a status, bytes that are no answer, silence, or a connection that ends. */
export type Fault = { readonly status: number } | { readonly body: string } | 'hang' | 'reset';

interface Documented {
  readonly version: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const actions: Readonly<Record<string, Documented>> = {
  SendSms: {
    version: '2021-01-11',
    required: ['PhoneNumberSet', 'SmsSdkAppId', 'TemplateId', 'SignName'],
    optional: ['TemplateParamSet', 'ExtendCode', 'SessionContext', 'SenderId'],
  },
  CheckIdNameDate: {
    version: '2018-03-01',
    required: ['Name', 'IdCard', 'ValidityBegin', 'ValidityEnd'],
    optional: ['Encryption'],
  },
  DetectAuth: {
    version: '2018-03-01',
    required: ['RuleId'],
    optional: ['IdCard', 'Name', 'RedirectUrl', 'Extra', 'ImageBase64', 'Encryption'],
  },
  GetDetectInfoEnhanced: { version: '2018-03-01', required: ['BizToken', 'RuleId'], optional: ['InfoType'] },
};

/** What may not differ more between `X-TC-Timestamp` and the server's clock. */
const skewSeconds = 300;

/**
 * Answers as the documented API does (https://cloud.tencent.com/document/api/382/52077 and …/1007/31816): checks the
 * TC3-HMAC-SHA256 signature, timestamp, action, version and parameters. Unless told otherwise everything succeeds.
 */
export class TencentCloudServer {
  readonly calls: { readonly action: string; readonly parameters: Parameters }[] = [];
  /** For the next calls, one each. */
  readonly faults: Fault[] = [];
  /** What the server's clock is ahead of the caller's. */
  aheadSeconds = 0;
  /** The flows that were begun, by BizToken, with what is known of them. */
  readonly flows = new Map<string, { readonly person: Parameters; text: object | null }>();
  private readonly replies = new Map<string, Reply>([
    ['SendSms', ({ PhoneNumberSet }) => sendStatus((PhoneNumberSet as string[])[0]!, 'Ok')],
    ['CheckIdNameDate', () => ({ Result: '0', Description: '一致' })],
    ['DetectAuth', (parameters) => this.begin(parameters)],
    ['GetDetectInfoEnhanced', ({ BizToken }) => this.info(String(BizToken))],
  ]);

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TencentCloudServer> {
    const server = createServer();
    const cloud = new TencentCloudServer(server);
    server.on('request', (request, response) => void cloud.serve(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return cloud;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  on(action: string, reply: Reply): void {
    this.replies.set(action, reply);
  }

  /** The person has gone through a flow, as `GetDetectInfoEnhanced` will tell. */
  finish(bizToken: string, text: object): void {
    this.flows.get(bizToken)!.text = text;
  }

  callsOf(action: string): readonly Parameters[] {
    return this.calls.filter((call) => call.action === action).map(({ parameters }) => parameters);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private begin(person: Parameters): object {
    const BizToken = randomUUID().toUpperCase();
    this.flows.set(BizToken, { person, text: null });
    return { BizToken, Url: `https://faceid.qq.com/api/auth/getOauthUrl?appid=app&BizToken=${BizToken}` };
  }

  private info(bizToken: string): object {
    const flow = this.flows.get(bizToken);
    return flow ? { Text: flow.text } : apiError('InvalidParameterValue.BizTokenIllegal');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const action = String(request.headers['x-tc-action']);
    this.calls.push({ action, parameters: JSON.parse(body) });
    const fault = this.faults.shift();
    if (fault === 'hang') return;
    if (fault === 'reset') return void request.socket.destroy();
    if (fault && 'status' in fault) return void response.writeHead(fault.status).end();
    const json = { 'content-type': 'application/json' };
    if (fault) return void response.writeHead(200, json).end(fault.body);
    const problem = signatureProblem(request, body, this.aheadSeconds) ?? parameterProblem(request, JSON.parse(body));
    const reply = problem ? apiError(problem) : this.replies.get(action)!(JSON.parse(body));
    response.writeHead(200, json).end(JSON.stringify({ Response: { ...reply, RequestId: randomUUID() } }));
  }
}

export const apiError = (code: string) => ({ Error: { Code: code, Message: `the message of ${code}` } });

/** Of one number, as `SendSms` answers it. */
export const sendStatus = (number: string, code: string) => ({
  SendStatusSet: [
    {
      SerialNo: code === 'Ok' ? `2019:${randomUUID()}` : '',
      PhoneNumber: number,
      Fee: code === 'Ok' ? 1 : 0,
      SessionContext: '',
      Code: code,
      Message: code === 'Ok' ? 'send success' : code,
      IsoCode: 'CN',
    },
  ],
});

const parameterProblem = ({ headers }: IncomingMessage, parameters: Parameters): string | undefined => {
  const documented = actions[String(headers['x-tc-action'])];
  if (!documented) return 'InvalidAction';
  if (headers['x-tc-version'] !== documented.version) return 'NoSuchVersion';
  if (documented.required.some((name) => parameters[name] === undefined || parameters[name] === ''))
    return 'MissingParameter';
  if (headers['x-tc-region'] !== testAccount.region) return 'UnsupportedRegion';
  const known = [...documented.required, ...documented.optional];
  return Object.keys(parameters).every((name) => known.includes(name)) ? undefined : 'UnknownParameter';
};

/** https://cloud.tencent.com/document/api/382/52072: the signature, computed anew from what came. */
const signatureProblem = (
  { method, url, headers }: IncomingMessage,
  body: string,
  aheadSeconds: number,
): string | undefined => {
  const parts =
    /^TC3-HMAC-SHA256 Credential=(\S+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request, SignedHeaders=(\S+), Signature=(\S+)$/.exec(
      headers.authorization ?? '',
    );
  if (!parts) return 'AuthFailure.InvalidAuthorization';
  const [, secretId, date, service, signedHeaders, signature] = parts as unknown as string[];
  if (secretId !== testAccount.secretId) return 'AuthFailure.SecretIdNotFound';
  const timestamp = Number(headers['x-tc-timestamp']);
  if (!(Math.abs(Date.now() / 1_000 + aheadSeconds - timestamp) <= skewSeconds)) return 'AuthFailure.SignatureExpire';
  // The product's name is the first label of the host; a port other than the scheme's own is not signed.
  const host = headers.host!.replace(/:\d+$/, '');
  const signed = signedHeaders!.split(';').map((name) => `${name}:${name === 'host' ? host : headers[name]}\n`);
  const canonical = [method, url, '', signed.join(''), signedHeaders, sha256(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const text = ['TC3-HMAC-SHA256', headers['x-tc-timestamp'], scope, sha256(canonical)].join('\n');
  const key = [date!, service!, 'tc3_request'].reduce<Buffer>(hmac, Buffer.from(`TC3${testAccount.secretKey}`));
  const right =
    method === 'POST' &&
    url === '/' &&
    service === host.split('.')[0] &&
    date === new Date(timestamp * 1_000).toISOString().slice(0, 10) &&
    ['content-type', 'host'].every((name) => signedHeaders!.split(';').includes(name)) &&
    signature === hmac(key, text).toString('hex');
  return right ? undefined : 'AuthFailure.SignatureFailure';
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
