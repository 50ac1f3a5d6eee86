import fc from 'fast-check';

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly example: unknown;
}

export interface Attack {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | undefined;
}

/** Who could be meant by a bearer token. */
interface Known {
  /** Of a customer of the futures app, and of a user of the identity app. */
  readonly session: string;
  readonly user: string;
  /** By role. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly deviceId: string;
  /** Id of one that is open. */
  readonly changeRequest: string;
}

/** What people might type where it does not belong. Nothing of it may come back in a refusal, or be in the log (P4). */
export const personal = ['11010119900307002X', '13987654321', '+8613987654321', '诸葛测试', 'Zx9!correct-horse'];
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
          '{',
          '\ufeff{}',
          '{"a":1,"a":2}',
          '{"phone":"13987654321","phone":["13987654321"]}',
          '{"__proto__":{"x":1}}',
          '{"constructor":{"prototype":{}}}',
          `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
          '"诸葛测试"',
          '13987654321',
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
  'accept-language',
  'consistency-token',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'x-audit-reason',
  'cookie',
  'x-client-version',
  'x-correlation-id',
  'x-forwarded-for',
  'forwarded',
  'traceparent',
  'accept',
  'origin',
  'range',
];
const mediaTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'text/plain',
  'image/png',
  'multipart/form-data; boundary=x',
  'application/ocsp-request',
  'application/x-photo',
  'nonsense',
  '/',
  '',
];

/** Junk for a call, mostly shaped like it, from strangers, a customer and staff. */
export const attackOn = (operation: Operation, known: Known): fc.Arbitrary<Attack> => {
  const { session, user, tokens, deviceId, changeRequest } = known;
  const parameters = operation.path.match(/\{\w+\}/g) ?? [];
  const who = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constant(holderOf(operation.path, known)),
    },
    { weight: 1, arbitrary: fc.constantFrom('', session, user, ...Object.values(tokens), 'x'.repeat(43), 'a.b.c') },
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
      segments: fc.tuple(
        ...parameters.map((name) => (name === '{id}' ? fc.oneof(fc.constant(changeRequest), segment) : segment)),
      ),
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

/** The token of whom the call is for. */
const holderOf = (path: string, { session, user, tokens }: Known): string => {
  if (path.startsWith('/v1/futures')) return session;
  if (path.startsWith('/v1/identity')) return user;
  if (path.startsWith('/v1/audit')) return tokens.auditor!;
  if (path.includes('video-verifications')) return tokens.agent!;
  return path.includes('change-requests') ? tokens.reviewer! : tokens.operator!;
};
