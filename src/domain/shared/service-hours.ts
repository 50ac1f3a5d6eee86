import { day, epochMs, type Instant, plus } from './instant.js';
import { shanghaiDate, startOfShanghaiDay, timeOfDay, type Weekday, weekday } from './shanghai-calendar.js';

/** `from` and `to` are `HH:MM:SS` in Shanghai, both inclusive to the millisecond: `to` 23:58:00 ends at 23:58:00.000. */
export interface ServiceWindow {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

const sinceMidnight = (time: string): number => epochMs(`1970-01-01T${time}.000Z`);

export const isOpen = (windows: readonly ServiceWindow[], instant: Instant): boolean => {
  const today = weekday(shanghaiDate(instant));
  const now = timeOfDay(instant);
  return windows.some(
    ({ days, from, to }) => days.includes(today) && sinceMidnight(from) <= now && now <= sinceMidnight(to),
  );
};

/** The first instant after this one at which a window opens; null when none ever does. */
export const nextOpening = (windows: readonly ServiceWindow[], instant: Instant): Instant | null => {
  const today = startOfShanghaiDay(shanghaiDate(instant));
  for (let ahead = 0; ahead <= 7; ahead++) {
    const midnight = plus(today, ahead * day);
    const opening = windows
      .filter(({ days }) => days.includes(weekday(shanghaiDate(midnight))))
      .map(({ from }) => plus(midnight, sinceMidnight(from)))
      .filter((from) => from > instant)
      .sort()[0];
    if (opening) return opening;
  }
  return null;
};
