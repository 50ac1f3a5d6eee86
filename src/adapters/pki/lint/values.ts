import type { DerValue } from '../der-reader.js';
import type { Extension, Signed } from './fields.js';

export const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

const maxOctets = 20;
/** Whether an INTEGER is not negative and has at most 20 octets. */
export const isNumber = ({ tag, content }: DerValue): boolean =>
  tag === 0x02 && content.length <= maxOctets && content[0]! < 0x80;
export const isSerial = (value: DerValue): boolean => isNumber(value) && value.content.some((octet) => octet !== 0);

/**
 * Milliseconds since 1970 of UTCTime through 2049, GeneralizedTime after it: seconds given, no fraction, `Z` at the end.
 * @throws RangeError for any other
 */
export const timeOf = ({ tag, content }: DerValue): number => {
  const text = Buffer.from(content).toString('latin1');
  const full = tag === 0x17 ? `${text < '50' ? '20' : '19'}${text}` : text;
  const iso = full.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const instant = new Date(iso);
  if ((tag === 0x18 && full < '2050') || iso === full || instant.toISOString() !== iso) throw new RangeError('time');
  return instant.getTime();
};
export const isTime = (value: DerValue): boolean => Number.isFinite(timeOf(value));

type Extended = Pick<Signed, 'extensions'>;
export const extensionOf = ({ extensions }: Extended, id: string): Extension | undefined =>
  extensions.find((each) => each.id === id);
export const hasNoneTwice = ({ extensions }: Extended): boolean =>
  new Set(extensions.map(({ id }) => id)).size === extensions.length;
/** DER leaves out what is the default, here that an extension is not critical (X.690 §11.5). */
export const leavesDefaultsOut = ({ extensions }: Extended): boolean =>
  extensions.every(({ critical }) => critical !== false);
export const isCriticalOnlyIn = ({ extensions }: Extended, known: readonly string[]): boolean =>
  extensions.every(({ id, critical }) => !critical || known.includes(id));
