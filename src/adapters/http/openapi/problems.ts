import { steps } from '../../../domain/profile-change-request/progress.js';
import { requestStatuses } from '../../../domain/profile-change-request/state.js';
import type { ProblemMembers } from '../../../domain/shared/domain-error.js';
import { fieldCodes } from '../../../domain/shared/field-codes.js';
import { type ProblemCode, problemCodes } from '../../../domain/shared/problem-codes.js';
import { photoKinds } from '../../../domain/shared/profile.js';
import { fieldTextOf, statusOf, textOf } from '../problem-texts.js';
import { problemType } from '../problem-type.js';
import { headersOfProblem } from './headers.js';
import { type Example, refTo, type Schema, schemaOf } from './schema.js';

interface Member<Always extends boolean> {
  readonly always: Always;
  readonly schema: Schema;
  readonly example: Example;
}

const always = (example: Example, schema: Schema = schemaOf(example)): Member<true> => ({
  always: true,
  schema,
  example,
});
const sometimes = (example: Example, schema: Schema = schemaOf(example)): Member<false> => ({
  always: false,
  schema,
  example,
});

type Documented<M> = {
  readonly [K in keyof M]-?: Record<string, never> extends Pick<M, K> ? Member<false> : Member<true>;
};

const instant = '2026-11-22T08:00:00.000Z';
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const fieldError = { pointer: '/idNumber', code: 'field.required', detail: fieldTextOf('field.required', 'zh') };
const photosAsked = always(['idFront'], { type: 'array', items: oneOf(photoKinds) });

/** The members of a code's problem beside those of RFC 9457. */
const members: { readonly [C in keyof ProblemMembers]: Documented<ProblemMembers[C]> } = {
  'request.invalid': {
    errors: sometimes([fieldError], {
      type: 'array',
      description: 'every refused field at once',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer into the body, or `/` and the parameter’s name' },
          code: oneOf(fieldCodes),
          detail: { type: 'string', description: 'may be shown as it is' },
        },
      },
    }),
    header: sometimes('If-Match', { type: 'string', description: 'the header that is malformed' }),
  },
  'service.closed': { retryAt: sometimes(instant) },
  'sms.quota-exceeded': { rule: always('hour', oneOf(['minute', 'hour', 'day'])), retryAt: always(instant) },
  'sms.code-invalid': { triesLeft: sometimes(4) },
  'request.rate-limited': { retryAt: always(instant) },
  'face.too-many-tries': { retryAt: always(instant) },
  'identity.activation-required': { activationTicket: always('mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y') },
  'change-request.already-open': {
    changeRequestId: always('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e'),
    requestStatus: always('open', oneOf(requestStatuses)),
  },
  'change-request.closed': { requestStatus: always('submitted', oneOf(requestStatuses)) },
  'change-request.step-not-reached': { step: always('photos', oneOf(steps)) },
  'change-request.stale': { fields: sometimes(['start', 'end']) },
  'photo.missing': { kinds: photosAsked },
  'photo.fresh-required': { kinds: photosAsked },
  'photo.duplicate': { kinds: photosAsked },
  'agreement.not-signed': { documentIds: always(['changeApplication']) },
  'dependency.unavailable': { rule: sometimes('read-only', oneOf(['read-only'])) },
};

export const membersOf = (code: ProblemCode): Readonly<Record<string, Member<boolean>>> =>
  code in members ? members[code as keyof ProblemMembers] : {};

/** `sms.code-invalid` becomes `SmsCodeInvalid`. */
const nameOf = (code: string): string =>
  code.replace(/(?:^|[.-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const problemName = (code: ProblemCode): string => `${nameOf(code)}Problem`;

/** The code by which one stream holds a value: the application acts on it, and no call answers it. */
export const answerable = Object.values(problemCodes)
  .flat()
  .filter((code) => code !== 'claim.held');

const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable, logic uses it; `detail` may be shown as it is.',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'the page that explains the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: oneOf(answerable),
    instance: { type: 'string', description: 'the path without its query' },
  },
};

const schemaOfProblem = (code: ProblemCode): Schema => {
  const own = Object.entries(membersOf(code));
  return {
    allOf: [
      refTo('schemas', 'Problem'),
      {
        type: 'object',
        required: ['code', ...own.filter(([, member]) => member.always).map(([name]) => name)],
        properties: { code: oneOf([code]), ...Object.fromEntries(own.map(([name, { schema }]) => [name, schema])) },
      },
    ],
  };
};

const exampleOfProblem = (code: ProblemCode): object => ({
  type: problemType(code),
  ...textOf(code, 'zh'),
  status: statusOf(code),
  code,
  instance: '/v1/…',
  ...Object.fromEntries(Object.entries(membersOf(code)).map(([name, { example }]) => [name, example])),
});

/** Every problem once: a schema and an example for each code, and a response for each set of codes that calls answer. */
export class ProblemComponents {
  private readonly codes = new Set<ProblemCode>();
  private readonly named = new Map<string, string>();
  private readonly bodies: Record<string, object> = {};

  /** A call's responses by status, as references. @param operationId names the responses that no other call shares */
  responsesOf(codes: Iterable<ProblemCode>, operationId: string): Readonly<Record<string, object>> {
    const byStatus = Map.groupBy([...new Set(codes)].sort(), statusOf);
    return Object.fromEntries(
      [...byStatus].map(([status, group]) => [status, refTo('responses', this.responseOf(status, group, operationId))]),
    );
  }

  get schemas(): Readonly<Record<string, Schema>> {
    const each = [...this.codes].sort().map((code) => [problemName(code), schemaOfProblem(code)] as const);
    return { Problem: problemSchema, ...Object.fromEntries(each) };
  }

  get examples(): Readonly<Record<string, object>> {
    const each = [...this.codes].sort().map((code) => [problemName(code), { value: exampleOfProblem(code) }] as const);
    return Object.fromEntries(each);
  }

  get responses(): Readonly<Record<string, object>> {
    return this.bodies;
  }

  private responseOf(status: number, codes: readonly ProblemCode[], operationId: string): string {
    const known = this.named.get(codes.join());
    if (known) return known;
    const name = codes.length <= 2 ? codes.map(nameOf).join('Or') : `${nameOf(operationId)}${status}`;
    for (const code of codes) this.codes.add(code);
    this.named.set(codes.join(), name);
    this.bodies[name] = problemResponse(status, codes);
    return name;
  }
}

const problemResponse = (status: number, codes: readonly ProblemCode[]) => {
  const schemas = codes.map((code) => refTo('schemas', problemName(code)));
  return {
    description: codes.map((code) => `\`${code}\``).join(' · '),
    headers: headersOfProblem(status),
    content: {
      'application/problem+json': {
        schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas },
        examples: Object.fromEntries(codes.map((code) => [code, refTo('examples', problemName(code))])),
      },
    },
  };
};
