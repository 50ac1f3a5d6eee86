import { invalidFields, refusal } from '../../domain/shared/domain-error.js';

const maxDepth = 16;
/** Of an object within a body: each has fewer. What is beyond costs no more than this look. */
const maxNames = 64;

/** One step of a JSON Pointer (RFC 6901). */
export const pointerTo = (parent: string, key: string): string =>
  `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/**
 * Refuses what no field of any call may hold: names that every object inherits, text that no database stores, endless
 * nesting, objects of many names.
 * @throws DomainError `request.invalid`
 */
export const refuseHostileInput = (value: unknown, pointer = '', depth = 0): void => {
  if (typeof value === 'string' && !isStorable(value)) throw invalidFields({ pointer, code: 'field.type' });
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw refusal('request.invalid');
  const members = Object.entries(value);
  if (depth > 0 && !Array.isArray(value) && members.length > maxNames)
    throw invalidFields({ pointer, code: 'field.unknown' });
  for (const [key, member] of members) {
    const at = pointerTo(pointer, key);
    if (key in Object.prototype || !isStorable(key))
      throw invalidFields({ pointer: at.toWellFormed(), code: 'field.unknown' });
    refuseHostileInput(member, at, depth + 1);
  }
};
