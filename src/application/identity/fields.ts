import { type FieldError, invalidFields } from '../../domain/shared/domain-error.js';
import type { FieldCode } from '../../domain/shared/field-codes.js';
import type { Result } from '../../domain/shared/result.js';

/** The fields of a form as they are read: every one that is refused is told at once. */
export class Fields {
  private readonly errors: FieldError[] = [];

  /** The value, or undefined and an error at the pointer. */
  take<T>(pointer: string, result: Result<T>): T | undefined {
    if ('value' in result) return result.value;
    this.refuse(pointer, result.error);
    return undefined;
  }

  refuse(pointer: string, code: FieldCode): void {
    this.errors.push({ pointer, code });
  }

  add(errors: readonly FieldError[]): void {
    this.errors.push(...errors);
  }

  /** @throws DomainError `request.invalid` with every error so far */
  check(): void {
    if (this.errors.length > 0) throw invalidFields(...this.errors);
  }
}
