import { type FieldError, invalidFields } from '../../domain/shared/domain-error.js';
import type { FieldCode } from '../../domain/shared/field-codes.js';
import type { Result } from '../../domain/shared/result.js';

/** The fields of a form as they are read: every one that is refused is told at once. */
export class Fields {
  readonly errors: FieldError[];

  /** @param refused fields that were refused already: neither they nor what lies in them is judged again */
  constructor(private readonly refused: readonly FieldError[] = []) {
    this.errors = [...refused];
  }

  /** Whether a field can be looked at: neither it nor what it lies in was refused before. */
  sound(pointer: string): boolean {
    return !this.refused.some((error) => pointer === error.pointer || pointer.startsWith(`${error.pointer}/`));
  }

  /** The value, or undefined and an error at the pointer; undefined alone where the field is not sound. */
  take<T>(pointer: string, result: Result<T> | (() => Result<T>)): T | undefined {
    if (!this.sound(pointer)) return undefined;
    const read = typeof result === 'function' ? result() : result;
    if ('value' in read) return read.value;
    this.refuse(pointer, read.error);
    return undefined;
  }

  refuse(pointer: string, code: FieldCode): void {
    this.add([{ pointer, code }]);
  }

  add(errors: readonly FieldError[]): void {
    this.errors.push(...errors.filter(({ pointer }) => this.sound(pointer)));
  }

  /** Once a box is left without its tick, that is told with what else is wrong; alone it is a refusal of its own. */
  mention(pointer: string, code: FieldCode): void {
    if (this.errors.length > 0) this.refuse(pointer, code);
  }

  /** @throws DomainError `request.invalid` with every error so far */
  check(): void {
    if (this.errors.length > 0) throw invalidFields(...this.errors);
  }

  /** What was read, once no field of it was refused. @throws as above */
  accepted<T>(read: T | undefined): T {
    this.check();
    return read!;
  }
}
