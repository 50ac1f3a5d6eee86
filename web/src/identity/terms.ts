import { textsOf } from '../kit/language.js';

const t = textsOf({
  five: ['5年', '5 years'],
  ten: ['10年', '10 years'],
  twenty: ['20年', '20 years'],
  longTerm: ['长期有效', 'for good'],
});

/** Terms of ID cards (V2.4). */
export const terms = [
  { value: 5, text: t.five },
  { value: 10, text: t.ten },
  { value: 20, text: t.twenty },
  { value: 'longTerm', text: t.longTerm },
] as const;

export type Term = (typeof terms)[number]['value'];

/** What a form shows beside a term; the service works the end out for itself. */
export const endOf = (start: string, term: Term): string | undefined => {
  const date = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(start.trim());
  if (!date || term === 'longTerm') return undefined;
  return `${Number(date[1]) + term}${date[2]}${date[3]}`;
};
