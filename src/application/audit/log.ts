import { Injectable } from '@nestjs/common';
import { type FieldError, invalidFields } from '../../domain/shared/domain-error.js';
import { eventCatalogue } from '../core/event-catalogue.js';
import { caughtUp, EventStore, type Position } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { mustHaveScope } from '../shared/own-scopes.js';
import { type AuditItem, auditItem } from './audited.js';
import { EventScopes } from './event-scopes.js';

export interface LogQuery {
  /** Exclusive: where the reader stopped. */
  readonly after?: string;
  /** All of them unless given. */
  readonly types?: readonly string[];
  readonly follow: boolean;
}

/** The whole log, oldest first, personal fields masked; of other scopes nothing. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly store: EventStore,
    private readonly scopes: EventScopes,
  ) {}

  /**
   * Ends at the head of the log, or, following, when `signal` aborts.
   * @throws DomainError `request.invalid` for a position of another log or an unknown type, `access.forbidden` for who has
   * no scope; before anything is read
   */
  open({ after, types, follow }: LogQuery, staff: Staff, signal: AbortSignal): AsyncIterable<AuditItem> {
    mustHaveScope(staff);
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
    for await (const event of this.store.subscribe({ signal, ...(after !== undefined && { after }) })) {
      if (event === caughtUp) {
        if (!follow) return;
      } else if ((!wanted || wanted.has(event.type)) && (await this.scopes.sees(staff, event))) yield auditItem(event);
    }
  }

  private isPosition(text: string): boolean {
    try {
      return this.store.compare(text, text) === 0;
    } catch {
      return false;
    }
  }
}
