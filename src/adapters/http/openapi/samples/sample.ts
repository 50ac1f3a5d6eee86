import type { Place } from '../operation.js';
import { exampleOf, type Schema, type Schemas } from '../schema.js';

/** One call with a value for all that it needs. */
export interface Sample {
  readonly method: string;
  /** As the document has it, with `{id}`. */
  readonly path: string;
  readonly inPath: Values;
  /** What has to be given, or is a token. */
  readonly query: Values;
  /** Those that have to be given, but for `X-Device-Id` and what a sign-in gives. */
  readonly headers: Values;
  readonly needsDevice: boolean;
  /** Undefined without one. */
  readonly json: unknown;
  /** The body is a file. */
  readonly file: string | undefined;
  readonly answers: 'json' | 'file' | 'events' | 'nothing';
  /** Whose token it needs. */
  readonly caller: 'session' | 'staff' | undefined;
  /** A role of staff that may call it. */
  readonly role: string | undefined;
}

type Values = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

/** @param place a call of the document as it is completed */
export const sampleOf = ({ method, path, operation }: Place, schemas: Schemas): Sample => {
  const parameters = (operation.parameters ?? []) as readonly (Parameter & { readonly $ref?: string })[];
  const needed = (where: string) =>
    Object.fromEntries(
      parameters
        .filter((each) => each.in === where && each.required)
        .map((each) => [each.name, each.example ?? exampleOf(each.schema ?? {}, schemas)]),
    );
  const [scheme] = operation.security ?? [];
  const caller = scheme && ('staff' in scheme ? 'staff' : 'session');
  return {
    method,
    path,
    inPath: needed('path'),
    query: needed('query'),
    headers: needed('header'),
    needsDevice: parameters.some(({ $ref }) => $ref?.endsWith('/X-Device-Id')),
    ...bodyOf(operation.requestBody?.content ?? {}, schemas),
    answers: answerOf(operation.responses),
    caller,
    role: (operation['x-roles'] as readonly string[] | undefined)?.[0],
  };
};

const files: Readonly<Record<string, string>> = {
  'image/jpeg': 'photo.jpg',
  'application/ocsp-request': 'request.der',
};

const bodyOf = (
  content: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>,
  schemas: Schemas,
): Pick<Sample, 'json' | 'file'> => {
  const json = content['application/json'];
  if (json) return { json: json.example ?? exampleOf(json.schema ?? {}, schemas), file: undefined };
  const file = Object.keys(content).map((type) => files[type])[0];
  return { json: undefined, file };
};

const answerOf = (responses: Place['operation']['responses']): Sample['answers'] => {
  const done = Object.entries(responses).find(([status]) => status.startsWith('2'));
  const [type] = Object.keys(done?.[1].content ?? {});
  if (type === undefined) return 'nothing';
  if (type === 'text/event-stream' || type === 'application/x-ndjson') return 'events';
  return type === 'application/json' ? 'json' : 'file';
};
