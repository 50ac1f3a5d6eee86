import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { Erasures } from '../../src/application/back-office/erasure.js';
import {
  ConfirmErasure,
  ConfirmErasureHandler,
  RequestErasure,
  RequestErasureHandler,
} from '../../src/application/back-office/erasure-requests.js';
import { FourEyes } from '../../src/application/back-office/four-eyes.js';
import {
  ConfirmRealNameLevel,
  ConfirmRealNameLevelHandler,
  RaiseRealNameLevelByOperator,
  RaiseRealNameLevelByOperatorHandler,
} from '../../src/application/back-office/real-name-level.js';
import { CustomerErasure } from '../../src/application/futures/account/customer-erasure.js';
import { customerSubject } from '../../src/application/futures/account/customers.js';
import { ShutOut } from '../../src/application/futures/account/shut-out.js';
import { IdentityConfiguration } from '../../src/application/identity/configuration.js';
import { UserErasure } from '../../src/application/identity/erasure.js';
import type { DataKeys } from '../../src/application/ports/data-keys.js';
import type { IdempotencyRecords } from '../../src/application/ports/idempotency-records.js';
import type { ReadModels } from '../../src/application/ports/read-models.js';
import type { SmsGateway } from '../../src/application/ports/sms-gateway.js';
import { Staff } from '../../src/application/ports/staff-tokens.js';
import { Companies } from '../../src/application/shared/companies.js';
import { CustomerScopes } from '../../src/application/shared/customer-scopes.js';
import { StaffActs } from '../../src/application/shared/staff-acts.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { fourEyesAct } from '../../src/domain/four-eyes-act/decider.js';
import { identityUser } from '../../src/domain/identity-user/decider.js';
import type { IdentityUserEvent } from '../../src/domain/identity-user/events.js';
import { day, plus } from '../../src/domain/shared/instant.js';
import { MemoryCredentials } from '../support/memory/credentials.js';
import { customer, customerId, registered as registeredCustomer } from './histories.js';
import { registered as registeredUser, registration } from './identity-histories.js';
import { appOf, configuration } from './single-use/identity.js';
import { World } from './single-use/world.js';

const operator = (
  id: string,
  companies: readonly string[] = ['0038', 'identity'],
  branches: readonly string[] = ['001'],
) => new Staff({ id, name: id, licenceNumber: null, roles: ['operator'], companies, branches, expiresAt: '' });
const [first, second, third] = [operator('first'), operator('second'), operator('third')];
const unknown = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';

/** The parts of the back office, with four eyes or without. */
const officeOf = async (
  world: World,
  fourEyesAsked: boolean,
  user: readonly IdentityUserEvent[] = [registeredUser],
) => {
  const { runner, claims, sessions, background, readYourWrites } = world;
  const companies = new Companies(loadCompanies('companies').map((each) => ({ ...each, fourEyes: fourEyesAsked })));
  const settings = new IdentityConfiguration({ ...configuration.settings, fourEyes: fourEyesAsked });
  const scopes = new CustomerScopes(runner, claims, companies);
  const records = { deleteFor: async () => {} } as unknown as IdempotencyRecords;
  const dataKeys = { destroy: async () => {} } as unknown as DataKeys;
  const readModels = { find: async () => ({ items: [], next: null }) } as unknown as ReadModels;
  const shutOut = new ShutOut(runner, claims, sessions);
  const customers = new CustomerErasure(runner, companies, claims, sessions, shutOut, records, dataKeys, readModels);
  const { users, userId } = await appOf(world, ...user);
  const gateway = { sendNotice: async () => {} } as unknown as SmsGateway;
  const credentials = new MemoryCredentials();
  const userErasure = new UserErasure(runner, users, sessions, credentials, records, dataKeys, gateway, background);
  const erasures = new Erasures(runner, scopes, companies, settings, customers, users, userErasure);
  const fourEyes = new FourEyes(runner);
  const acts = new StaffActs(runner);
  const requests = new RequestErasureHandler(erasures, fourEyes, acts, readYourWrites);
  const confirmations = new ConfirmErasureHandler(erasures, fourEyes, readYourWrites);
  const raises = new RaiseRealNameLevelByOperatorHandler(users, settings, fourEyes, readYourWrites);
  const raised = new ConfirmRealNameLevelHandler(users, fourEyes, readYourWrites);
  const reason = '投诉处理';
  return {
    userId,
    cancel: () => userErasure.cancel(userId, world.context()),
    erase: (app: 'futures' | 'identity', staff: Staff) => {
      const { idNumber } = app === 'futures' ? customer : registration;
      return requests.execute(new RequestErasure({ app, idNumber, reason }, staff, world.context()));
    },
    confirm: (id: string, staff: Staff) => confirmations.execute(new ConfirmErasure(id, staff, world.context())),
    raise: (staff: Staff) => raises.execute(new RaiseRealNameLevelByOperator(userId, reason, staff, world.context())),
    confirmLevel: (staff: Staff, id = userId) => raised.execute(new ConfirmRealNameLevel(id, staff, world.context())),
    level: async () => {
      const { state } = await runner.load(identityUser, userId);
      return 'realNameLevel' in state ? state.realNameLevel : state.is;
    },
    customer: async () => (await runner.load(customerAccount, customerId)).state,
    userIs: async () => (await runner.load(identityUser, userId)).state.is,
    facts: async (id: string) => (await runner.load(fourEyesAct, id)).revision + 1n,
  };
};
const forbidden = expect.objectContaining({ code: 'access.forbidden' });
const nothing = expect.objectContaining({ code: 'confirmation.not-found' });

let world: World;
beforeEach(async () => {
  world = new World();
  const subject = customerSubject(customer.companyCode, customerId);
  await world.given(customerAccount, customerId, subject, registeredCustomer);
  const key = ['customer', customer.companyCode, customer.accountTypes[0]!, customer.idNumber] as const;
  await world.claims.take(key, `${customerAccount.category}-${customerId}`, world.context());
});

describe('an erasure by two operators (P2)', () => {
  it('P2 waits for another one; who asked for it does not confirm it', async () => {
    const office = await officeOf(world, true);
    const { erasureId, ...rest } = await office.erase('futures', first);
    expect(rest).toEqual({ outcome: 'waiting', retainedUntil: null });
    expect(await office.erase('futures', second)).toEqual({ erasureId, ...rest });
    await expect(office.confirm(erasureId, first)).rejects.toEqual(forbidden);
    expect(await office.customer()).not.toHaveProperty('restriction');
    const done = await office.confirm(erasureId, second);
    expect(done).toMatchObject({ erasureId, outcome: 'restricted' });
    expect(await office.customer()).toMatchObject({ restriction: { retainedUntil: done.retainedUntil } });
  });

  it('P2 is confirmed once: a repeat answers what holds, and there is nothing left for a third', async () => {
    const office = await officeOf(world, true);
    const { erasureId } = await office.erase('identity', first);
    const done = await office.confirm(erasureId, second);
    expect(done).toEqual({ erasureId, outcome: 'erased', retainedUntil: null });
    expect(await office.confirm(erasureId, second)).toEqual(done);
    await expect(office.confirm(erasureId, third)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await office.facts(erasureId)).toBe(2n);
    expect(await office.userIs()).toBe('cancelled');
  });

  it('P2 is nothing to who acts elsewhere, nor under an id that names nothing or another act', async () => {
    const office = await officeOf(world, true);
    const { erasureId } = await office.erase('futures', first);
    for (const elsewhere of [operator('far', ['0039', 'identity'], ['*']), operator('near', ['0038'], ['002'])])
      await expect(office.confirm(erasureId, elsewhere)).rejects.toEqual(nothing);
    const identity = await office.erase('identity', first);
    await expect(office.confirm(identity.erasureId, operator('far', ['0038'], ['*']))).rejects.toEqual(nothing);
    await expect(office.confirm(unknown, second)).rejects.toEqual(nothing);
  });

  it('P2 ends after seven days, and may be asked for again', async () => {
    const office = await officeOf(world, true);
    const { erasureId } = await office.erase('futures', first);
    world.clock.set(plus(world.clock.now(), 7 * day));
    await expect(office.confirm(erasureId, second)).rejects.toEqual(nothing);
    expect(await office.erase('futures', second)).toMatchObject({ outcome: 'waiting' });
    await expect(office.confirm(erasureId, second)).rejects.toEqual(forbidden);
    expect(await office.confirm(erasureId, first)).toMatchObject({ outcome: 'restricted' });
  });

  it('P2 judges the person anew: who left meanwhile is not there', async () => {
    const office = await officeOf(world, true);
    const { erasureId } = await office.erase('identity', first);
    await office.cancel();
    await expect(office.confirm(erasureId, second)).rejects.toMatchObject({ code: 'user.not-found' });
    expect(await office.facts(erasureId)).toBe(1n);
  });

  it('P2 needs nobody else where that is not configured, nor once the customer is restricted', async () => {
    const alone = await officeOf(world, false);
    const done = await alone.erase('futures', first);
    expect(done).toMatchObject({ outcome: 'restricted' });
    expect(await (await officeOf(world, true, [])).erase('futures', second)).toEqual(done);
  });
});

describe('the manual level 4 by two operators (R14)', () => {
  it('R14 waits for another one, who raises it once', async () => {
    const office = await officeOf(world, true);
    await expect(office.confirmLevel(second)).rejects.toEqual(nothing);
    expect(await office.raise(first)).toEqual({ waiting: true });
    expect(await office.level()).toBe(3);
    await expect(office.confirmLevel(first)).rejects.toEqual(forbidden);
    const summary = { userId: office.userId, status: 'active', realNameLevel: 4 };
    expect(await office.confirmLevel(second)).toEqual(summary);
    expect(await office.confirmLevel(second)).toEqual(summary);
    await expect(office.confirmLevel(third)).rejects.toEqual(nothing);
    expect(await office.raise(third)).toEqual(summary);
  });

  it('R14 is nothing to operators without the identity app, and of users who are none', async () => {
    const office = await officeOf(world, true);
    await office.raise(first);
    await expect(office.confirmLevel(operator('far', ['0038'], ['*']))).rejects.toEqual(nothing);
    await expect(office.confirmLevel(second, unknown)).rejects.toEqual(nothing);
    await office.cancel();
    await expect(office.confirmLevel(second)).rejects.toMatchObject({ code: 'user.not-found' });
  });

  it('R14 needs nobody else where that is not configured', async () => {
    const office = await officeOf(world, false);
    expect(await office.raise(first)).toMatchObject({ realNameLevel: 4 });
  });
});
