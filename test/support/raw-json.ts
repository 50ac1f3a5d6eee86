import type { NewEvent, RawJson } from '../../src/application/ports/event-store.js';

/** The texts that a log keeps of an event. */
export const rawOf = ({ data, metadata }: Pick<NewEvent, 'data' | 'metadata'>): RawJson => ({
  data: JSON.stringify(data),
  metadata: JSON.stringify(metadata),
});
