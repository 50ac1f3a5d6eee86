/** A value of a form, in one line. */
export const shownValue = (value: unknown): string => {
  if (value === undefined || value === null) return '—';
  if (typeof value !== 'object') return String(value);
  if ('name' in value && typeof value.name === 'string') return value.name;
  return Object.values(value).map(shownValue).join(' ');
};
