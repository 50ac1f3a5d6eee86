import { Body } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FieldError } from '../../domain/shared/domain-error.js';
import { type Dto, shaped } from './validation.js';

/** A body whose fields the application judges further. */
export interface Sent<T> {
  readonly form: T;
  /** Fields of the wrong shape: the application tells them together with those it refuses itself. */
  readonly misshapen: readonly FieldError[];
}

/** The body as its DTO, with what is wrong of its shape; no body at all is an empty one. */
export const SentBody =
  (type: Dto): ParameterDecorator =>
  (target, key, index) => {
    Body({
      transform: async (body: unknown) => {
        const { dto, errors } = await shaped(type, body === undefined ? {} : body);
        return { form: dto, misshapen: errors } satisfies Sent<object>;
      },
    })(target, key, index);
    ApiBody({ type })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
  };
