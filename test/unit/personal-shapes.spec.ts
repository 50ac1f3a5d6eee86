import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../src/application/audit/changes.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { openValue, sealValue } from '../../src/application/core/sealed.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import { changeRequests, customerProfiles } from '../../src/application/read-models/models.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import type { CustomerAccountEvent } from '../../src/domain/customer-account/events.js';
import { evolve } from '../../src/domain/customer-account/state.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import { erased, optional, record, type Shape, text } from '../../src/domain/shared/personal.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { rawOf } from '../support/raw-json.js';
import { customer, later, openedAs, other, t0 } from './histories.js';

// `other` as it was stored before two of its members existed.
const { email: _, intermediary: __, ...before } = other;
const older = before as typeof other;
const today = { ...other, email: null, intermediary: null };

const subject = 'futures/0038/1';
const keys = new MemoryDataKeys();
const codec = new EventCodec(keys);

const stored = async <E extends Fact>(fact: E) => {
  const [event] = await codec.encode([fact], 'Any-1', commandContext(), subject);
  return { ...event!, stream: 'Any-1', revision: 0n, position: '', raw: rawOf(event!) };
};
const read = async <E extends Fact>(fact: E) => (await codec.decode(await stored(fact))) as E;

const imported: CustomerAccountEvent = {
  type: 'CustomerImported',
  data: { ...customer, other: older, asOf: t0 },
};

type Opened = Extract<ProfileChangeRequestEvent, { type: 'ProfileChangeRequestOpened' }>;

describe('a personal value that was stored before a member existed', () => {
  it('F22 an unchanged import over an account stored before the field existed yields nothing', async () => {
    const account = evolve({ is: 'unknown' }, await read(imported));
    const unchanged = { ...customer, other: today };
    expect(customerAccount.decide({ type: 'ImportCustomer', customer: unchanged, asOf: later(1) }, account)).toEqual(
      [],
    );
  });

  it('F22 an import that fills the field in is a change of that group alone', async () => {
    const account = evolve({ is: 'unknown' }, await read(imported));
    const filled = { ...customer, other: { ...today, email: 'a@b.cn' } };
    const facts = customerAccount.decide({ type: 'ImportCustomer', customer: filled, asOf: later(1) }, account);
    expect(facts).toMatchObject([{ type: 'OtherInformationChanged', data: { other: filled.other } }]);
  });

  it('reads as null in every fact that holds it', async () => {
    const current = { kind: 'otherInformation', ...older } as const;
    const { data } = openedAs('otherInformation') as Opened;
    const request = await read({ type: 'ProfileChangeRequestOpened', data: { ...data, current } });
    expect(request.data.current).toEqual({ kind: 'otherInformation', ...today });
    const proposed = await read({ type: 'OtherInformationProposed', data: { other: older, proposedAt: t0 } });
    expect(proposed.data.other).toEqual(today);
    const values = { other: older };
    const applied = await read({ type: 'ChangeRequestApplied', data: { values, changeRequestId: '1' } });
    expect(applied.data.values).toEqual({ other: today });
  });

  it('reads as null in rows of read models, however deep it lies there', async () => {
    const account = customerProfiles.evolve(undefined, await stored(imported));
    expect(await codec.open(account!.state, { stream: 'Any-1' })).toMatchObject({ other: today });
    const request = changeRequests.evolve(undefined, await stored(openedAs('otherInformation')));
    const proposal = { type: 'OtherInformationProposed', data: { other: older, proposedAt: t0 } };
    const row = changeRequests.evolve(request!, await stored(proposal));
    expect(await codec.open(row!.state, { stream: 'Any-1' })).toMatchObject({
      proposed: { kind: 'otherInformation', other: today },
    });
  });

  it('is no difference to an auditor, and is revealed in today’s shape', async () => {
    const key = await keys.of(subject);
    const [one, two] = [older, today].map((value) => ({
      other: sealValue(key, 'Any-1', { type: 'CustomerImported', id: '1' }, 'other', value as unknown as JsonObject),
    }));
    expect(changesOf(one, two, (sealed) => openValue(key, sealed, { stream: 'Any-1' }))).toEqual([]);
    expect((await codec.decode(await stored(imported))).data).toMatchObject({ other: today });
  });

  it('P2 reads as erased once its key is destroyed', async () => {
    const event = await stored(imported);
    const lost = new MemoryDataKeys();
    expect((await new EventCodec(lost).decode(event)).data).toMatchObject({ other: erased });
  });
});

describe('the shape of a personal value', () => {
  interface Contact {
    readonly name: string;
    readonly home: { readonly city: string; readonly street: string | null } | null;
  }
  const home = record({ city: text, street: optional(text) });
  const contact: Shape<Contact> = record<Contact>({ name: text, home: optional(home) });

  it('fills what may be null at any depth, and keeps what stands beside its members', () => {
    expect(contact({ name: '王五' } as Contact)).toEqual({ name: '王五', home: null });
    expect(contact({ name: '王五', home: { city: '310115' } } as Contact)).toEqual({
      name: '王五',
      home: { city: '310115', street: null },
    });
    expect(contact({ name: '王五', home: null, later: 1 } as Contact)).toEqual({ name: '王五', home: null, later: 1 });
  });

  it('does not compile while a member has none, or one that may be null has one that never is', () => {
    // @ts-expect-error: `home` is missing
    record<Contact>({ name: text });
    // @ts-expect-error: older values may lack `home`
    record<Contact>({ name: text, home });
    // @ts-expect-error: older values may lack `street`
    record<NonNullable<Contact['home']>>({ city: text, street: text });
  });
});
