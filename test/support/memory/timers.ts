import type { JsonObject } from '../../../src/application/ports/json.js';
import { Timers } from '../../../src/application/ports/timers.js';
import type { DueTimer, Process } from '../../../src/application/processes/process.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

/** Timers of one process in memory; a test fires what is due. */
export class MemoryTimers extends Timers {
  private readonly timers = new Map<string, DueTimer>();

  override async set(_process: string, key: string, dueAt: Instant, payload: JsonObject = {}): Promise<void> {
    this.timers.set(key, { key, dueAt, payload });
  }

  override async cancel(_process: string, key: string): Promise<void> {
    this.timers.delete(key);
  }

  /** When the next one is due. */
  next(): Instant | undefined {
    return [...this.timers.values()].map(({ dueAt }) => dueAt).sort()[0];
  }

  async fireDue(process: Process, now: Instant): Promise<void> {
    for (const timer of [...this.timers.values()].filter(({ dueAt }) => dueAt <= now)) {
      await process.fire?.(timer);
      if (this.timers.get(timer.key)?.dueAt === timer.dueAt) this.timers.delete(timer.key);
    }
  }
}
