import type { FieldError } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { parseResidentId, type ResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { Fields } from './fields.js';

/**
 * The ID number that a call is about (V1).
 * @param misshapen fields of the call whose shape was refused already
 * @throws DomainError `request.invalid` with every wrong field
 */
export const readIdNumber = (input: string, at: Instant, misshapen: readonly FieldError[]): ResidentId => {
  const fields = new Fields(misshapen);
  return fields.accepted(fields.take('/idNumber', () => parseResidentId(input, shanghaiDate(at))));
};
