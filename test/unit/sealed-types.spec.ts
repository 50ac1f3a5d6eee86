import { describe, expect, it } from '@jest/globals';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { isSealed } from '../../src/application/core/sealed.js';
import { customerProfiles } from '../../src/application/read-models/models.js';
import { type StateRow, stateModel } from '../../src/application/read-models/state-model.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { type CustomerAccountEvent, customerAccountSchema } from '../../src/domain/customer-account/events.js';
import { type CustomerAccount, evolve, type RegisteredAccount } from '../../src/domain/customer-account/state.js';
import type { EventSchema } from '../../src/domain/shared/decider.js';
import { type Held, text } from '../../src/domain/shared/personal.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { rawOf } from '../support/raw-json.js';
import { customer, later, t0 } from './histories.js';

const codec = new EventCodec(new MemoryDataKeys());

const imported: CustomerAccountEvent = { type: 'CustomerImported', data: { ...customer, asOf: t0 } };

const sealedAccount = async (): Promise<RegisteredAccount<'sealed'>> => {
  const [event] = await codec.encode([imported], 'CustomerAccount-1', commandContext(), 'futures/0038/1');
  const stored = { ...event!, stream: 'CustomerAccount-1', revision: 0n, position: '', raw: rawOf(event!) };
  const { state } = customerProfiles.evolve(undefined, stored) as StateRow<CustomerAccount<'sealed'>>;
  if (state.is !== 'registered') throw new Error(state.is);
  return state;
};

// Each `@ts-expect-error` is an assertion of the type checker: the line below it must not compile.
describe('P1 what is sealed', () => {
  it('is no value before it is opened, and then is what deciders see', async () => {
    const sealed = await sealedAccount();
    // @ts-expect-error: a sealed name is no text
    const name: string = sealed.name;
    expect(isSealed(name)).toBe(true);
    // @ts-expect-error: nothing is to be seen in a sealed value
    expect(sealed.validity.start).toBeUndefined();
    expect(sealed.companyCode).toBe(customer.companyCode);
    const opened: RegisteredAccount = await codec.open(sealed, { stream: 'CustomerAccount-1' });
    expect(opened).toMatchObject(customer);
  });

  it('is not decided upon, and not mixed with what is opened', async () => {
    const sealed = await sealedAccount();
    const command = { type: 'ImportCustomer', customer, asOf: later(1) } as const;
    // @ts-expect-error: deciders take opened states
    expect(() => customerAccount.decide(command, sealed)).toThrow('customer.already-exists');
    // @ts-expect-error: a sealed state takes sealed events
    evolve<'sealed'>(sealed, imported);
    expect(customerAccount.decide(command, await codec.open(sealed, { stream: 'CustomerAccount-1' }))).toEqual([]);
  });

  it('cannot be looked into by a fold, nor be what rows are found by', () => {
    const fold = <H extends Held>({ name, companyCode }: RegisteredAccount<H>) => {
      // @ts-expect-error: whatever the name is, the fold does not know
      const letters: number = name.length;
      return [letters, companyCode];
    };
    expect(fold({ ...(evolve({ is: 'unknown' }, imported) as RegisteredAccount) })).toHaveLength(2);

    const model = { name: 'account', version: 1, decider: customerAccount, schema: customerAccountSchema };
    // @ts-expect-error: a row is not found by what is sealed
    const name = (account: CustomerAccount<'sealed'>): string => (account.is === 'registered' ? account.name : '');
    expect(stateModel({ ...model, evolve: evolve<'sealed'>, index: { name } }).types).not.toEqual([]);
    // @ts-expect-error: a read model's fold takes sealed events
    expect(stateModel({ ...model, evolve: customerAccount.evolve, index: {} }).types).not.toEqual([]);
  });

  it('is what the schema names, no more and no less', () => {
    const schema = customerAccountSchema;
    // @ts-expect-error: the number of PhoneChanged is personal
    const less = { ...schema, PhoneChanged: { version: 1, personal: {} } } satisfies Schema;
    // @ts-expect-error: the cause of PhoneChanged is not
    const more = { ...schema, PhoneChanged: { version: 1, personal: { number: text, cause: text } } } satisfies Schema;
    // @ts-expect-error: dates have another shape
    const other = { ...schema, CardValidityChanged: { version: 1, personal: { validity: text } } } satisfies Schema;
    expect([less, more, other]).toHaveLength(3);
  });
});

type Schema = EventSchema<CustomerAccountEvent<'sealed'>>;
