import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, Position } from '../src/application/ports/event-store.js';
import type { ReadModels } from '../src/application/ports/read-models.js';
import { percentiles } from './measure.js';
import type { Row } from './table.js';

/**
 * How long after an append every read model has passed it: under load at half of the greatest write rate (lag), and as
 * each of 16 writers sees it for its own write (read-your-writes).
 */
export const lag = async (store: EventStore, views: ReadModels, maxRate: number, ms: number): Promise<Row[]> => {
  const lags = await atRate(store, views, maxRate / 2, ms);
  const waits = await ownWrites(store, views, 16, ms);
  return [
    { name: `projection lag at ${Math.round(maxRate / 2)} appends/s`, ...percentiles(lags) },
    { name: 'read-your-writes wait, 16 writers', ...percentiles(waits) },
  ];
};

const write = async (store: EventStore): Promise<Position> => {
  const id = randomUUID();
  const at = new Date().toISOString();
  const { position } = await store.append(`Claim-${id}`, 'no-stream', [
    {
      id,
      type: 'ClaimTaken',
      data: { scope: 'customer', owner: `CustomerAccount-${id}`, replaces: null, at },
      metadata: {
        at,
        actor: { kind: 'system', id: 'bench' },
        correlationId: id,
        causationId: id,
        commandId: id,
        session: null,
        device: null,
        clientVersion: null,
        schemaVersion: 1,
      },
    },
  ]);
  return position;
};

const waited = async (views: ReadModels, position: Position): Promise<number> => {
  const from = performance.now();
  if (!(await views.waitFor(position, 10_000))) throw new Error('the read models lag by more than 10 s');
  return performance.now() - from;
};

const atRate = async (store: EventStore, views: ReadModels, perSecond: number, ms: number): Promise<number[]> => {
  const lags: Promise<number>[] = [];
  const writes: Promise<unknown>[] = [];
  const tick = 10;
  const started = performance.now();
  for (let written = 0; performance.now() - started < ms; await pause(tick)) {
    const due = Math.floor(((performance.now() - started) * perSecond) / 1000);
    for (; written < due; written++) {
      const sampled = written % 50 === 0;
      const writing = write(store);
      writes.push(writing);
      if (sampled) lags.push(writing.then((position) => waited(views, position)));
    }
  }
  await Promise.all(writes);
  return Promise.all(lags);
};

const ownWrites = async (store: EventStore, views: ReadModels, writers: number, ms: number): Promise<number[]> => {
  const waits: number[] = [];
  const end = performance.now() + ms;
  const writer = async () => {
    while (performance.now() < end) waits.push(await waited(views, await write(store)));
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return waits;
};
