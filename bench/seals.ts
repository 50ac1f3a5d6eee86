import { randomBytes, randomUUID } from 'node:crypto';
import { EventCodec, SealsWritten } from '../src/application/core/event-codec.js';
import { openValue, type SealFormat, sealFormats, sealValue } from '../src/application/core/sealed.js';
import type { DataKey, DataKeys } from '../src/application/ports/data-keys.js';
import type { EventStore } from '../src/application/ports/event-store.js';
import { contextOf } from './log.js';
import { measure } from './measure.js';
import type { Row } from './table.js';

const key: DataKey = { id: randomUUID(), subject: 'futures/0038/1', bytes: randomBytes(32) };
const keys = { of: async () => key, byId: async () => key } as unknown as DataKeys;
const at = '2026-11-22T08:00:00.000Z';
/** A form that was filled in: one personal value, and the seed of its documents. */
const proposed = {
  type: 'ContactPhoneProposed',
  data: { phone: '+8613800138000', verifiedBy: 'smsCode', proposedAt: at, documentSeed: '5f'.repeat(16) },
};

/** What a personal value costs that can be disclosed (format 2), against one that cannot (format 1). */
export const sealFigures = async (store: EventStore, ms: number): Promise<Row[]> => [
  await appends(store, ms),
  pace('seal a value', ms, (format) => () => void seal(format)),
  pace('open a value', ms, (format) => {
    const sealed = seal(format);
    return () => void openValue(key, sealed, { stream: 'Any-1' });
  }),
];

const seal = (format: SealFormat) =>
  sealValue(key, 'Any-1', { type: 'PhoneChanged', id: key.id }, 'number', '+8613800138000', format);

/** In turns, so that what disturbs the machine disturbs both. */
const appends = async (store: EventStore, ms: number): Promise<Row> => {
  const rounds = 3;
  const figures = { 1: 0, 2: 0 };
  for (let round = 0; round < rounds; round++)
    for (const format of sealFormats)
      figures[format] += (await measure(16, ms / rounds, appendOne(store, format))).perSecond / rounds;
  const [without, with_] = await Promise.all(
    sealFormats.map(async (format) => bytesOf(await encoded('Any-1', format))),
  );
  return {
    name: `append of two personal values that can be disclosed, 16 writers; ${with_} bytes of data`,
    perSecond: figures[2],
    ratio: figures[2] / figures[1],
    floor: `format 1, ${Math.round(figures[1])}/s; ${without} bytes`,
  };
};

const appendOne = (store: EventStore, format: SealFormat) => async () => {
  const stream = `ProfileChangeRequest-${randomUUID()}`;
  return store.append(stream, 'no-stream', await encoded(stream, format));
};

const encoded = (stream: string, format: SealFormat) =>
  new EventCodec(keys, new SealsWritten(format)).encode([proposed], stream, contextOf(randomUUID()), key.subject);

const bytesOf = (events: Awaited<ReturnType<typeof encoded>>): number =>
  events.reduce((sum, { data }) => sum + Buffer.byteLength(JSON.stringify(data)), 0);

const pace = (name: string, ms: number, operation: (format: SealFormat) => () => void): Row => {
  const [before, after] = sealFormats.map((format) => perSecond(ms / 5, operation(format)));
  return {
    name: `${name} that can be disclosed, one core`,
    perSecond: after!,
    ratio: after! / before!,
    floor: `format 1, ${Math.round(before!)}/s`,
  };
};

const perSecond = (ms: number, operation: () => void): number => {
  const from = performance.now();
  let count = 0;
  for (; performance.now() < from + ms; count++) operation();
  return (count * 1000) / (performance.now() - from);
};
