import { Injectable } from '@nestjs/common';
import { notFound } from '../../domain/shared/domain-error.js';
import { companyScope, everything, identityScope, type Scope } from '../../domain/shared/scope.js';
import { personOf, whoseStream } from '../core/aggregates.js';
import { EventStore, type StoredEvent } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { CustomerScopes } from '../shared/customer-scopes.js';

/** Streams whose customer is remembered. */
const remembered = 10_000;

interface Owner {
  readonly customerId: string;
  readonly companyCode: string;
}

/** Whose each event of the log is, and so which auditors see it. */
@Injectable()
export class EventScopes {
  private readonly owners = new Map<string, Owner | undefined>();

  constructor(
    private readonly store: EventStore,
    private readonly customers: CustomerScopes,
  ) {}

  async sees(staff: Staff, event: StoredEvent): Promise<boolean> {
    const owner = staff.hasEveryBranch && (await this.ownerOf(event));
    return staff.mayActFor(owner ? companyScope(owner.companyCode) : await this.of(event));
  }

  /** @throws DomainError `stream.not-found` for a stream of which there is nothing to see */
  async mustSee(staff: Staff, stream: string): Promise<void> {
    for await (const event of this.store.read(stream)) if (await this.sees(staff, event)) return;
    throw notFound('stream.not-found');
  }

  async of(event: StoredEvent): Promise<Scope> {
    switch (whoseStream(event.stream)) {
      case 'customer': {
        const owner = await this.ownerOf(event);
        return owner ? this.customers.of(owner.customerId) : everything;
      }
      case 'user':
        return identityScope;
      case 'staff':
        return (event.data as { readonly scope?: Scope }).scope ?? everything;
      case 'nobody':
        return everything;
    }
  }

  /** The first event of a customer's stream names customer and company, which stay. */
  private async ownerOf(event: StoredEvent): Promise<Owner | undefined> {
    if (whoseStream(event.stream) !== 'customer') return undefined;
    if (this.owners.has(event.stream)) return this.owners.get(event.stream);
    const owner = ownerIn(event.revision === 0n ? event : await this.firstOf(event.stream));
    if (this.owners.size >= remembered) this.owners.delete(this.owners.keys().next().value!);
    this.owners.set(event.stream, owner);
    return owner;
  }

  private async firstOf(stream: string): Promise<StoredEvent | undefined> {
    for await (const event of this.store.read(stream, { limit: 1 })) return event;
    return undefined;
  }
}

/** Of a stream that was given up before it began there is none. */
const ownerIn = (first: StoredEvent | undefined): Owner | undefined => {
  const customerId = first && personOf(first);
  const companyCode = first?.data.companyCode;
  return customerId !== undefined && typeof companyCode === 'string' ? { customerId, companyCode } : undefined;
};
