import { afterEach, describe, expect, it } from '@jest/globals';
import { eventCatalogue } from '../../src/application/core/event-catalogue.js';
import { EventCodec, isKnownEvent, NewerEvent, sealedFact, upcast } from '../../src/application/core/event-codec.js';
import { isSealed } from '../../src/application/core/sealed.js';
import type { NewEvent, StoredEvent } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import { erased, text } from '../../src/domain/shared/personal.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { rawOf } from '../support/raw-json.js';
import { agent, customer, histories, imported, mobile, oldMobile, phone } from './histories.js';

const subject = 'futures/0038/1';
const at = { stream: 'Any-1' };
const stored = (event: NewEvent, revision = 0n): StoredEvent => ({
  ...event,
  stream: 'Any-1',
  revision,
  position: '@1',
  raw: rawOf(event),
});

const codecs = () => {
  const keys = new MemoryDataKeys();
  const codec = new EventCodec(keys);
  const encode = async (facts: readonly Fact[], of: string | null = subject) =>
    (await codec.encode(facts, 'Any-1', commandContext(), of)).map((event, index) => stored(event, BigInt(index)));
  return { keys, codec, encode };
};

describe('event codec: sealing', () => {
  it('P1 seals each personal field by itself and leaves the rest', async () => {
    const { encode } = codecs();
    const [{ data }] = (await encode([imported])) as [StoredEvent];
    const sealed = Object.entries(data).flatMap(([field, value]) => (isSealed(value) ? [[field, value.field]] : []));
    const personal = [
      'customerNumber',
      'name',
      'idNumber',
      'idAddress',
      'validity',
      'contactMobile',
      'contactPhone',
      'other',
    ];
    expect(new Map(sealed as [string, string][])).toEqual(new Map(personal.map((field) => [field, field])));
    expect(data).toMatchObject({ companyCode: '0038', status: 'active' });
  });

  it('P1 no personal value lies clear in an event, and all come back', async () => {
    const { codec, encode } = codecs();
    const { name, idNumber, idAddress, validity, other } = customer;
    const values = [
      name,
      idNumber,
      idAddress,
      phone,
      mobile,
      oldMobile,
      ...Object.values(validity),
      agent.name,
      agent.licenceNumber,
    ];
    const others = [
      other.address,
      other.postcode,
      other.city.name,
      other.intermediary!,
      other.education,
      other.occupation,
    ];
    for (const facts of Object.values(histories)) {
      const events = await encode(facts);
      for (const value of [...values, ...others])
        expect(JSON.stringify(events.map(({ data }) => data))).not.toContain(value);
      expect(await Promise.all(events.map((event) => codec.decode(event)))).toEqual(facts);
    }
  });

  it('P1 absent stays absent', async () => {
    const { codec, encode } = codecs();
    const fact = {
      type: 'PhoneChanged',
      data: { phone: 'contactPhone', number: null, cause: { import: true }, changedAt: '' },
    };
    const [event] = (await encode([fact])) as [StoredEvent];
    expect(event.data).toEqual(fact.data);
    const without = { type: 'PhoneChanged', data: { phone: 'contactPhone' } };
    expect(await codec.decode((await encode([without]))[0]!)).toEqual(without);
  });

  it('P1 personal fields need a subject; an event without any needs none', async () => {
    const { encode } = codecs();
    await expect(encode([imported], null)).rejects.toThrow('subject');
    const fact = { type: 'ClaimReleased', data: { owner: 'CustomerAccount-1', at: '' } };
    expect(await encode([fact], null)).toMatchObject([fact]);
  });

  it('P1 every subject has a key of its own; a sealed value opens for its own key and field only', async () => {
    const { codec, encode } = codecs();
    const [mine] = await encode([imported]);
    const [hers] = await encode([imported], 'futures/0039/1');
    const [name, other] = [mine!.data.name, hers!.data.name];
    if (!isSealed(name) || !isSealed(other)) throw new Error('not sealed');
    expect(name.key).not.toBe(other.key);
    expect(await codec.open<unknown>(name, at)).toBe(customer.name);
    await expect(codec.open({ ...name, field: 'idNumber' }, at)).rejects.toThrow();
    await expect(codec.open({ ...name, key: other.key }, at)).rejects.toThrow();
  });

  it('P2 what a destroyed key sealed reads as erased, at any depth; the rest stays', async () => {
    const { keys, codec, encode } = codecs();
    const [mine] = await encode([imported]);
    const [hers] = await encode([imported], 'futures/0039/1');
    await keys.destroy(subject);
    const row = { list: [{ deep: mine!.data.name }, hers!.data.name], status: 'active', nothing: null };
    expect(await codec.open(row, at)).toEqual({
      list: [{ deep: erased }, customer.name],
      status: 'active',
      nothing: null,
    });
    expect((await codec.decode(mine!)).data).toMatchObject({ name: erased, other: erased, companyCode: '0038' });
    await expect(encode([imported])).rejects.toThrow('destroyed');
  });
});

describe('event codec: versions', () => {
  const catalogue = eventCatalogue as Record<string, unknown>;
  afterEach(() => {
    delete catalogue.ThingHappened;
  });
  const versions = (version: number) => ({
    version,
    personal: { who: text },
    upcasts: [
      (data: object) => ({ ...data, added: 'in 2' }),
      (data: { added?: string }) => ({ ...data, added: `${data.added}, kept in 3` }),
    ],
  });

  it('an event of any version reads in today’s schema, its personal fields still sealed', async () => {
    const { codec, encode } = codecs();
    const fact = { type: 'ThingHappened', data: { who: '测试' } };
    catalogue.ThingHappened = versions(1);
    const [first] = (await encode([fact])) as [StoredEvent];
    expect(first.metadata.schemaVersion).toBe(1);
    catalogue.ThingHappened = versions(3);
    expect(upcast(first).data).toEqual({ who: first.data.who, added: 'in 2, kept in 3' });
    expect(await codec.decode(first)).toEqual({ ...fact, data: { who: '测试', added: 'in 2, kept in 3' } });
    const [third] = (await encode([fact])) as [StoredEvent];
    expect(third.metadata.schemaVersion).toBe(3);
    expect((await codec.decode(third)).data).toEqual(fact.data);
  });

  it('an event type that is not in the catalogue is not written', async () => {
    const { encode } = codecs();
    await expect(encode([{ type: 'ThingHappened', data: {} }])).rejects.toThrow('catalogue');
  });

  const found = (type: string, schemaVersion: number) =>
    stored({ id: '1', type, data: {}, metadata: { ...commandContext(), schemaVersion } });

  it.each([
    ['an unknown type', 'ThingHappened', 1],
    ['a type named as a member of every object', 'constructor', 1],
    ['a newer schema version', 'PhoneChanged', 7],
  ])('%s is of a newer release: unavailable here, never guessed', async (_, type, version) => {
    const { codec } = codecs();
    const event = found(type, version);
    expect(isKnownEvent(event)).toBe(false);
    expect(() => upcast(event)).toThrow(DependencyUnavailable);
    expect(() => sealedFact(event)).toThrow(NewerEvent);
    await expect(codec.decode(event)).rejects.toThrow(`a release that knows ${type} version ${version}`);
  });
});
