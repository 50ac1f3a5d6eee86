import { applyDecorators } from '@nestjs/common';
import {
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  type ApiPropertyOptions,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ProblemCode } from '../../../domain/shared/problem-codes.js';
import { Note } from '../route-notes.js';
import { type Example, schemaOf } from './schema.js';

/** What decorators note of a call for the document, and the document then leaves out. */
export const notes = { problems: 'x-problems', etag: 'x-etag', examples: 'x-examples' } as const;

/**
 * A call's name in generated clients, which stays, and what it does, with the rule it comes from. The name begins with
 * the verb of the call.
 */
export const Call = (operationId: string, summary: string) => ApiOperation({ operationId, summary });

/** The codes that are this call's own. Those of every call (session, device, body, idempotency, consistency) come by themselves. */
export const Problems = (...codes: readonly ProblemCode[]) => ApiExtension(notes.problems, [...codes]);

/** The call answers `ETag`. */
export const AnswersETag = () => ApiExtension(notes.etag, true);

/** The call honours `If-Match` (412 `revision.mismatch`) and answers `ETag` with the thing's new state. */
export const HonoursIfMatch = ({ required = false } = {}) =>
  applyDecorators(ApiHeader({ name: 'If-Match', required }), AnswersETag());

/** Anybody may cache the answer: `ETag`, and 304 for an `If-None-Match` that names it. */
export const Cacheable = () =>
  applyDecorators(
    ApiHeader({ name: 'If-None-Match', required: false }),
    AnswersETag(),
    Note({ alikeForAll: true }),
    ApiResponse({ status: 304, description: 'what one has is still current' }),
  );

/** Only these states of the answered thing can come of the call, of those in `examples.ts`. */
export const Examples = (...names: readonly string[]) => ApiExtension(notes.examples, [...names]);

/** The answer is the exact bytes of a file. */
export const Bytes = (description: string, ...mediaTypes: readonly string[]) =>
  applyDecorators(
    ApiProduces(...mediaTypes),
    ApiOkResponse({ description, schema: { type: 'string', format: 'binary' } }),
  );

type Model = new () => object;

/** Any JSON object, e.g. the data of an event. */
export const anyObject = 'any object';

/** Server-sent events, each with the name and the data of one of `events`. */
export const EventStream = (description: string, events: Readonly<Record<string, Model | typeof anyObject>>) => {
  const models = Object.values(events).filter((data) => data !== anyObject);
  const schemas = Object.entries(events).map(([event, data]) => ({
    type: 'object',
    required: ['event', 'data'],
    properties: {
      event: { type: 'string', enum: [event] },
      data: data === anyObject ? { type: 'object', additionalProperties: true } : { $ref: getSchemaPath(data) },
    },
  }));
  return applyDecorators(
    ApiProduces('text/event-stream'),
    ApiExtraModels(...models),
    ApiOkResponse({ description, schema: { oneOf: schemas } }),
  );
};

interface ShownOptions {
  readonly nullable?: boolean;
  readonly optional?: boolean;
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
}

/** A member of an answer; its type and format are those of the example. */
export const Shown = (example: Example, { optional = false, ...options }: ShownOptions = {}) => {
  const values = options.enum && { enum: options.nullable ? [...options.enum, null] : options.enum };
  return ApiProperty({
    ...schemaOf(example),
    ...options,
    ...values,
    required: !optional,
    example,
  } as ApiPropertyOptions);
};

/** A member of an answer that is an object, or a list of them, with a class of its own. */
export const ShownAs = (
  type: () => new () => object,
  { optional = false, ...options }: ShownOptions & { readonly isArray?: boolean; readonly example?: Example } = {},
) => ApiProperty({ ...options, type: () => type(), required: !optional } as ApiPropertyOptions);
