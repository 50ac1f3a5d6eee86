import type { CurrentValues } from '../../../../domain/profile-change-request/events.js';
import type { Proposal } from '../../../../domain/profile-change-request/state.js';
import { isLongTerm } from '../../../../domain/shared/card-validity.js';
import { maskPhone } from '../../../../domain/shared/mask.js';
import { isErased } from '../../../../domain/shared/personal.js';
import { nationalPhone } from '../../../../domain/shared/phone-number.js';
import type { OtherInformation, Validity } from '../../../../domain/shared/profile.js';

/** The fields of a form as its PUT has them: today's values, phones masked, since another may look on (V9). */
export const currentFields = (current: CurrentValues): object => {
  if (isErased(current)) return {};
  switch (current.kind) {
    case 'contactPhone':
      return { phone: current.contactPhone && maskPhone(current.contactPhone) };
    case 'identityValidity':
      return validityFields(current);
    case 'otherInformation':
      return otherFields(current);
  }
};

/** Clear: its owner typed it. Null before the form. */
export const proposedFields = (proposed: Proposal | null): object | null => {
  switch (proposed?.kind) {
    case 'contactPhone':
      return { phone: nationalPhone(proposed.phone) };
    case 'identityValidity':
      return validityFields(proposed.validity);
    case 'otherInformation':
      return otherFields(proposed.other);
    default:
      return null;
  }
};

const validityFields = ({ start, end }: Validity) => ({ start, end, longTerm: isLongTerm({ start, end }) });

const otherFields = (other: OtherInformation) => {
  const { province, city, address, postcode, email, education, occupation, clientManager, intermediary } = other;
  return {
    ...{ provinceCode: province.code, cityCode: city.code, address, postcode, email },
    ...{ education, occupation, clientManager, intermediary },
  };
};
