import { type Clock } from '../../../src/application/ports/clock.js';
import type { Position } from '../../../src/application/ports/event-store.js';
import {
  type IdempotencyRecord,
  IdempotencyRecords,
  type KeptResponse,
} from '../../../src/application/ports/idempotency-records.js';
import type { JsonObject } from '../../../src/application/ports/json.js';
import { ReadModels } from '../../../src/application/ports/read-models.js';
import { type Found, ShortLived, type Space } from '../../../src/application/ports/short-lived.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

interface Held {
  value: JsonObject;
  expiresAt: Instant;
  readonly group?: string;
}

/** What sessions need of short-lived things; the port's own contract is tested elsewhere. */
export class MemoryShortLived extends ShortLived {
  private readonly things = new Map<string, Held>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async put(space: Space, key: string, value: JsonObject, expiresAt: Instant, group?: string): Promise<void> {
    this.things.set(`${space}/${key}`, { value: structuredClone(value), expiresAt, ...(group && { group }) });
  }

  async find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined> {
    const thing = this.live(space, key);
    return thing && { value: structuredClone(thing.value) as T, expiresAt: thing.expiresAt };
  }

  async extend(space: Space, key: string, expiresAt: Instant): Promise<boolean> {
    const thing = this.live(space, key);
    if (thing) thing.expiresAt = expiresAt;
    return thing !== undefined;
  }

  async delete(space: Space, key: string): Promise<void> {
    this.things.delete(`${space}/${key}`);
  }

  async deleteGroup(_space: Space, group: string): Promise<void> {
    for (const [key, thing] of this.things) if (thing.group === group) this.things.delete(key);
  }

  take = unused;
  countTry = unused;
  reserve = unused;
  release = unused;

  private live(space: Space, key: string): Held | undefined {
    const thing = this.things.get(`${space}/${key}`);
    return thing && thing.expiresAt > this.clock.now() ? thing : undefined;
  }
}

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

  async finish(key: string, response: KeptResponse): Promise<void> {
    const entry = this.entries.get(key)!;
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
