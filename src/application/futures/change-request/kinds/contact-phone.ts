import { maskPhone } from '../../../../domain/shared/mask.js';
import { nationalPhone } from '../../../../domain/shared/phone-number.js';
import type { ChangeForm } from './change-form.js';

/** F17: a mobile or a landline, shown as it is dialled (V3.2). */
export const contactPhone: ChangeForm<'contactPhone'> = {
  path: 'contact-phone',
  inputs: { phone: { type: 'string', nullable: true, example: '13900139000' } },
  fields: (phone) => ({ phone: phone && nationalPhone(phone) }),
  masked: (phone) => ({ phone: phone && maskPhone(phone) }),
  rows: (before, after) => {
    return [{ item: '联系电话', oldValue: before ? nationalPhone(before) : '', newValue: nationalPhone(after) }];
  },
  applied: ({ contactPhone, contactMobile }) => ({
    contactPhone: contactPhone && nationalPhone(contactPhone),
    ...(contactMobile && { contactMobile: nationalPhone(contactMobile) }),
  }),
  notice: { of: 'PhoneChanged', name: 'phoneChanged' },
};
