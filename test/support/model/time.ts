import { send } from '../people/journey.js';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What the service's clock says, in milliseconds. */
export const clockOf = async ({ url }: { readonly url: string }): Promise<number> =>
  Date.parse((await send(`${url}/sandbox/clock`, 'GET')).body.now);

export const instantOf = (time: number): string => new Date(time).toISOString();

/** Shanghai has no summer time. */
const shanghai = (time: number) => new Date(time + 8 * hour);
export const dayOf = (time: number): number => Math.floor((time + 8 * hour) / day);

/** F5: Monday to Saturday, 01:23:00 to 23:58:00. */
export const isOpen = (time: number): boolean => {
  const sinceMidnight = (time + 8 * hour) % day;
  return shanghai(time).getUTCDay() !== 0 && sinceMidnight >= 83 * minute && sinceMidnight <= 1438 * minute;
};

/** When opening or closing comes next. */
export const nextTurn = (time: number): number => {
  const midnight = dayOf(time) * day - 8 * hour;
  const turns = [0, 1, 2].flatMap((days) => [83, 1438].map((at) => midnight + days * day + at * minute));
  return turns.find((turn) => turn > time)!;
};

/** V4.2: when a number may be sent a code again, and by which rule not before; undefined when it may be now. */
export const quotaEnd = (sends: readonly number[], now: number): { rule: string; until: number } | undefined => {
  const sliding = (rule: string, count: number, window: number) => {
    const leaver = sends.filter((at) => now - at < window).at(-count);
    return leaver === undefined ? [] : [{ rule, until: leaver + window }];
  };
  const today = sends.filter((at) => dayOf(at) === dayOf(now));
  const full = today.length < 5 ? [] : [{ rule: 'day', until: (dayOf(now) + 1) * day - 8 * hour }];
  return [...sliding('minute', 1, minute), ...sliding('hour', 3, hour), ...full]
    .sort((a, b) => a.until - b.until)
    .at(-1);
};
