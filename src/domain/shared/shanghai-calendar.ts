import { day, epochMs, hour, type Instant, plus, toInstant } from './instant.js';

/** A date of the Shanghai calendar, `YYYY-MM-DD`: comparing the strings compares the dates. */
export type PlainDate = string;
/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const offset = 8 * hour;

export const isRealDate = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && toInstant(time).startsWith(text);
};

export const shanghaiDate = (instant: Instant): PlainDate => plus(instant, offset).slice(0, 10);
export const startOfShanghaiDay = (date: PlainDate): Instant => plus(`${date}T00:00:00.000Z`, -offset);
export const nextShanghaiMidnight = (instant: Instant): Instant => plus(startOfShanghaiDay(shanghaiDate(instant)), day);

/** Milliseconds since midnight in Shanghai. */
export const timeOfDay = (instant: Instant): number =>
  epochMs(instant) - epochMs(startOfShanghaiDay(shanghaiDate(instant)));

export const weekday = (date: PlainDate): Weekday => (new Date(`${date}T00:00:00.000Z`).getUTCDay() || 7) as Weekday;

/** The same day of a later year; 29 February becomes 28 February where there is none (F6). */
export const addYears = (date: PlainDate, years: number): PlainDate => {
  const anniversary = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return isRealDate(anniversary) ? anniversary : anniversary.replace(/-02-29$/, '-02-28');
};

/** The same time of day on the same day of a later month, or on its last day where it has no such day. */
export const addMonths = (instant: Instant, months: number): Instant => {
  const date = shanghaiDate(instant);
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  const days = [date.slice(8), '30', '29', '28'].filter((each) => each <= date.slice(8));
  const target = days.map((each) => `${month}-${each}`).find(isRealDate)!;
  return plus(startOfShanghaiDay(target), timeOfDay(instant));
};
