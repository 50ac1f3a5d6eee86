import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { Customers, customerSubject, type FuturesSession } from '../../src/application/futures/account/customers.js';
import type { ChangeRequestViews } from '../../src/application/futures/change-request/change-request-view.js';
import { ChangeRequestWriter } from '../../src/application/futures/change-request/change-request-writer.js';
import {
  OpenChangeRequest,
  OpenChangeRequestHandler,
} from '../../src/application/futures/change-request/change-requests.js';
import { IdentityUsers, idNumberKey, userStream } from '../../src/application/identity/users.js';
import { Companies } from '../../src/application/shared/companies.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { identityUser } from '../../src/domain/identity-user/decider.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import { inPassingTime } from '../support/passing-time.js';
import { customer, customerId, device, registered } from './histories.js';
import { registration } from './identity-histories.js';
import { World } from './single-use/world.js';

const { companyCode } = customer;
const otherId = '0b6f5a0e-0000-4000-8000-0000000000aa';

let world: World;
beforeEach(() => {
  world = new World();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a change request whose claim was taken', () => {
  const kind = 'contactPhone';
  const opening = async () => {
    const { claims, runner, readYourWrites } = world;
    await world.given(customerAccount, customerId, customerSubject(companyCode, customerId), registered);
    const customers = new Customers(claims, runner);
    const views = { get: async (id: string) => ({ id }) } as unknown as ChangeRequestViews;
    const writer = new ChangeRequestWriter(runner, readYourWrites, views, customers);
    const companies = new Companies(loadCompanies('companies'));
    const handler = new OpenChangeRequestHandler(claims, runner, customers, companies, writer);
    const session = await world.session({ app: 'futures', subject: customerId, companyCode, device });
    return (context = world.context()) =>
      handler.execute(new OpenChangeRequest(kind, session as FuturesSession, context));
  };
  const claimed = () =>
    world.claims.take(
      ['openRequest', customerId, kind],
      `${profileChangeRequest.category}-${otherId}`,
      world.context(),
    );

  it('F15 is named once it can be read, with where it stands', async () => {
    const open = await opening();
    const [mine, other] = [world.context(), world.context()];
    const [first, second] = await inPassingTime(Promise.allSettled([open(mine), open(other)]));
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    const [won, lost] = first.status === 'fulfilled' ? [mine, other] : [other, mine];
    const { reason } = [first, second].find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(reason).toMatchObject({ code: 'change-request.already-open', extras: { requestStatus: 'open' } });
    const { state } = await world.runner.load(profileChangeRequest, reason.extras.changeRequestId);
    expect(state.is).toBe('opened');
    expect(lost.written.position).toBe(won.written.position);
  });

  it('F15 and that broke off makes way at once, and may not come to be later', async () => {
    const open = await opening();
    await claimed();
    await inPassingTime(open());
    const late = world.runner.load(profileChangeRequest, otherId);
    expect((await late).state.is).toBe('abandoned');
    await expect(inPassingTime(open())).rejects.toMatchObject({ code: 'change-request.already-open' });
  });
});

describe('a user whose claim was taken', () => {
  const key = idNumberKey(registration.idNumber);
  const register = (users: IdentityUsers, userId: string) => {
    const context = world.context();
    return users.withClaims([{ key, refusal: 'identity.already-registered' }], userId, context, () =>
      users.run(userId, registration, context),
    );
  };

  it('R2 is there before anybody is sent to the sign-in', async () => {
    const users = new IdentityUsers(world.claims, world.runner);
    await world.claims.take(key, userStream(otherId), world.context());
    const taken = users.isTaken(key);
    await jest.advanceTimersByTimeAsync(100);
    await users.run(otherId, registration, world.context());
    expect(await inPassingTime(taken)).toBe(true);
  });

  it('R2 and who broke off makes way at once, and may not come to be later', async () => {
    const users = new IdentityUsers(world.claims, world.runner);
    await world.claims.take(key, userStream(otherId), world.context());
    expect(await inPassingTime(users.isTaken(key))).toBe(false);
    expect((await inPassingTime(register(users, customerId))).is).toBe('active');
    expect((await world.runner.load(identityUser, otherId)).state.is).toBe('abandoned');
    await expect(users.run(otherId, registration, world.context())).rejects.toMatchObject({
      code: 'revision.conflict',
    });
  });
});
