import { describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { sha256 } from '../../src/application/core/ids.js';
import { Keyring } from '../../src/application/core/keyring.js';
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

  it('P1, P2 leaves of a claim who held it and when, under a keyed HMAC', async () => {
    const world = new World();
    const owner = `${customerAccount.category}-${customerId}`;
    const key = ['customer', customer.companyCode, 'futuresBrokerage', customer.idNumber] as const;
    await world.claims.take(key, owner, world.context());
    await world.claims.release(key, owner, world.context());
    const kept = world.events.map(({ stream, type, data }) => ({ stream, type, fields: Object.keys(data).sort() }));
    const stream = `Claim-${world.keyring.hmac('lookup', ...key)}`;
    expect(kept).toEqual([
      { stream, type: 'ClaimTaken', fields: ['at', 'owner', 'replaces', 'scope'] },
      { stream, type: 'ClaimReleased', fields: ['at', 'owner'] },
    ]);
    expect(JSON.stringify(world.events.map(({ data }) => data))).not.toContain(customer.idNumber);
    const other = new Keyring(Buffer.alloc(32, 8));
    expect(other.hmac('lookup', ...key)).not.toBe(stream.slice('Claim-'.length));
    expect(stream).not.toContain(sha256(customer.idNumber));
  });
});
