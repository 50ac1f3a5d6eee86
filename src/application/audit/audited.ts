import { upcast } from '../core/event-codec.js';
import { openAll } from '../core/sealed.js';
import type { EventMetadata, StoredEvent } from '../ports/event-store.js';

/** What stands for a personal field that is not shown. */
export const mask = '***';

/** The value with every sealed part masked. */
export const masked = (value: unknown): unknown => openAll(value, () => mask);

/** An event as auditors see it. */
export interface AuditItem extends Omit<EventMetadata, 'commandId' | 'mac'> {
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
  const { commandId: _, mac: __, ...rest } = metadata;
  return { id, stream, revision: Number(revision), position, type, ...rest, data: opened ?? masked(data) };
};
