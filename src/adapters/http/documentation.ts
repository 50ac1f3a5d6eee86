import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { ProblemCode } from '../../domain/shared/problem-codes.js';

export const problemsKey = 'x-problem-codes';

/**
 * The codes that are this call's own. Those of every call (session, device, body, idempotency, consistency) are added
 * by themselves.
 */
export const Problems = (...codes: readonly ProblemCode[]) => ApiExtension(problemsKey, [...codes]);

/** The call honours `If-Match`: 412 `revision.mismatch`. */
export const HonoursIfMatch = () =>
  applyDecorators(
    ApiHeader({ name: 'If-Match', required: false, description: 'the revision that `ETag` gave', example: '"3"' }),
  );

type Example = string | number | boolean | null | readonly Example[] | { readonly [key: string]: Example };

const schemaOf = (example: Example): object => {
  if (Array.isArray(example)) return { type: 'array', items: schemaOf(example[0] ?? '') };
  if (example === null) return { type: 'string', nullable: true };
  if (Number.isInteger(example)) return { type: 'integer' };
  if (typeof example !== 'object') return { type: typeof example };
  const members = Object.entries(example as Record<string, Example>);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, member]) => [name, { ...schemaOf(member), example: member }])),
    required: members.map(([name]) => name),
  };
};

interface ShownOptions {
  readonly nullable?: boolean;
  readonly optional?: boolean;
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
}

/** A member of an answer; its type is that of the example. */
export const Shown = (example: Example, { optional = false, ...options }: ShownOptions = {}) =>
  ApiProperty({ ...schemaOf(example), ...options, required: !optional, example } as ApiPropertyOptions);

/** A member of an answer that is an object, or a list of them, with a class of its own. */
export const ShownAs = (
  type: () => new () => object,
  { optional = false, ...options }: ShownOptions & { readonly isArray?: boolean; readonly example?: Example } = {},
) => ApiProperty({ ...options, type: () => type(), required: !optional } as ApiPropertyOptions);
