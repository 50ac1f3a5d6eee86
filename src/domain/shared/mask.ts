import { isErased } from './personal.js';
import { isMobile, landlineParts, nationalPhone, type PhoneNumber } from './phone-number.js';
import { replaceUnseen } from './visible-text.js';

const unlessErased = (mask: (value: string) => string) => (value: string) => (isErased(value) ? value : mask(value));

/** V9: `4101**********0033`. */
export const maskIdNumber = unlessErased((id) => `${id.slice(0, 4)}${'*'.repeat(10)}${id.slice(-4)}`);

/** V9, the reset page: `4112-XXXXXXXX`. */
export const maskAccount = unlessErased((id) => `${id.slice(0, 4)}-XXXXXXXX`);

/** V9: `测*`, however long the name: the first character that is seen. */
export const maskName = unlessErased((name) => `${[...replaceUnseen(name, () => '')].slice(0, 1).join('')}*`);

/** V9, for its owner: `1380****000`; a landline `0755****533`. */
export const maskPhone = unlessErased((phone: PhoneNumber) => {
  const shown = isMobile(phone) ? nationalPhone(phone).slice(0, 4) : landlineParts(phone)?.areaCode;
  return shown ? `${shown}****${phone.slice(-3)}` : '****';
});

/** V9, before sign-in: `*******8000`, since who knows an ID number must not learn the phone. */
export const maskPhoneBeforeSignIn = unlessErased((phone: PhoneNumber) => `*******${phone.slice(-4)}`);
