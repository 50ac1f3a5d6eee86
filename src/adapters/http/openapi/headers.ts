import { refTo } from './schema.js';

const parameter = (name: string, description: string, schema: object, required = false) => ({
  name,
  in: 'header',
  required,
  description,
  schema,
});

/** Headers that calls take (api.md §1), each described once. */
export const headerParameters = {
  'X-Device-Id': parameter(
    'X-Device-Id',
    'label of the device',
    { type: 'string', pattern: '^[A-Za-z0-9-]{8,64}$', example: 'device-0001' },
    true,
  ),
  'Consistency-Token': parameter('Consistency-Token', 'what a write answered: this read sees that write', {
    type: 'string',
  }),
  'Idempotency-Key': parameter('Idempotency-Key', 'a repeat gets the first answer, for 24 hours', {
    type: 'string',
    maxLength: 128,
  }),
  'If-Match': parameter('If-Match', 'the revision that `ETag` gave', { type: 'string', example: '"3"' }),
  'If-None-Match': parameter('If-None-Match', 'the `ETag` of what one has: 304 when it is still current', {
    type: 'string',
  }),
  'X-Correlation-Id': parameter('X-Correlation-Id', 'accepted or made, echoed, in every event', {
    type: 'string',
    maxLength: 128,
  }),
  'X-Client-Version': parameter('X-Client-Version', 'recorded (P5)', { type: 'string', maxLength: 64 }),
  'Accept-Language': parameter('Accept-Language', '`en` for English texts; Chinese otherwise', { type: 'string' }),
} as const;

/** Headers that calls answer (api.md §1). */
export const answeredHeaders = {
  'X-Correlation-Id': { description: 'the request’s own, or one that was made', schema: { type: 'string' } },
  'Consistency-Token': {
    description: 'sent back with a read, makes it see this write; absent where nothing was written',
    schema: { type: 'string' },
  },
  ETag: { description: 'the revision, for `If-Match`', schema: { type: 'string', example: '"3"' } },
  'Retry-After': { description: 'seconds', schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: '`Bearer`', schema: { type: 'string' } },
  'Content-Language': { description: 'of title and detail', schema: { type: 'string', enum: ['zh', 'en'] } },
} as const;

export const headers = (...names: readonly (keyof typeof answeredHeaders)[]) =>
  Object.fromEntries(names.map((name) => [name, refTo('headers', name)]));

export const headersOfProblem = (status: number) => ({
  ...headers('X-Correlation-Id', 'Content-Language'),
  ...(status === 401 ? headers('WWW-Authenticate') : {}),
  ...(status === 429 || status === 503 ? headers('Retry-After') : {}),
});
