import { afterEach, describe, expect, it } from '@jest/globals';
import { eventCatalogue } from '../../src/application/core/event-catalogue.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import type { AnyReadModel } from '../../src/application/ports/read-models.js';
import {
  certificates,
  changeRequests,
  customerProfiles,
  readModels,
  videoVerifications,
} from '../../src/application/read-models/models.js';
import { stateModel } from '../../src/application/read-models/state-model.js';
import { streams } from '../../src/application/read-models/streams.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import { erased } from '../../src/domain/shared/personal.js';
import { aggregateOf, foldAll } from '../support/aggregates.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { rawOf } from '../support/raw-json.js';
import { customer, customerId, histories, later, t0 } from './histories.js';

const subject = `futures/0038/${customerId}`;
const keys = new MemoryDataKeys();
const codec = new EventCodec(keys);

/** The facts as they lie in the log, one a minute. */
const logged = async (stream: string, facts: readonly Fact[]): Promise<readonly StoredEvent[]> =>
  Promise.all(
    facts.map(async (fact, index) => {
      const context = commandContext({ at: later(index) });
      const [event] = await codec.encode([fact], stream, context, subject);
      return { ...event!, stream, revision: BigInt(index), position: String(index), raw: rawOf(event!) };
    }),
  );
const rowOf = (model: AnyReadModel, events: readonly StoredEvent[]) =>
  events.reduce<{ readonly state?: unknown } | undefined>(
    (row, event) => model.evolve(row, event) ?? undefined,
    undefined,
  );

const stateModels = [
  ['CustomerAccount', customerProfiles],
  ['ProfileChangeRequest', changeRequests],
  ['DigitalCertificate', certificates],
  ['VideoVerification', videoVerifications],
] as const;

describe.each(stateModels)('read model of %s', (category, model) => {
  const facts: readonly Fact[] = histories[category];

  it('P1 a row equals the decider’s fold at every event, and holds nothing personal in clear', async () => {
    const events = await logged(`${category}-${customerId}`, facts);
    for (const [index, event] of events.entries()) {
      const row = rowOf(model, events.slice(0, index + 1));
      expect(row).toMatchObject({ id: customerId, revision: String(index) });
      expect(JSON.stringify(row)).not.toContain(customer.idNumber);
      expect(await codec.open(row?.state, { stream: `${category}-${customerId}`, person: customerId })).toEqual(
        foldAll(facts.slice(0, index + 1)),
      );
      expect(model.key(event)).toBe(customerId);
    }
  });

  it('listens to every event of its aggregate', () =>
    expect([...model.types].sort()).toEqual(Object.keys(aggregateOf(facts[0]!.type).schema).sort()));

  it('finds rows by plain values, never by personal ones', async () => {
    const row = rowOf(model, await logged(`${category}-${customerId}`, facts));
    const found = Object.entries(model.index ?? {}).map(([name, of]) => [name, of(row as never)]);
    expect(Object.fromEntries(found)).toEqual(
      {
        CustomerAccount: { companyCode: '0038' },
        ProfileChangeRequest: { companyCode: '0038', customerId, kind: 'contactPhone', status: 'submitted' },
        DigitalCertificate: { customerId, revoked: null },
        VideoVerification: { customerId, status: 'passed', branch: '0038/001' },
      }[category],
    );
  });
});

describe('read model of streams', () => {
  const streamRow = async (stream: string, facts: readonly Fact[]) => rowOf(streams, await logged(stream, facts));
  it.each([
    ['CustomerAccount', customerId],
    ['ProfileChangeRequest', customerId],
    ['VideoVerification', customerId],
    ['DigitalCertificate', customerId],
  ] as const)('P2 an auditor finds %s by whom it concerns', async (category, whose) => {
    const stream = `${category}-${category === 'CustomerAccount' ? whose : 'any'}`;
    const facts = histories[category];
    const lastAt = later(facts.length - 1);
    expect(await streamRow(stream, facts)).toEqual({
      stream,
      category,
      subject: whose,
      revision: String(facts.length - 1),
      firstAt: t0,
      lastAt,
    });
  });
  it('P1 streams that concern nobody by name are left out', async () => {
    const taken = {
      type: 'ClaimTaken',
      data: { scope: 'customer', owner: 'CustomerAccount-1', replaces: null, at: t0 },
    };
    expect(await streamRow('Claim-1', [taken])).toBeUndefined();
  });
});

describe('read models after an erasure', () => {
  it.each(
    stateModels,
  )('P2 rows of %s are rebuilt without the key; erased fields show as erased', async (category, model) => {
    const facts: readonly Fact[] = histories[category];
    const lost = new MemoryDataKeys();
    const events = await new EventCodec(lost).encode(facts, `${category}-1`, commandContext(), subject);
    await lost.destroy(subject);
    const stored = events.map((event, index) => ({
      ...event,
      stream: `${category}-1`,
      revision: BigInt(index),
      position: '',
      raw: rawOf(event),
    }));
    const row = rowOf(model, stored);
    const { schema } = aggregateOf(facts[0]!.type);
    const erasedFacts = facts.map(({ type, data }) => {
      const present = Object.keys(schema[type]!.personal).filter((field) => (data as JsonObject)[field] != null);
      return { type, data: { ...data, ...Object.fromEntries(present.map((field) => [field, erased])) } };
    });
    expect(await new EventCodec(lost).open(row?.state, { stream: `${category}-1` })).toEqual(foldAll(erasedFacts));
  });
});

describe('read models and versions', () => {
  const catalogue = eventCatalogue as Record<string, unknown>;
  afterEach(() => {
    delete catalogue.ThingHappened;
  });
  it('an event of an older version is folded as today’s', async () => {
    const decider = { category: 'Thing', initialState: {} };
    const evolve = (_: object, { data }: Fact<'ThingHappened'>) => data;
    const schema = { ThingHappened: { version: 1, personal: {} } };
    const model = stateModel({ name: 'thing', version: 1, decider, evolve, schema, index: {} });
    catalogue.ThingHappened = schema.ThingHappened;
    const events = await logged('Thing-1', [{ type: 'ThingHappened', data: { old: true } }]);
    catalogue.ThingHappened = { version: 2, personal: {}, upcasts: [(data: object) => ({ ...data, added: 'in 2' })] };
    expect(rowOf(model, events)).toMatchObject({ state: { old: true, added: 'in 2' } });
  });
});

it('the names of read models are their tables’: each once', () =>
  expect(new Set(readModels.map(({ name }) => name)).size).toBe(readModels.length));
