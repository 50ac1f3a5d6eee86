import { describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { CustomerErasure } from '../../src/application/futures/account/customer-erasure.js';
import { customerSubject } from '../../src/application/futures/account/customers.js';
import { ShutOut } from '../../src/application/futures/account/shut-out.js';
import type { DataKeys } from '../../src/application/ports/data-keys.js';
import type { IdempotencyRecords } from '../../src/application/ports/idempotency-records.js';
import type { ReadModels } from '../../src/application/ports/read-models.js';
import { Companies } from '../../src/application/shared/companies.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import { changeKinds } from '../../src/domain/profile-change-request/kinds.js';
import { customer, customerId, later, registered, requestId } from './histories.js';
import { World } from './single-use/world.js';

describe('the erasure of a customer (P2)', () => {
  it.each(changeKinds)('P2 F15 gives up the claim of an open request of kind %s', async (kind) => {
    const world = new World();
    const restriction = { erasureId: requestId, retainedUntil: later(0), restrictedAt: later(0) };
    await world.given(customerAccount, customerId, customerSubject(customer.companyCode, customerId), [
      ...registered,
      { type: 'ProcessingRestricted', data: restriction },
    ]);
    const key = ['openRequest', customerId, kind] as const;
    await world.claims.take(key, `${profileChangeRequest.category}-${requestId}`, world.context());

    const erasure = new CustomerErasure(
      world.runner,
      new Companies(loadCompanies('companies')),
      world.claims,
      world.sessions,
      new ShutOut(world.runner, world.claims, world.sessions),
      { deleteFor: async () => undefined } as unknown as IdempotencyRecords,
      { destroy: async () => undefined } as unknown as DataKeys,
      {} as ReadModels,
    );
    expect(await erasure.erase(customerId, world.context())).toMatchObject({ is: 'erased' });
    expect(await world.claims.holder(key)).toBeUndefined();
  });
});
