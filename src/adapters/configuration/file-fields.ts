import { Transform } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsObject,
  IsString,
  Matches,
  ValidateNested,
} from 'class-validator';

/** Decorators of the members of a configuration file; `rule` is what the operator reads when one is broken. */
const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

export const Text = (rule = 'must be a text') => all(IsString({ message: rule }), Matches(/\S/, { message: rule }));

export const Texts = (rule = 'must be a list of texts') =>
  all(IsArray({ message: rule }), IsString({ each: true, message: rule }));

/** The file holds a list of paragraphs; they become one text, a line each. */
export const Paragraphs = () => {
  const rule = 'must be a list of paragraphs';
  const joined = Transform(({ value }) =>
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
      ? value.join('\n')
      : undefined,
  );
  return all(joined, Text(rule));
};

export const Flag = () => IsBoolean({ message: 'must be true or false' });

export const OneOf = (values: readonly unknown[], rule = `must be one of ${values.join(', ')}`) =>
  IsIn([...values], { message: rule });

/** A list, not empty, of some of `values`. */
export const SomeOf = (values: readonly unknown[], rule = `must be a list of ${values.join(', ')}`) =>
  all(ArrayNotEmpty({ message: rule }), IsIn([...values], { each: true, message: rule }));

export const One = (rule: string) =>
  all(IsDefined({ message: rule }), IsObject({ message: rule }), ValidateNested({ message: rule }));

/** A list, not empty. */
export const Many = (rule: string) =>
  all(IsArray({ message: rule }), ArrayNotEmpty({ message: rule }), ValidateNested({ each: true, message: rule }));
