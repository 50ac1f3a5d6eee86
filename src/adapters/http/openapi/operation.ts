import type { ProblemCode } from '../../../domain/shared/problem-codes.js';
import { rateGroupOf } from '../rate-limits.js';
import { notes } from './decorators.js';
import { headerParameters, headers } from './headers.js';
import type { ProblemComponents } from './problems.js';
import { codeSamples } from './samples/code-samples.js';
import { sampleOf } from './samples/sample.js';
import { exampleOf, refTo, type Schema, type Schemas } from './schema.js';
import { stateExamples } from './state-examples.js';

type Content = Record<string, { schema?: Schema; example?: unknown; examples?: object }>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
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
  operation['x-codeSamples'] = codeSamples(sampleOf(place, schemas));
};

const isHeader = (name: string): name is keyof typeof headerParameters => name in headerParameters;

const parametersOf = ({ method, path, operation }: Place) => {
  const own = (operation.parameters ?? []) as Parameter[];
  const [required, optional] = [true, false].map((asked) =>
    own.filter((each) => each.in === 'header' && isHeader(each.name) && (each.required ?? false) === asked),
  );
  const shared = [
    ...optional!.map(({ name }) => name),
    ...(needsDevice(path) ? ['X-Device-Id'] : []),
    method === 'get' ? 'Consistency-Token' : 'Idempotency-Key',
    'X-Correlation-Id',
    'X-Client-Version',
    'Accept-Language',
  ];
  return [
    ...own.filter((each) => each.in !== 'header' || !isHeader(each.name)).map(shown),
    ...required!.map(({ name }) => ({ ...headerParameters[name as keyof typeof headerParameters], required: true })),
    ...[...new Set(shared)].map((name) => refTo('parameters', name)),
  ];
};

/** Of parameters in a path whose type gives none. */
const examplesInPath: Readonly<Record<string, string>> = {
  companyCode: '0038',
  customerNumber: '00389901',
  documentId: 'changeApplication',
  path: 'MFEwTzBNMEswSTAJBgUrDgMCGgUABBQ%3D',
  stream: 'CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e',
  ticket: 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y',
};

const shown = (parameter: Parameter): Parameter =>
  parameter.in === 'path' && parameter.name in examplesInPath
    ? { ...parameter, example: examplesInPath[parameter.name] }
    : parameter;

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
