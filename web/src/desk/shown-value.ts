import { textsOf } from '../kit/language.js';

const t = textsOf({ yes: ['是', 'Yes'], no: ['否', 'No'] });

/** A value of a form, in words. */
export const shownValue = (value: string | boolean | null | undefined): string => {
  if (value === undefined || value === null) return '—';
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  return value;
};
