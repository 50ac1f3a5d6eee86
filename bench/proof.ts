import { randomUUID } from 'node:crypto';
import { AuthenticEventStore } from '../src/adapters/event-macs/authentic-event-store.js';
import { EventMacs } from '../src/application/core/event-mac.js';
import type { Keyring } from '../src/application/core/keyring.js';
import type { EventStore } from '../src/application/ports/event-store.js';
import { Edge } from '../src/application/transparency-log/edge.js';
import { entryOf } from '../src/application/transparency-log/entry.js';
import { leafHash } from '../src/application/transparency-log/merkle.js';
import { checkpointFigures } from './checkpoints.js';
import { appendOne, sampleEvent } from './log.js';
import { measure } from './measure.js';
import type { Row } from './table.js';

const leaves = 1_000_000;
const batch = 2_000;

/** What MACs cost an append, how fast the tree over the log is made or checked, and what its heads cost. @param store without MACs */
export const proofFigures = async (store: EventStore, keyring: Keyring, ms: number): Promise<Row[]> => {
  const macs = new EventMacs(keyring);
  return [await appendWithMac(store, macs, ms), macPace(macs, ms), treePace(), ...checkpointFigures(ms)];
};

/** In turns, so that what disturbs the machine disturbs both. */
const appendWithMac = async (store: EventStore, macs: EventMacs, ms: number): Promise<Row> => {
  const authentic = new AuthenticEventStore(store, macs, undefined, () => {});
  const rounds = 3;
  const [bare, mac] = [[] as number[], [] as number[]];
  for (let round = 0; round < rounds; round++) {
    bare.push((await measure(16, ms / rounds, appendOne(store))).perSecond);
    mac.push((await measure(16, ms / rounds, appendOne(authentic))).perSecond);
  }
  const [without, with_] = [bare, mac].map((figures) => figures.reduce((sum, each) => sum + each) / rounds);
  const floor = `the same without, ${Math.round(without!)}/s`;
  return { name: 'append with MAC, 16 writers', perSecond: with_!, ratio: with_! / without!, floor };
};

const macPace = (macs: EventMacs, ms: number): Row => {
  const event = sampleEvent(randomUUID());
  const end = performance.now() + ms / 5;
  const from = performance.now();
  let made = 0;
  for (; performance.now() < end; made++) macs.add(event, `Claim-${event.id}`, 0n);
  return { name: 'MAC of an event, one core', perSecond: (made * 1000) / (performance.now() - from) };
};

/** What `realname verify --log` and the worker do for each event, without reading the log. */
const treePace = (): Row => {
  const edge = new Edge();
  const { id, type, data, metadata } = sampleEvent(randomUUID());
  const raw = { data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
  const from = performance.now();
  for (let at = 0; at < leaves; at += batch)
    edge.grow(
      Array.from({ length: batch }, (_, n) =>
        leafHash(entryOf({ id, stream: `Claim-${id}`, revision: BigInt(at + n), type, raw })),
      ),
    );
  edge.root();
  const seconds = (performance.now() - from) / 1000;
  return { name: `tree over 1,000,000 events, ${seconds.toFixed(1)} s`, perSecond: leaves / seconds };
};
