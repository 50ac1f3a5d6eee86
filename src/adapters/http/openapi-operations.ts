import type { ProblemCode } from '../../domain/shared/problem-codes.js';
import { problemsKey } from './documentation.js';
import { statusOf, textOf } from './problem-texts.js';
import { rateGroupOf } from './rate-limits.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
}

type Content = Record<string, { schema?: Schema; example?: unknown; examples?: object }>;

export interface Operation {
  parameters?: { readonly name: string; readonly in: string }[];
  requestBody?: { content?: Content };
  responses: Record<string, { description?: string; content?: Content }>;
  security?: readonly object[];
  [problemsKey]?: readonly ProblemCode[];
}

type Schemas = Readonly<Record<string, unknown>>;

/** Adds what holds for every call: headers, the problems each status can carry, and an example for every body. */
export const completeOperation = (operation: Operation, method: string, path: string, schemas: Schemas): void => {
  const headers = headersOf(method, path).filter(({ name }) => !operation.parameters?.some((p) => p.name === name));
  operation.parameters = [...(operation.parameters ?? []), ...headers];
  addExamples(operation.requestBody?.content, schemas);
  for (const response of Object.values(operation.responses)) {
    response.description ||= 'as asked';
    addExamples(response.content, schemas);
  }
  const codes = new Set<ProblemCode>([...(operation[problemsKey] ?? []), ...commonCodes(operation, method, path)]);
  for (const [status, group] of Map.groupBy([...codes].sort(), statusOf)) {
    operation.responses[status] = problemResponse(status, group);
  }
  delete operation[problemsKey];
};

const header = (name: string, description: string, schema: object, required = false) => ({
  name,
  in: 'header',
  required,
  description,
  schema,
});

const headersOf = (method: string, path: string) => [
  ...(path.startsWith('/v1/futures')
    ? [
        header(
          'X-Device-Id',
          'label of the device',
          { type: 'string', pattern: '^[A-Za-z0-9-]{8,64}$' },
          needsDevice(path),
        ),
      ]
    : []),
  ...(method === 'get'
    ? [header('Consistency-Token', 'what a write answered: this read sees that write', { type: 'string' })]
    : [header('Idempotency-Key', 'a repeat gets the first answer, for 24 hours', { type: 'string', maxLength: 128 })]),
  header('X-Correlation-Id', 'accepted or made, echoed, in every event', { type: 'string', maxLength: 128 }),
  header('X-Client-Version', 'recorded', { type: 'string', maxLength: 64 }),
  header('Accept-Language', '`en` for English texts; Chinese otherwise', { type: 'string' }),
];

const needsDevice = (path: string): boolean =>
  path.startsWith('/v1/futures') && !path.startsWith('/v1/futures/companies');

const commonCodes = (operation: Operation, method: string, path: string): ProblemCode[] => {
  const hasInput = operation.requestBody || operation.parameters?.some((parameter) => parameter.in === 'query');
  return [
    ...(operation.security?.length ? (['session.required'] as const) : []),
    ...(operation.security?.some((scheme) => 'staff' in scheme) ? (['access.forbidden'] as const) : []),
    ...(needsDevice(path) ? (['device.required', 'device.invalid'] as const) : []),
    ...(hasInput ? (['request.invalid'] as const) : []),
    ...(operation.requestBody ? (['request.too-large', 'request.media-type'] as const) : []),
    ...(operation.parameters?.some(({ name }) => name === 'If-Match') ? (['revision.mismatch'] as const) : []),
    ...(method === 'get'
      ? (['consistency-token.invalid', 'projection.lagging'] as const)
      : (['idempotency.key-reused', 'request.in-progress', 'revision.conflict'] as const)),
    ...(rateGroupOf(method, path) ? (['request.rate-limited'] as const) : []),
    'dependency.unavailable',
    'internal',
  ];
};

const problemResponse = (status: number, codes: readonly ProblemCode[]) => ({
  description: codes.map((code) => `\`${code}\``).join(' · '),
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(codes.map((code) => [code, { value: problemExample(code, status) }])),
    },
  },
});

const problemExample = (code: ProblemCode, status: number) => ({
  type: `urn:problem-type:${code}`,
  ...textOf(code, 'zh'),
  status,
  code,
  instance: '/v1/…',
  ...(code === 'request.invalid' && {
    errors: [{ pointer: '/idNumber', code: 'field.required', detail: '此项必填。' }],
  }),
});

const text = (example: string) => ({ type: 'string', example });

export const problemSchema = {
  type: 'object',
  description: 'RFC 9457; some codes add members that help to act, such as `retryAt` or `rule`',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: text('urn:problem-type:request.invalid'),
    title: text('请求内容有误'),
    status: { type: 'integer', example: 400 },
    detail: { ...text('请检查标出的内容后再提交。'), description: 'may be shown as it is' },
    code: { ...text('request.invalid'), description: 'stable: logic uses this' },
    instance: text('/v1/futures/sessions'),
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: text('/idNumber'), code: text('field.required'), detail: text('此项必填。') },
      },
    },
    retryAt: { type: 'string', format: 'date-time' },
    rule: { type: 'string' },
  },
  additionalProperties: true,
};

const addExamples = (content: Content | undefined, schemas: Schemas): void => {
  for (const [mediaType, media] of Object.entries(content ?? {})) {
    if (!mediaType.includes('json') || !media.schema || media.example !== undefined || media.examples) continue;
    media.example = exampleOf(media.schema, schemas);
  }
};

const exampleOf = (schema: Schema, schemas: Schemas): unknown => {
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.$ref) return exampleOf((schemas[schema.$ref.split('/').at(-1)!] ?? {}) as Schema, schemas);
  const [first] = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
  if (first) return exampleOf(first, schemas);
  if (schema.enum?.length) return schema.enum[0];
  if (schema.items) return [exampleOf(schema.items, schemas)];
  if (schema.properties) {
    const members = Object.entries(schema.properties);
    return Object.fromEntries(members.map(([name, member]) => [name, exampleOf(member, schemas)]));
  }
  return plainExamples[[schema.type].flat()[0] as string] ?? null;
};

const plainExamples: Readonly<Record<string, unknown>> = {
  string: '…',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
};
