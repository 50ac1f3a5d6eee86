import { auditItem, masked } from '../../../application/audit/audited.js';
import { isKnownEvent } from '../../../application/core/event-codec.js';
import type { StoredEvent } from '../../../application/ports/event-store.js';

/** An event as auditors see it; one of a newer release as it was stored. Its personal fields are masked. */
export const maskedEvent = (event: StoredEvent): object => {
  if (isKnownEvent(event)) return auditItem(event);
  const { data, raw: _, ...rest } = event;
  return { ...rest, revision: Number(event.revision), data: masked(data) };
};
