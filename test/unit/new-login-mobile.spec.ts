import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { customerSubject } from '../../src/application/futures/account/customers.js';
import { ShutOut } from '../../src/application/futures/account/shut-out.js';
import { ApplyApprovedChanges } from '../../src/application/processes/apply-approved-changes.js';
import { Companies } from '../../src/application/shared/companies.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import { videoVerification } from '../../src/domain/video-verification/decider.js';
import { approved, customer, customerId, device, passed, registered, requestId } from './histories.js';
import { World } from './single-use/world.js';

const subject = customerSubject(customer.companyCode, customerId);
let world: World;
beforeEach(async () => {
  world = new World();
  await world.given(customerAccount, customerId, subject, registered);
});
const opened = () => world.session({ app: 'futures', subject: customerId, companyCode: customer.companyCode, device });
const ids = async () => (await world.sessions.list(customerId)).map(({ id }) => id).sort();

describe('an applied request (F9)', () => {
  /** Applies a request that this session submitted. */
  const apply = async (contactPhoneMovesLoginMobile: boolean, session: string | null) => {
    const context = { ...world.context(), session };
    await world.given(profileChangeRequest, requestId, subject, approved, context);
    const companies = loadCompanies('companies').map((each) => ({ ...each, contactPhoneMovesLoginMobile }));
    const { runner, sessions, store } = world;
    await new ApplyApprovedChanges(runner, new Companies(companies), sessions, store).handle(world.events.at(-1)!);
    expect((await runner.load(customerAccount, customerId)).state).toMatchObject({ appliedRequests: [requestId] });
  };

  it('F4, F9 that moves the login mobile ends the sessions but the one that submitted it', async () => {
    const [mine] = [await opened(), await opened()];
    await apply(true, mine.id);
    expect(await ids()).toEqual([mine.id]);
  });

  it('F4, F9 of a session that has ended meanwhile ends them all', async () => {
    await opened();
    await apply(true, 'ended');
    expect(await ids()).toEqual([]);
  });

  it('F9 that leaves the login mobile ends none', async () => {
    const all = [await opened(), await opened()].map(({ id }) => id).sort();
    await apply(false, null);
    expect(await ids()).toEqual(all);
  });
});

describe('an import of another mobile (F4)', () => {
  it('F4, F27 ends sessions and voids a pass not yet used', async () => {
    const ticket = '0b6f5a0e-0000-4000-8000-000000000004';
    await world.given(videoVerification, ticket, subject, passed);
    await world.claims.take(['videoTicket', customerId], `${videoVerification.category}-${ticket}`, world.context());
    await opened();
    await new ShutOut(world.runner, world.claims, world.sessions).of(customerId, world.context());
    expect(await ids()).toEqual([]);
    expect((await world.runner.load(videoVerification, ticket)).state).toMatchObject({
      status: 'passed',
      voided: true,
    });
  });
});
