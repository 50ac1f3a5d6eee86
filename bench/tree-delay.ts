import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '../src/application/ports/event-store.js';
import { appendOne } from './log.js';
import { percentiles } from './measure.js';
import type { Row } from './table.js';

const writers = 16;
/** Milliseconds. */
const [sampleEvery, lookEvery, settledAfter] = [50, 20, 2_000];

/** How long after an append a signed checkpoint covers it, while writers append as fast as they can. */
export const treeDelay = async (baseUrl: string, store: EventStore, ms: number): Promise<Row> => {
  const sizeNow = async () => Number((await (await fetch(`${baseUrl}/tlog/checkpoint`)).text()).split('\n')[1]);
  const begun = await settled(sizeNow);
  const append = appendOne(store);
  const started = performance.now();
  let written = 0;
  const writing = Array.from({ length: writers }, async () => {
    for (; performance.now() - started < ms; written++) await append();
  });
  const delays: Promise<number>[] = [];
  for (; performance.now() - started < ms; await pause(sampleEvery))
    delays.push(covered(begun + written, performance.now(), sizeNow));
  await Promise.all(writing);
  const perSecond = (written * 1000) / (performance.now() - started);
  return {
    name: `signed checkpoint after an append, ${writers} writers`,
    perSecond,
    ...percentiles(await Promise.all(delays)),
  };
};

const covered = async (size: number, from: number, sizeNow: () => Promise<number>): Promise<number> => {
  while ((await sizeNow()) < size) await pause(lookEvery);
  return performance.now() - from;
};

/** The size of a log to which nobody appends. */
const settled = async (sizeNow: () => Promise<number>): Promise<number> => {
  for (let size = await sizeNow(); ; ) {
    await pause(settledAfter);
    const next = await sizeNow();
    if (next === size) return size;
    size = next;
  }
};
