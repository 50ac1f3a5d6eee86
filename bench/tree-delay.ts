import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '../src/application/ports/event-store.js';
import { appendOne } from './log.js';
import { percentiles } from './measure.js';
import type { Row } from './table.js';

const writers = 64;
/** Milliseconds. */
const [lookEvery, settledAfter] = [20, 2_000];

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
  const delays: number[] = [];
  const waiting: { readonly size: number; readonly from: number }[] = [];
  for (let over = false; !over || waiting.length > 0; await pause(lookEvery)) {
    over = performance.now() - started >= ms;
    if (!over) waiting.push({ size: begun + written, from: performance.now() });
    const covered = await sizeNow();
    while (waiting[0] && waiting[0].size <= covered) delays.push(performance.now() - waiting.shift()!.from);
  }
  await Promise.all(writing);
  const perSecond = written / (ms / 1000);
  return { name: `signed checkpoint after an append, ${writers} writers`, perSecond, ...percentiles(delays) };
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
