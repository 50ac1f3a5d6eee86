import { type AuditTrailEvent, auditTrail } from '../../domain/audit-trail/audit-trail.js';
import { notFound } from '../../domain/shared/domain-error.js';
import type { CommandContext } from '../core/command-context.js';
import type { CommandRunner } from '../core/command-runner.js';
import { upcast } from '../core/event-codec.js';
import { openAll } from '../core/sealed.js';
import type { EventMetadata, EventStore, StoredEvent } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { mustActFor } from '../shared/own-companies.js';

/** What stands for a personal field that is not shown. */
export const mask = '***';

/** The value with every sealed part masked. */
export const masked = (value: unknown): unknown => openAll(value, () => mask);

/** An event as auditors see it. */
export interface AuditItem extends Omit<EventMetadata, 'commandId'> {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly data: unknown;
}

/** An event in today's schema as auditors see it, its personal fields masked unless `opened` is its data with them opened. */
export const auditItem = (event: StoredEvent, opened?: object): AuditItem => {
  const { id, stream, revision, position, type, metadata, data } = upcast(event);
  const { commandId: _, ...rest } = metadata;
  return { id, stream, revision: Number(revision), position, type, ...rest, data: opened ?? masked(data) };
};

/** The first event of a customer's stream names the company; streams without one belong to none. */
export const companyOf = ({ data }: StoredEvent): string | undefined =>
  typeof data.companyCode === 'string' ? data.companyCode : undefined;

/** @throws DomainError `stream.not-found`, also for another company's */
export const mustBeOwnStream = async (store: EventStore, stream: string, staff: Staff): Promise<void> => {
  for await (const event of store.read(stream, { limit: 1 })) {
    const company = companyOf(event);
    if (company !== undefined) mustActFor(staff, company, 'stream.not-found');
    return;
  }
  throw notFound('stream.not-found');
};

/** An act of an auditor is a fact in their own stream. */
export const recordAct = (runner: CommandRunner, staff: Staff, context: CommandContext, act: AuditTrailEvent) =>
  runner.run(auditTrail, staff.id, act, context, `staff/${staff.id}`);
