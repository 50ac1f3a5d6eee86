import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { day, type Instant, plus } from '../../domain/shared/instant.js';
import { EventStore } from '../ports/event-store.js';

/** For how long whoever imported or changed a customer neither verifies nor approves that customer (F22, F26). */
export const dutiesApart = 30 * day;

/** Who changed an account, and when: what separates the duties of staff. */
@Injectable()
export class CustomerHistories {
  constructor(private readonly store: EventStore) {}

  /** Whether a member of staff imported or changed the customer so lately that another must act now. */
  async changedLatelyBy(staffId: string, customerId: string, at: Instant): Promise<boolean> {
    const since = plus(at, -dutiesApart);
    for await (const { metadata } of this.newestFirst(customerId)) {
      if (metadata.at <= since) return false;
      if (metadata.actor.kind === 'staff' && metadata.actor.id === staffId) return true;
    }
    return false;
  }

  /** Since when the login mobile is the one on file. */
  async mobileChangedAt(customerId: string): Promise<Instant | null> {
    for await (const { type, data, metadata } of this.newestFirst(customerId))
      if (type === 'CustomerImported' || (type === 'PhoneChanged' && data.phone === 'contactMobile'))
        return metadata.at;
    return null;
  }

  private newestFirst(customerId: string) {
    return this.store.read(`${customerAccount.category}-${customerId}`, { backwards: true });
  }
}
