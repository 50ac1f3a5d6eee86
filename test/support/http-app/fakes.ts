import type { Position } from '../../../src/application/ports/event-store.js';
import {
  type IdempotencyRecord,
  IdempotencyRecords,
  type KeptResponse,
} from '../../../src/application/ports/idempotency-records.js';
import { ReadModels } from '../../../src/application/ports/read-models.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

const unused = (): never => {
  throw new Error('not used here');
};

interface Entry {
  requestHmac: string;
  startedAt: Instant;
  readonly expiresAt: Instant;
  running: boolean;
  attempts: number;
  response?: KeptResponse;
  subject?: string | undefined;
}

export class MemoryIdempotencyRecords extends IdempotencyRecords {
  readonly entries = new Map<string, Entry>();

  async begin(key: string, requestHmac: string, at: Instant, expiresAt: Instant): Promise<IdempotencyRecord> {
    const known = this.entries.get(key);
    const entry =
      known && known.expiresAt > at
        ? known
        : { requestHmac, startedAt: at, expiresAt, running: false, attempts: 0, response: undefined };
    this.entries.set(key, entry as Entry);
    if (entry.attempts === 0) Object.assign(entry, { requestHmac, startedAt: at });
    if (entry.requestHmac !== requestHmac) return { state: 'other-request' };
    if (entry.response) return { state: 'finished', response: entry.response };
    if (entry.running) return { state: 'running' };
    entry.running = true;
    entry.attempts += 1;
    const { startedAt } = entry;
    return {
      state: 'started',
      startedAt,
      expiresAt: entry.expiresAt,
      attempt: entry.attempts === 1 ? 'first' : 'repeat',
    };
  }

  async finish(key: string, response: KeptResponse, subject?: string): Promise<void> {
    const entry = this.entries.get(key)!;
    entry.subject = subject;
    entry.response = response;
    entry.running = false;
  }

  async abandon(key: string): Promise<void> {
    this.entries.get(key)!.running = false;
  }

  async forget(key: string): Promise<void> {
    Object.assign(this.entries.get(key)!, { running: false, attempts: 0 });
  }

  /** What a crash leaves: everything begun, nothing running. */
  crash(): void {
    for (const entry of this.entries.values()) entry.running = false;
  }

  deleteFor = async (): Promise<void> => {};
}

/** Read models that have seen everything up to `seen`. */
export class LaggingReadModels extends ReadModels {
  readonly waitedFor: Position[] = [];
  lagging = false;

  async waitFor(position: Position): Promise<boolean> {
    this.waitedFor.push(position);
    return !this.lagging;
  }

  get = unused;
  find = unused;
  onChange = unused;
}
