import { Param, type PipeTransform } from '@nestjs/common';
import { notFound } from '../../domain/shared/domain-error.js';
import type { CodeOf } from '../../domain/shared/problem-codes.js';
import { isUuid, QueryWhole, Text } from './fields.js';

/** A path parameter that must look as told; one that does not names nothing: 404 with `code`. */
export const ThingParam = (name: string, looksRight: (value: string) => boolean, code: CodeOf<'not-found'>) => {
  const pipe: PipeTransform<string, string> = {
    transform: (value) => {
      if (!looksRight(value)) throw notFound(code);
      return value;
    },
  };
  return Param(name, pipe);
};

/** A UUID in the path, e.g. `@IdParam('id', 'change-request.not-found')`; lower case as it is stored. */
export const IdParam = (name: string, code: CodeOf<'not-found'>) => ThingParam(name, isUuid, code);

/** `?cursor=…&limit=…` of a list. */
export class PageQuery {
  @Text({ max: 512, optional: true, description: '`next` of the page before' })
  cursor?: string;

  @QueryWhole(1, 500, { example: 50, description: 'at most 500; 50 unless given' })
  limit: number = 50;
}
