import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aggregates, tellsAll, wholeStateOf } from '../src/application/core/aggregates.js';
import { eventCatalogue } from '../src/application/core/event-catalogue.js';
import { EventCodec, SealsWritten, upcast } from '../src/application/core/event-codec.js';
import { isSealed, openValue, SealMisplaced } from '../src/application/core/sealed.js';
import type { StoredEvent } from '../src/application/ports/event-store.js';
import type { Fact } from '../src/domain/shared/decider.js';
import { erased } from '../src/domain/shared/personal.js';
import { aggregateOf, foldAll } from './support/aggregates.js';
import { commandContext } from './support/command-context.js';
import { eventSamples, sealedSamples } from './support/event-samples.js';
import { MemoryDataKeys } from './support/memory/data-keys.js';
import { rawOf } from './support/raw-json.js';

const keys = new MemoryDataKeys();
const codec = new EventCodec(keys);
/** What a release sealed that knew format 1 alone. */
const older = new EventCodec(keys, new SealsWritten(1));

/** The sample as the log keeps it: its personal fields sealed, of the version that it was stored in. */
const stored = async (name: string, by = codec): Promise<StoredEvent> => {
  const sample = eventSamples.get(name);
  if (!sample) throw new Error(`there is no sample ${name}`);
  const { type, schemaVersion, data } = sample;
  const [event] = await by.encode([{ type, data }], 'Any-1', commandContext(), 'futures/0038/1');
  const metadata = { ...event!.metadata, schemaVersion };
  const raw = rawOf({ data: event!.data, metadata });
  return { ...event!, metadata, stream: 'Any-1', revision: 0n, position: '', raw };
};
const storedWithHistory = (name: string, by = codec): Promise<readonly StoredEvent[]> =>
  Promise.all([...eventSamples.get(name)!.history, name].map((each) => stored(each, by)));

/** The facts as deciders see them: upcast, then opened. */
const factsOf = async (name: string, by = codec): Promise<readonly Fact[]> =>
  Promise.all((await storedWithHistory(name, by)).map((event) => codec.decode(event)));

/** Every personal value that occurs in the samples. */
const personalValues = [
  '测试0033',
  '测试',
  '410101199508130033',
  '80001234',
  '5f0c1d2e3a4b5968778695a4b3c2d1e0',
  '测试路',
  '2025-12-31',
  '2099-12-31',
  '+8613800138000',
  '+8613900139000',
  '+8675586001533',
  '+86218765432',
  '世纪大道100号',
  '518000',
  '310115',
  '李四',
  '王五',
  'bachelor',
  'finance',
  '王客服',
  'F0300001',
  '照片不清',
  '光线过暗',
  '投诉处理',
];

describe('stored events', () => {
  it.each(sealedSamples)('P1 a value that was sealed in format $name opens where it was sealed, for ever', (sample) => {
    const { key, stream, person, sealed, value } = sample;
    const dataKey = { ...key, bytes: Buffer.from(key.bytes, 'base64') };
    expect(isSealed(sealed)).toBe(true);
    expect(openValue(dataKey, sealed, { stream, person })).toBe(value);
    const altered = { ...sealed, value: sealed.value.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) };
    expect(() => openValue(dataKey, altered, { stream, person })).toThrow(SealMisplaced);
  });

  it('every event type belongs to one aggregate and stands in the catalogue', () => {
    const types = aggregates.flatMap(({ schema }) => Object.keys(schema));
    expect([...types].sort()).toEqual(Object.keys(eventCatalogue).sort());
    for (const { schema } of aggregates)
      for (const [type, each] of Object.entries(schema)) expect(eventCatalogue[type]).toBe(each);
  });

  it('every event type has a stored sample of every schema version, and an upcast from each', () => {
    const expected = Object.entries(eventCatalogue).flatMap(([type, schema]) =>
      Array.from({ length: schema!.version }, (_, index) => `${type}.v${index + 1}`),
    );
    expect([...eventSamples.keys()].sort()).toEqual(expected.sort());
    for (const [name, { type, schemaVersion }] of eventSamples) {
      expect(`${type}.v${schemaVersion}`).toBe(name);
      expect(eventCatalogue[type]!.upcasts ?? []).toHaveLength(eventCatalogue[type]!.version - 1);
    }
  });

  it.each([...eventSamples.keys()])('%s folds to the state that was pinned when it was stored', async (name) => {
    for (const facts of [await factsOf(name), await factsOf(name, older)])
      expect(JSON.parse(JSON.stringify(foldAll(facts)))).toEqual(eventSamples.get(name)!.state);
  });

  it.each([...eventSamples.keys()])('P1 %s folds sealed, as rows do, and opens to the same state', async (name) => {
    const state = foldAll((await storedWithHistory(name)).map(upcast));
    expect(personalValues.filter((value) => JSON.stringify(state).includes(value))).toEqual([]);
    expect(JSON.parse(JSON.stringify(await codec.open(state, { stream: 'Any-1' })))).toEqual(
      eventSamples.get(name)!.state,
    );
  });

  it.each(
    aggregates.filter(({ wholeState }) => wholeState?.by === 'every event'),
  )('the last event of a $decider.category tells its state, whatever came before', async ({ decider, schema }) => {
    const names = [...eventSamples.keys()].filter((name) => eventSamples.get(name)!.type in schema);
    const facts = (await Promise.all(names.map((name) => factsOf(name)))).flat();
    for (const before of facts)
      for (const last of facts) expect(foldAll([before, last])).toEqual(decider.evolve(decider.initialState, last));
  });

  it('a summary tells the state only to the code whose schema it has', () => {
    const whole = wholeStateOf('IdentityUser')!;
    const told = (schemaVersion: number) => {
      const { metadata } = { metadata: { ...commandContext(), schemaVersion } };
      return tellsAll(whole, { type: 'IdentityUserSummarised', metadata });
    };
    const { version } = eventCatalogue.IdentityUserSummarised!;
    expect([told(version - 1), told(version), told(version + 1)]).toEqual([false, true, false]);
  });

  it('a personal field’s name has one shape in the whole log: a sealed value is known by that name', () => {
    const shapes = new Map<string, unknown>();
    for (const schema of Object.values(eventCatalogue))
      for (const [field, shape] of Object.entries(schema!.personal)) {
        expect({ field, shape: shapes.get(field) ?? shape }).toEqual({ field, shape });
        shapes.set(field, shape);
      }
  });

  it.each([...eventSamples.keys()])('P1 nothing personal of %s reaches the log in clear', async (name) => {
    const { data } = await stored(name);
    const clear = personalValues.filter((value) => JSON.stringify(data).includes(value));
    expect(clear).toEqual([]);
  });

  it.each([...eventSamples.keys()])('P2 %s folds with any of its personal fields erased', async (name) => {
    const facts = await factsOf(name);
    const { schema, decider } = aggregateOf(facts[0]!.type);
    const personal = facts.flatMap(({ type }, index) =>
      Object.keys(schema[type]!.personal).map((field) => ({ index, field })),
    );
    fc.assert(
      fc.property(fc.subarray(personal), (gone) => {
        const data = (index: number) => gone.filter((each) => each.index === index).map(({ field }) => [field, erased]);
        const read = facts.map((fact, index) => ({
          ...fact,
          data: { ...fact.data, ...Object.fromEntries(data(index)) },
        }));
        const state = foldAll(read) as { is?: string } | null;
        expect(state?.is).toBe((foldAll(facts) as { is?: string } | null)?.is);
        expect(() => JSON.stringify(state)).not.toThrow();
        expect(decider.evolve(state, read.at(-1)!)).toBeDefined();
      }),
    );
  });
});
