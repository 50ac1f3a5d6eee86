import type { OtherInformation } from '../../../../domain/shared/profile.js';
import { ok, type Result, refused } from '../../../../domain/shared/result.js';
import { isBlank } from '../../../../domain/shared/visible-text.js';
import type { Dictionaries } from '../../../shared/dictionaries.js';
import type { Fields } from '../../../shared/fields.js';
import type { ChangeForm, Input } from './change-form.js';
import { type OtherField, otherField, otherFieldNames } from './other-information-fields.js';

/** F18: the whole form replaces what was there. */
export const otherInformation: ChangeForm<'otherInformation'> = {
  path: 'other-information',
  inputs: Object.fromEntries(
    otherFieldNames.map((field) => {
      const { name, optional, example, description } = otherField(field);
      return [name, { type: 'string', nullable: optional, optional, example, description }];
    }),
  ),
  fields: (other) => other && fieldsOf(other),
  rows: (before, after, dictionaries) =>
    otherFieldNames.flatMap((field) => {
      const [oldValue, newValue] = [inWords(field, before, dictionaries), inWords(field, after, dictionaries)];
      return oldValue === newValue ? [] : [{ item: otherField(field).label, oldValue, newValue }];
    }),
  applied: ({ other }) => ({ other: other && fieldsOf(other) }),
  read: (input, { company, profile, dictionaries }, fields) => {
    const locked = (field: OtherField) => company.lockedFields.includes(field.name);
    return { kind: 'otherInformation', other: readOther(input, profile.other, locked, dictionaries, fields) };
  },
  notice: { of: 'OtherInformationChanged', name: 'otherInformationChanged' },
};

const fieldsOf = (other: OtherInformation): object =>
  Object.fromEntries(otherFieldNames.map((field) => [otherField(field).name, textOf(field, other)]));

const textOf = (field: keyof OtherInformation, other: OtherInformation): string | null =>
  other[field] === null ? null : otherField(field).text(other[field]);

const inWords = (field: keyof OtherInformation, other: OtherInformation | null, dictionaries: Dictionaries): string => {
  if (!other || other[field] === null) return '';
  const words = otherField(field).inWords;
  return (words ? words(other[field], dictionaries) : textOf(field, other)) ?? '';
};

/** Reads every field. A locked one must stay as it is on file (F18). */
const readOther = (
  input: Input,
  onFile: OtherInformation,
  isLocked: (field: OtherField) => boolean,
  dictionaries: Dictionaries,
  fields: Fields,
): OtherInformation => {
  const read: { -readonly [F in keyof OtherInformation]?: unknown } = {};
  for (const name of otherFieldNames) {
    const field = otherField(name);
    const locked = isLocked(field);
    if (locked && input[field.name] === undefined) {
      read[name] = onFile[name];
      continue;
    }
    const reading = { dictionaries, province: read.province as OtherInformation['province'] | undefined };
    const value = fields.take(`/${field.name}`, () => filledIn(field, input[field.name], reading));
    if (locked && value !== undefined && value !== (textOf(name, onFile)?.trim() || null))
      fields.refuse(`/${field.name}`, 'field.not-editable');
    read[name] = value;
  }
  return read as OtherInformation;
};

const filledIn = (field: OtherField, input: unknown, reading: Parameters<OtherField['parse']>[1]): Result<unknown> => {
  if (input === undefined || input === null || (typeof input === 'string' && isBlank(input)))
    return field.optional ? ok(null) : refused('field.required');
  return typeof input === 'string' ? field.parse(input.trim(), reading) : refused('field.type');
};
