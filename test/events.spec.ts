import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventCatalogue } from '../src/application/core/event-catalogue.js';
import { EventCodec, upcast } from '../src/application/core/event-codec.js';
import type { JsonObject } from '../src/application/ports/json.js';
import { erased, type Fact } from '../src/domain/shared/decider.js';
import { aggregateOf, aggregates, foldAll } from './support/aggregates.js';
import { commandContext } from './support/command-context.js';
import { eventSamples } from './support/event-samples.js';
import { MemoryDataKeys } from './support/memory/data-keys.js';

/** The sample's fact as today's code reads it. */
const read = (name: string): Fact => {
  const sample = eventSamples.get(name);
  if (!sample) throw new Error(`there is no sample ${name}`);
  const { type, schemaVersion, data } = sample;
  const metadata = { ...commandContext(), schemaVersion };
  return upcast({ id: name, type, data: data as JsonObject, metadata, stream: 'Any-1', revision: 0n, position: '' });
};
const factsOf = (name: string): readonly Fact[] => [...eventSamples.get(name)!.history, name].map(read);

/** Every personal value that occurs in the samples. */
const personalValues = [
  ...['测试0033', '测试', '410101199508130033', '测试路', '2025-12-31', '2099-12-31'],
  ...['+8613800138000', '+8613900139000', '+8675586001533', '+86218765432', '世纪大道100号', '518000', '310115'],
  ...['李四', '王五', 'bachelor', 'finance', '王客服', 'F0300001', '照片不清', '光线过暗', '投诉处理'],
];

describe('stored events', () => {
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

  it.each([...eventSamples.keys()])('%s folds to the state that was pinned when it was stored', (name) => {
    const state = foldAll(factsOf(name));
    expect(JSON.parse(JSON.stringify(state))).toEqual(eventSamples.get(name)!.state);
  });

  it.each([...eventSamples.keys()])('P1 nothing personal of %s reaches the log in clear', async (name) => {
    const codec = new EventCodec(new MemoryDataKeys());
    const fact = read(name);
    const [event] = await codec.encode([fact], 'Any-1', commandContext(), 'futures/0038/1');
    const clear = personalValues.filter((value) => JSON.stringify(event!.data).includes(value));
    expect(clear).toEqual([]);
  });

  it.each([...eventSamples.keys()])('P2 %s folds with any of its personal fields erased', (name) => {
    const facts = factsOf(name);
    const { schema, decider } = aggregateOf(facts[0]!.type);
    const personal = facts.flatMap(({ type }, index) => schema[type]!.personal.map((field) => ({ index, field })));
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
