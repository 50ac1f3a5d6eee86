import type { ProblemCode } from '../../../domain/shared/problem-codes.js';
import { rateGroupOf } from '../rate-limits.js';
import { notes } from './decorators.js';
import { headerParameters, headers } from './headers.js';
import type { ProblemComponents } from './problems.js';
import { exampleOf, refTo, type Schema, type Schemas } from './schema.js';
import { stateExamples } from './state-examples.js';

type Content = Record<string, { schema?: Schema; example?: unknown; examples?: object }>;

interface Parameter {
  readonly name: string;
  readonly in: string;
}

export interface Operation {
  operationId: string;
  parameters?: (Parameter | { readonly $ref: string })[];
  requestBody?: { content?: Content };
  responses: Record<string, { description?: string; headers?: object; content?: Content }>;
  security?: readonly object[];
  [note: string]: unknown;
}

/** One call of the document and where it stands. */
export interface Place {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Adds what holds for every call: its headers, the problems of each status, and an example for every body. */
export const completeOperation = (place: Place, schemas: Schemas, problems: ProblemComponents): void => {
  const { operation } = place;
  const own = operation[notes.problems] as readonly ProblemCode[] | undefined;
  const codes = [...(own ?? []), ...commonCodes(place)];
  const only = operation[notes.examples] as readonly string[] | undefined;
  addExamples(operation.requestBody?.content, schemas);
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description ||= 'as asked';
    response.headers = answeredHeadersOf(place, status);
    addExamples(response.content, schemas, only);
  }
  operation.parameters = parametersOf(place);
  operation.security ??= [];
  Object.assign(operation.responses, problems.responsesOf(codes, operation.operationId));
  for (const note of Object.values(notes)) delete operation[note];
};

const isHeader = (name: string): name is keyof typeof headerParameters => name in headerParameters;

const parametersOf = ({ method, path, operation }: Place) => {
  const own = (operation.parameters ?? []) as Parameter[];
  const names = [
    ...own.filter((each) => each.in === 'header').map(({ name }) => name),
    ...(needsDevice(path) ? ['X-Device-Id'] : []),
    method === 'get' ? 'Consistency-Token' : 'Idempotency-Key',
    'X-Correlation-Id',
    'X-Client-Version',
    'Accept-Language',
  ];
  const shared = [...new Set(names)].filter(isHeader);
  return [
    ...own.filter((each) => each.in !== 'header' || !isHeader(each.name)),
    ...shared.map((name) => refTo('parameters', name)),
  ];
};

const answeredHeadersOf = ({ method, operation }: Place, status: string) => ({
  ...headers('X-Correlation-Id'),
  ...(method === 'get' || !operation.security?.length ? {} : headers('Consistency-Token')),
  ...(operation[notes.etag] && status !== '204' ? headers('ETag') : {}),
});

const needsDevice = (path: string): boolean =>
  path.startsWith('/v1/futures') && !path.startsWith('/v1/futures/companies');

const commonCodes = ({ method, path, operation }: Place): readonly ProblemCode[] => {
  const parameters = (operation.parameters ?? []) as Parameter[];
  const hasInput = operation.requestBody || parameters.some((parameter) => parameter.in === 'query');
  const codes: readonly (readonly [unknown, readonly ProblemCode[]])[] = [
    [operation.security?.length, ['session.required']],
    [operation.security?.some((scheme) => 'staff' in scheme), ['access.forbidden']],
    [needsDevice(path), ['device.required', 'device.invalid']],
    [hasInput, ['request.invalid']],
    [operation.requestBody, ['request.too-large', 'request.media-type']],
    [parameters.some(({ name }) => name === 'If-Match'), ['revision.mismatch']],
    [method === 'get', ['consistency-token.invalid', 'projection.lagging']],
    [method !== 'get', ['idempotency.key-reused', 'request.in-progress', 'revision.conflict']],
    [rateGroupOf(method, path), ['request.rate-limited']],
    [true, ['dependency.unavailable', 'internal']],
  ];
  return codes.flatMap(([holds, those]) => (holds ? those : []));
};

const addExamples = (content: Content | undefined, schemas: Schemas, only?: readonly string[]): void => {
  for (const [mediaType, media] of Object.entries(content ?? {})) {
    if (!mediaType.includes('json') || !media.schema || media.example !== undefined || media.examples) continue;
    const states = Object.keys(stateExamples[media.schema.$ref?.split('/').at(-1) ?? ''] ?? {});
    const shown = only ? states.filter((state) => only.includes(state)) : states;
    if (shown.length === 0) media.example = exampleOf(media.schema, schemas);
    else
      media.examples = Object.fromEntries(
        shown.map((state) => [state, refTo('examples', `${media.schema!.$ref!.split('/').at(-1)}.${state}`)]),
      );
  }
};
