import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { type ClassTransformOptions, plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationError, validate } from 'class-validator';
import { type FieldError, invalidFields, notFound, refusal } from '../../domain/shared/domain-error.js';
import type { FieldCode } from '../../domain/shared/field-codes.js';
import { isStorable, pointerTo, refuseHostileInput } from './hostile-input.js';

/** Each error costs: whoever sends more unknown names than any form has fields is told of these many. */
const maxUnknown = 50;
const plainTypes: readonly unknown[] = [String, Number, Boolean, Array, Object, Buffer];

/**
 * Bodies and queries as their DTO declares them: nothing converted, nothing unknown, every wrong field at once.
 * No body at all is an empty one. A field's code is `context: { code }` of the decorator that refused it, else `field.type`.
 */
@Injectable()
export class Validation implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (typeof value === 'string' && !isStorable(value) && type === 'param') throw notFound('route.not-found');
    if (type === 'query') refuseHostileInput(value);
    if (!metatype || plainTypes.includes(metatype) || (type !== 'body' && type !== 'query')) return value;
    const inQuery = type === 'query';
    const { dto, errors } = await shaped(metatype as Type<object>, value === undefined ? {} : value, { inQuery });
    if (errors.length > 0) throw invalidFields(...errors);
    return dto;
  }
}

/** How what was sent becomes its DTO. */
export interface Shaping {
  /** An empty value in an address is a value; in a body it is a field that nobody filled in. */
  readonly inQuery?: boolean;
}

/**
 * A body as its DTO, and which fields have the wrong shape: for a form whose values are judged further, so that both
 * kinds of errors are told at once.
 * @throws DomainError `request.invalid` for what is no object at all
 */
export type Dto = Type<object>;

export const shaped = async <T extends object>(type: Type<T>, body: unknown, { inQuery = false }: Shaping = {}) => {
  if (!isPlainObject(body)) throw refusal('request.invalid');
  refuseManyUnknown(type, body);
  // What is left out keeps the default of its class.
  const dto = plainToInstance(type, body, { exposeUnsetFields: false, inQuery } as ClassTransformOptions);
  const errors = await validate(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return { dto, errors: errors.flatMap((error) => fieldErrors(error, '')) };
};

/** class-validator takes its time for each unknown name. @throws DomainError `request.invalid` */
const refuseManyUnknown = (type: Type<object>, body: object): void => {
  const known = new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(type, '', true, false)
      .map(({ propertyName }) => propertyName),
  );
  const unknown = Object.keys(body).filter((name) => !known.has(name));
  if (unknown.length <= maxUnknown) return;
  throw invalidFields(
    ...unknown.slice(0, maxUnknown).map((name) => ({ pointer: pointerTo('', name), code: 'field.unknown' as const })),
  );
};

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const fieldErrors = (error: ValidationError, parent: string): FieldError[] => {
  const pointer = pointerTo(parent, error.property);
  if (error.children?.length && !error.constraints)
    return error.children.flatMap((child) => fieldErrors(child, pointer));
  return [{ pointer, code: codeOf(error) }];
};

const codeOf = ({ value, constraints = {}, contexts = {} }: ValidationError): FieldCode => {
  if ('whitelistValidation' in constraints) return 'field.unknown';
  const code = Object.values(contexts).find((context) => typeof context?.code === 'string')?.code as
    | FieldCode
    | undefined;
  if (code === 'field.not-editable') return code;
  if (value === undefined || value === null) return 'field.required';
  if ('fieldType' in constraints) return 'field.type';
  return code ?? 'field.type';
};
