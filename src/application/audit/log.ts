import { Injectable } from '@nestjs/common';
import { type FieldError, invalidFields } from '../../domain/shared/domain-error.js';
import { eventCatalogue } from '../core/event-catalogue.js';
import { caughtUp, EventStore, type Position, type StoredEvent } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { Companies } from '../shared/companies.js';
import { type AuditItem, auditItem, companyOf } from './audited.js';

export interface LogQuery {
  /** Exclusive: where the reader stopped. */
  readonly after?: string;
  /** All of them unless given. */
  readonly types?: readonly string[];
  readonly follow: boolean;
}

/** Streams whose company is remembered while a log is read. */
const remembered = 10_000;

/** The whole log, oldest first, personal fields masked; of other companies' streams nothing. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly store: EventStore,
    private readonly companies: Companies,
  ) {}

  /**
   * Ends at the head of the log, or, following, when `signal` aborts.
   * @throws DomainError `request.invalid` for a position of another log or an unknown type, before anything is read
   */
  open({ after, types, follow }: LogQuery, staff: Staff, signal: AbortSignal): AsyncIterable<AuditItem> {
    const errors: FieldError[] = [];
    if (after !== undefined && !this.isPosition(after)) errors.push({ pointer: '/after', code: 'cursor.invalid' });
    if (types?.some((type) => !eventCatalogue[type])) errors.push({ pointer: '/types', code: 'field.type' });
    if (errors.length > 0) throw invalidFields(...errors);
    const wanted = types && new Set(types);
    return this.items({ follow, ...(after !== undefined && { after }), ...(wanted && { wanted }) }, staff, signal);
  }

  private async *items(
    { after, wanted, follow }: { after?: Position; wanted?: ReadonlySet<string>; follow: boolean },
    staff: Staff,
    signal: AbortSignal,
  ): AsyncIterable<AuditItem> {
    const isOwn = this.ownership(staff);
    for await (const event of this.store.subscribe({ signal, ...(after !== undefined && { after }) })) {
      if (event === caughtUp) {
        if (!follow) return;
      } else if ((!wanted || wanted.has(event.type)) && (await isOwn(event))) yield auditItem(event);
    }
  }

  /** Whoever acts for every company needs no look at a stream's first event. */
  private ownership(staff: Staff): (event: StoredEvent) => Promise<boolean> {
    if (this.companies.all().every(({ code }) => staff.mayActFor(code))) return async () => true;
    const own = new Map<string, boolean>();
    return async (event) => {
      const known = own.get(event.stream);
      if (known !== undefined) return known;
      const company = await this.companyOfStream(event);
      const isOwn = company === undefined || staff.mayActFor(company);
      if (own.size >= remembered) own.delete(own.keys().next().value!);
      own.set(event.stream, isOwn);
      return isOwn;
    };
  }

  private async companyOfStream(event: StoredEvent): Promise<string | undefined> {
    if (event.revision === 0n) return companyOf(event);
    for await (const first of this.store.read(event.stream, { limit: 1 })) return companyOf(first);
    return undefined;
  }

  private isPosition(text: string): boolean {
    try {
      return this.store.compare(text, text) === 0;
    } catch {
      return false;
    }
  }
}
