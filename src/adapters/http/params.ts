import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { notFound } from '../../domain/shared/domain-error.js';
import type { CodeOf } from '../../domain/shared/problem-codes.js';
import { isUuid, QueryWhole, Text } from './fields.js';

/** What a path parameter looks like, in the document. */
interface Shape {
  readonly type: 'string';
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly example?: string;
}

/** A path parameter that must look as told; one that does not names nothing: 404 with `code`. */
export const ThingParam = (
  name: string,
  looksRight: (value: string) => boolean,
  code: CodeOf<'not-found'>,
  schema: Shape = { type: 'string' },
): ParameterDecorator => {
  const pipe: PipeTransform<string, string> = {
    transform: (value) => {
      if (!looksRight(value)) throw notFound(code);
      return value;
    },
  };
  return (target, key, index) => {
    Param(name, pipe)(target, key, index);
    ApiParam({ name, schema: schema as object })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
  };
};

/** A UUID in the path, e.g. `@IdParam('id', 'change-request.not-found')`; lower case as it is stored. */
export const IdParam = (name: string, code: CodeOf<'not-found'>) =>
  ThingParam(name, isUuid, code, { type: 'string', format: 'uuid' });

/** One of a few words in the path. */
export const WordParam = (name: string, words: readonly string[], code: CodeOf<'not-found'>) =>
  ThingParam(name, (word) => words.includes(word), code, { type: 'string', enum: words });

/** `?cursor=…&limit=…` of a list. */
export class PageQuery {
  @Text({ max: 512, optional: true, description: '`next` of the page before' })
  cursor?: string;

  @QueryWhole(1, 500, { example: 50, description: 'at most 500; 50 unless given' })
  limit: number = 50;
}
