import { passAll } from '../demo/agent.js';
import { signInStaff } from '../demo/main-job.js';
import type { Walk } from '../demo/walk.js';
import { percentiles } from './measure.js';
import type { Row } from './table.js';

/**
 * The main job, from sign-in to applied, by so many customers at once, with an agent who takes their calls: whole
 * journeys, and how long each step takes. Keys, signatures and pictures of the devices are made on the same processors.
 */
export const journeys = async (baseUrl: string, walks: readonly Walk[]): Promise<Row[]> => {
  const { agent } = await signInStaff(baseUrl);
  const closing = new AbortController();
  const calls = passAll(agent, '001', closing.signal);
  const started = performance.now();
  const times = await Promise.all(walks.map(stepTimes));
  const perSecond = (walks.length * 1000) / (performance.now() - started);
  closing.abort();
  await calls;
  const whole = times.map((steps) => steps.reduce((sum, step) => sum + step, 0));
  return [
    { name: `main job, whole journeys, ${walks.length} customers at once`, perSecond, ...percentiles(whole) },
    ...walks[0]!.steps.map(([name], index) => ({
      name: `– ${name}`,
      ...percentiles(times.map((steps) => steps[index]!)),
    })),
  ];
};

const stepTimes = async ({ steps }: Walk): Promise<number[]> => {
  const times: number[] = [];
  for (const [, take] of steps) {
    const from = performance.now();
    await take();
    times.push(performance.now() - from);
  }
  return times;
};
