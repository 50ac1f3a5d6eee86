import { beforeEach, describe, expect, it } from '@jest/globals';
import { Claims } from '../../src/application/core/claims.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { digestOf, disclosed } from '../../src/application/core/disclosure.js';
import { EventCodec, SealsWritten } from '../../src/application/core/event-codec.js';
import { Keyring, sealWith } from '../../src/application/core/keyring.js';
import { NewerSeal, type SealedValue, SealMisplaced, sealFormats } from '../../src/application/core/sealed.js';
import { Customers, customerSubject } from '../../src/application/futures/account/customers.js';
import type { NewEvent, StoredEvent } from '../../src/application/ports/event-store.js';
import { customerProfiles } from '../../src/application/read-models/models.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { customer, mobile, openedAs, requestId, t0, customerId as victim } from './histories.js';

const attacker = '0b6f5a0e-0000-4000-8000-00000000000a';
const attackersIdNumber = '110101199003072113';
const imported = (change: object = {}): Fact => ({
  type: 'CustomerImported',
  data: { ...customer, ...change, asOf: t0 },
});

/** What somebody can do who may write to the database, and has no key. */
describe.each(sealFormats)('P1 a value sealed in format %i, in another place', (format) => {
  let keys: MemoryDataKeys;
  let store: MemoryEventStore;
  let codec: EventCodec;
  let runner: CommandRunner;
  beforeEach(() => {
    keys = new MemoryDataKeys();
    store = new MemoryEventStore();
    codec = new EventCodec(keys, new SealsWritten(format));
    runner = new CommandRunner(store, codec);
  });

  const append = async (stream: string, person: string, ...facts: readonly Fact[]): Promise<readonly StoredEvent[]> => {
    const events = await codec.encode(facts, stream, commandContext(), customerSubject('0038', person));
    await store.append(stream, 'no-stream', events);
    return store.events.slice(-facts.length);
  };
  const rewrite = (event: StoredEvent, change: NewEvent['data']) =>
    store.events.splice(store.events.indexOf(event), 1, { ...event, data: { ...event.data, ...change } });
  const sealedIn = ({ data }: StoredEvent, field: string) => data[field] as SealedValue;
  /** As values were sealed before they were bound to their event. */
  const unboundOf = async (person: string, field: string, value: string): Promise<SealedValue> => {
    const { id: key, bytes } = await keys.of(customerSubject('0038', person));
    const sealed = sealWith(bytes, Buffer.from(JSON.stringify(value)), `${key}/${field}`);
    return { $sealed: 1, key, field, value: sealed.toString('base64') };
  };
  const account = (id: string) => runner.load(customerAccount, id);

  it('F2 no code for a customer goes to the phone of whoever put it into the customer’s event', async () => {
    const keyring = new Keyring(Buffer.alloc(32, 7));
    const claims = new Claims(runner, keyring);
    const [theirs] = await append(`CustomerAccount-${victim}`, victim, imported());
    const [mine] = await append(
      `CustomerAccount-${attacker}`,
      attacker,
      imported({ idNumber: attackersIdNumber, contactMobile: mobile }),
    );
    const customers = new Customers(claims, runner);
    const key = ['customer', '0038', 'futuresBrokerage', customer.idNumber] as const;
    await claims.take(key, `CustomerAccount-${victim}`, commandContext());
    const found = () => customers.forSignIn('0038', 'futuresBrokerage', customer.idNumber);
    expect((await found()).account?.contactMobile).toBe(customer.contactMobile);

    rewrite(theirs!, { contactMobile: sealedIn(mine!, 'contactMobile') });
    runner = new CommandRunner(store, codec);
    const restarted = new Customers(new Claims(runner, keyring), runner);
    await expect(restarted.forSignIn('0038', 'futuresBrokerage', customer.idNumber)).rejects.toThrow(SealMisplaced);
  });

  it('opens in no other person’s stream, of either format, nor with what names its event rewritten', async () => {
    const [theirs] = await append(`CustomerAccount-${victim}`, victim, imported());
    const [mine] = await append(`CustomerAccount-${attacker}`, attacker, imported({ contactMobile: mobile }));
    const own = sealedIn(mine!, 'contactMobile');
    const renamed = { ...own, event: sealedIn(theirs!, 'contactMobile').event };
    const { event: _, ...unbound } = own;
    const older = await unboundOf(attacker, 'contactMobile', mobile);
    for (const value of [own, renamed, unbound, older] as SealedValue[]) {
      const event = { ...theirs!, data: { ...theirs!.data, contactMobile: value } };
      await expect(codec.decode(event)).rejects.toThrow(SealMisplaced);
    }
  });

  it('opens in no other format than its own, and not with another digest or none', async () => {
    const [event] = await append(`CustomerAccount-${victim}`, victim, imported());
    const [own, other] = [sealedIn(event!, 'contactMobile'), sealedIn(event!, 'contactPhone')];
    expect(own.$sealed).toBe(format);
    const { digest: _, ...without } = own;
    const disguised = { ...own, $sealed: 3 - format };
    const redigested = { ...own, digest: other.digest ?? 'x' };
    const altered = format === 1 ? [disguised] : [disguised, redigested, without];
    for (const contactMobile of altered)
      await expect(codec.decode({ ...event!, data: { ...event!.data, contactMobile } })).rejects.toThrow(SealMisplaced);
  });

  it('is not guessed where a newer release sealed it', async () => {
    const [event] = await append(`CustomerAccount-${victim}`, victim, imported());
    const contactMobile = { ...sealedIn(event!, 'contactMobile'), $sealed: 3 };
    await expect(codec.decode({ ...event!, data: { ...event!.data, contactMobile } })).rejects.toThrow(NewerSeal);
  });

  it('opens in no other event of its stream and in no other field', async () => {
    const change = (number: string): Fact => ({
      type: 'PhoneChanged',
      data: { phone: 'contactMobile', number, cause: { import: true }, changedAt: t0 },
    });
    const stream = `CustomerAccount-${victim}`;
    const [first, before, now] = await append(stream, victim, imported(), change(mobile), change('+8613700137000'));
    rewrite(now!, { number: sealedIn(before!, 'number') });
    await expect(account(victim)).rejects.toThrow(SealMisplaced);
    rewrite(store.events.at(-1)!, { number: sealedIn(now!, 'number') });
    expect((await account(victim)).state).toMatchObject({ contactMobile: '+8613700137000' });
    rewrite(first!, { name: sealedIn(first!, 'idNumber') });
    await expect(new CommandRunner(store, codec).load(customerAccount, victim)).rejects.toThrow(SealMisplaced);
  });

  it('F22 a request is nobody’s but whose key sealed it, whoever is named in it', async () => {
    const proposed = { type: 'ContactPhoneProposed', data: { phone: mobile, proposedAt: t0 } };
    const opened = openedAs('contactPhone') as Fact;
    const mine = { ...opened, data: { ...opened.data, customerId: attacker } };
    const [first, second] = await append(`ProfileChangeRequest-${requestId}`, attacker, mine, proposed);
    expect((await runner.load(profileChangeRequest, requestId)).state).toMatchObject({ customerId: attacker });
    for (const field of ['name', 'idNumber', 'idAddress', 'current']) rewrite(store.events[0]!, { [field]: null });
    rewrite(store.events[0]!, { customerId: victim });
    const sealed = await unboundOf(attacker, 'phone', mobile);
    for (const phone of [sealedIn(second!, 'phone'), sealed]) {
      rewrite(store.events[1]!, { phone });
      await expect(new CommandRunner(store, codec).load(profileChangeRequest, requestId)).rejects.toThrow(
        SealMisplaced,
      );
    }
    expect(first!.data.customerId).toBe(attacker);
  });

  it('a row that was put in the place of another’s does not open', async () => {
    const [theirs] = await append(`CustomerAccount-${victim}`, victim, imported());
    const row = customerProfiles.evolve(undefined, theirs!);
    const own = { stream: `CustomerAccount-${victim}`, person: victim };
    expect(await codec.open(row!.state, own)).toMatchObject({ name: customer.name });
    const place = { stream: `CustomerAccount-${attacker}`, person: attacker };
    await expect(codec.open(row!.state, place)).rejects.toThrow(SealMisplaced);
  });

  it('has a disclosure by which it is proved, in format 2, until its key is destroyed', async () => {
    const [event] = await append(`CustomerAccount-${victim}`, victim, imported());
    const disclosure = () => codec.disclosure(event!, 'contactMobile');
    const found = await disclosure();
    if (format === 1) expect(found).toBeUndefined();
    else {
      expect(digestOf(found!)).toBe(sealedIn(event!, 'contactMobile').digest);
      expect(disclosed(found!)).toEqual({ field: 'contactMobile', value: customer.contactMobile });
    }
    await keys.destroy(customerSubject('0038', victim));
    expect(await disclosure()).toBeUndefined();
    expect(await codec.disclosure(event!, 'status')).toBeUndefined();
  });

  it('what was sealed before values were bound still opens where it was', async () => {
    const [theirs] = await append(`CustomerAccount-${victim}`, victim, imported());
    rewrite(theirs!, { contactMobile: await unboundOf(victim, 'contactMobile', mobile) });
    expect((await account(victim)).state).toMatchObject({ contactMobile: mobile });
  });
});
