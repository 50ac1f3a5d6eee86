import { second } from '../../domain/shared/instant.js';
import type { MeasuredSide, ReadSide, SideName } from './read-side.js';

export interface MaxLag {
  readonly events: number;
  readonly seconds: number;
}

/** Another instance takes over within half a second when one stops. */
const leaderlessMs = 2 * second;

/** Whether each of `names` is there and near the present, and some instance works on them: answers why not. */
export const keepsUp = (
  readSide: ReadSide,
  side: SideName,
  names: readonly string[],
  maxLag: MaxLag,
  elapsed: () => number = () => performance.now(),
) => {
  let ledAt = elapsed();
  return async (): Promise<string | undefined> => {
    const { led, workers } = await readSide.of(side);
    const now = elapsed();
    if (led) ledAt = now;
    const reasons = farFrom(workers, names, maxLag);
    if (now - ledAt > leaderlessMs) reasons.unshift('no instance works on them');
    return reasons.length > 0 ? reasons.join(', ') : undefined;
  };
};

/** The same, whoever works on them: answers why not. */
export const isNear =
  (readSide: ReadSide, side: SideName, names: readonly string[], maxLag: MaxLag) =>
  async (): Promise<string | undefined> => {
    const reasons = farFrom((await readSide.of(side)).workers, names, maxLag);
    return reasons.length > 0 ? reasons.join(', ') : undefined;
  };

const farFrom = (workers: MeasuredSide['workers'], names: readonly string[], maxLag: MaxLag): string[] =>
  names.flatMap((name) => {
    const worker = workers.find((each) => each.name === name);
    if (!worker) return [`${name} is not built yet`];
    const { eventsBehind, secondsBehind } = worker;
    if (eventsBehind > maxLag.events) return [`${name} is ${eventsBehind} events behind`];
    return secondsBehind > maxLag.seconds ? [`${name} is ${Math.round(secondsBehind)} s behind`] : [];
  });
