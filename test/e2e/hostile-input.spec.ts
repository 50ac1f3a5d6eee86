import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, plus } from '../../src/domain/shared/instant.js';
import { Company, type Customer, send } from '../support/journey.js';
import { openingHour, RunningService } from '../support/running-service.js';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly example: unknown;
}

interface Attack {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | undefined;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What people might type where it does not belong. Nothing of it may come back in a refusal, or be in the log (P4). */
const personal = ['11010119900307002X', '13987654321', '+8613987654321', '诸葛测试', 'Zx9!correct-horse'];
const runsPerOperation = 26;

let service: RunningService;
let company: Company;
let customer: Customer;
let operations: readonly Operation[];
let tokens: Readonly<Record<string, string>>;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const deviceId = 'device-hostile-1';
let session = '';
let now = openingHour;

/** Attacks end sessions and move the clock: before each operation all is well again, a week later. */
const recover = async (): Promise<void> => {
  now = plus(now, 7 * day);
  await send(`${service.url}/sandbox/clock`, 'PUT', { body: { now } });
  tokens = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body;
  // biome-ignore lint/complexity/useLiteralKeys: the token is its own business otherwise
  session = (await customer.signIn(deviceId))['token'];
};

beforeAll(async () => {
  service = await RunningService.start({ LOG_LEVEL: 'trace' });
  company = await Company.of(service);
  customer = await company.customer(1);
  const { paths } = (await send(`${service.url}/openapi.json`, 'GET')).body;
  operations = Object.entries(paths as Record<string, Record<string, never>>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      example: exampleOf(operation),
    })),
  );
});
afterAll(async () => {
  agent.destroy();
  await service.dispose();
});

const exampleOf = (operation: { requestBody?: { content?: Record<string, { example?: unknown }> } }): unknown =>
  operation.requestBody?.content?.['application/json']?.example;

const attack = ({ method, path, headers, body }: Attack): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(service.url);
    const request = httpRequest({ agent, hostname, port, method, path, headers });
    request.on('error', reject).on('response', async (response: IncomingMessage) => {
      const { statusCode: status = 0, headers } = response;
      if (String(headers['content-type']).startsWith('text/event-stream')) {
        response.destroy();
        return resolve({ status, headers, text: '' });
      }
      const chunks = await response.toArray().catch(reject);
      if (chunks) resolve({ status, headers, text: Buffer.concat(chunks).toString() });
    });
    request.end(body);
  });

const textual = fc.oneof(
  fc.constantFrom(
    ...personal,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '0',
    '-1',
    '1e999',
    'null',
    '__proto__',
    'constructor',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 3 }).map((text) => text.repeat(3_000)),
  fc.uuid(),
);
const value = fc.oneof(
  textual,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, false, 0, -0.5, 1e21, 13987654321, [], {}, [[]], [null], { length: 3 }, { toString: 1 }),
  fc.integer({ min: 1, max: 600 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth))),
);
const keys = fc.constantFrom('name', 'phone', 'toString', 'hasOwnProperty', '$ref', 'a/b~c', '', '\u0000');

/** The documented example with some members replaced, removed or added. */
const bent = (example: unknown): fc.Arbitrary<unknown> => {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return value;
  const names = Object.keys(example);
  const some = fc.dictionary(names.length > 0 ? fc.constantFrom(...names) : keys, value, { maxKeys: 3 });
  return fc
    .tuple(some, fc.dictionary(keys, value, { maxKeys: 1 }), fc.subarray(names))
    .map(([changed, added, removed]) => {
      const kept = Object.entries(example).filter(([name]) => !removed.includes(name) || name in changed);
      return { ...Object.fromEntries(kept), ...changed, ...added };
    });
};

const bodyFor = ({ example }: Operation): fc.Arbitrary<Buffer | undefined> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: bent(example).map((body) => Buffer.from(JSON.stringify(body) ?? '')) },
    { weight: 2, arbitrary: value.map((body) => Buffer.from(JSON.stringify(body) ?? '')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          ...[
            '{',
            '\ufeff{}',
            '{"a":1,"a":2}',
            '{"phone":"13987654321","phone":["13987654321"]}',
            '{"__proto__":{"x":1}}',
          ],
          ...[
            '{"constructor":{"prototype":{}}}',
            `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
            '"诸葛测试"',
            '13987654321',
          ],
        )
        .map((text) => Buffer.from(text)),
    },
    { weight: 1, arbitrary: fc.constant(Buffer.alloc(300_000, '诸葛测试')) },
  );

const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('0038', '001', 'C1', 'idFront', 'changeApplication', 'customerAccount-1') },
  { weight: 4, arbitrary: fc.uuid() },
  { weight: 2, arbitrary: textual.filter((text) => text.isWellFormed()).map(encodeURIComponent) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('..', '%2e%2e%2f', '%00', '%', '%E0%A4%A', '*', ':id', ';', '11010119900307002X'),
  },
);
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom('limit', 'cursor', 'to', 'kind', 'status', 'reason', 'after', 'companyCode', 'x'),
          textual,
        ),
      )
      .map((pairs) => `?${new URLSearchParams(pairs).toString()}`.slice(0, 4_000)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('?', '?&&=', '?limit=1&limit=2', '?to=13987654321', '?__proto__[x]=1', '?%'),
  },
);

/** What Node's client agrees to send. */
const headerText = fc
  .oneof(textual, fc.constantFrom('"1"', '*', 'W/"1"', 'bytes=0-1', 'close', 'chunked', '13987654321'))
  .map((text) => text.replace(/[^\x20-\x7e\x80-\xff]/g, '').slice(0, 3_000));
const headerNames = [
  ...[
    'accept-language',
    'consistency-token',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'x-audit-reason',
    'cookie',
  ],
  ...[
    'x-client-version',
    'x-correlation-id',
    'x-forwarded-for',
    'forwarded',
    'traceparent',
    'accept',
    'origin',
    'range',
  ],
];
const mediaTypes = [
  ...[
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=utf-16',
    'text/plain',
    'image/png',
  ],
  ...['multipart/form-data; boundary=x', 'application/ocsp-request', 'application/x-photo', 'nonsense', '/', ''],
];

const attackOn = (operation: Operation): fc.Arbitrary<Attack> => {
  const parameters = operation.path.match(/\{\w+\}/g) ?? [];
  const who = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constant(operation.path.startsWith('/v1/futures') ? session : staffToken(operation.path)),
    },
    { weight: 1, arbitrary: fc.constantFrom('', session, ...Object.values(tokens), 'x'.repeat(43), 'a.b.c') },
  );
  return fc
    .record({
      method: fc.oneof(
        { weight: 9, arbitrary: fc.constant(operation.method) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'),
        },
      ),
      segments: fc.tuple(...parameters.map(() => segment)),
      query,
      who,
      device: fc.oneof({ weight: 5, arbitrary: fc.constant(deviceId) }, { weight: 1, arbitrary: headerText }),
      type: fc.oneof(
        { weight: 6, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom(...mediaTypes) },
      ),
      more: fc.dictionary(fc.constantFrom(...headerNames), fc.oneof(headerText, fc.tuple(headerText, headerText)), {
        maxKeys: 3,
      }),
      body: bodyFor(operation),
    })
    .map(({ method, segments, query, who, device, type, more, body }) => ({
      method,
      path: segments.reduce<string>((path, each) => path.replace(/\{\w+\}/, () => each), operation.path) + query,
      headers: {
        ...(more as Record<string, string>),
        ...(who && { authorization: `Bearer ${who}` }),
        'x-device-id': device,
        ...(body && method !== 'HEAD' && { 'content-type': type, 'content-length': String(body.length) }),
      },
      body: method === 'HEAD' ? undefined : body,
    }));
};

const staffToken = (path: string): string => {
  if (path.startsWith('/v1/audit')) return tokens.auditor!;
  if (path.includes('video-verifications')) return tokens.agent!;
  return path.includes('change-requests') ? tokens.reviewer! : tokens.operator!;
};

const problemMembers = {
  type: expect.stringMatching(/^urn:problem-type:[a-z0-9.-]+$/),
  title: expect.any(String),
  detail: expect.any(String),
  code: expect.stringMatching(/^[a-z0-9.-]+$/),
};

const expectGoodManners = async (sent: Attack, probes: { n: number }): Promise<void> => {
  const { status, headers, text } = await attack(sent);
  probes.n += 1;
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  if (sent.method !== 'HEAD') {
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(text)).toMatchObject({ ...problemMembers, status });
  }
  for (const each of personal) {
    expect(text).not.toContain(each);
    expect(text).not.toContain(encodeURIComponent(each));
  }
};

describe('hostile input', () => {
  it('is refused politely at every route, by strangers, customers and staff; P4 nothing personal comes back or is logged', async () => {
    expect(operations.length).toBeGreaterThanOrEqual(60);
    const probes = { n: 0 };
    for (const operation of operations) {
      await recover();
      const property = fc.asyncProperty(attackOn(operation), (sent) => expectGoodManners(sent, probes));
      await fc.assert(property, { numRuns: runsPerOperation, endOnFailure: true });
    }
    expect(probes.n).toBeGreaterThan(1_500);

    await recover();
    const secrets = [...personal, session, ...Object.values(tokens)];
    expect(service.output.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    expect(service.output.filter((line) => line.includes('failed, correlation id'))).toEqual([]);
    expect((await send(`${service.url}/health/ready`, 'GET')).body.status).toBe('up');
  }, 300_000);
});
