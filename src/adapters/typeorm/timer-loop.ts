import { type DataSource, In, Not } from 'typeorm';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import type { Log } from '../../application/ports/log.js';
import type { Process } from '../../application/processes/process.js';
import { type Instant, toInstant } from '../../domain/shared/instant.js';
import { aborted } from '../resilience/abort.js';
import { attempt, putAside } from './attempt.js';
import { type StoredTimer, timers } from './tables.js';

const maxFiring = 8;

/**
 * Fires what is due of one process, in the order of the instants, up to eight side by side, so that one that takes long holds
 * up no other.
 */
export class TimerLoop {
  private readonly firing = new Map<string, Promise<void>>();
  private readonly failures: unknown[] = [];
  private changed = new AbortController();
  /** When the next one is due, while nothing is done until then. */
  private next: Instant | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly process: Process,
  ) {}

  /** Until `signal` aborts. @throws what went wrong with a timer, or with looking for them */
  async run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        if (this.failures.length > 0) throw this.failures.splice(0)[0];
        this.changed = new AbortController();
        const wake = AbortSignal.any([signal, this.changed.signal]);
        this.next = await this.fireDue();
        await (this.next ? this.clock.waitUntil(this.next, wake) : aborted(wake));
        this.next = undefined;
      }
    } finally {
      await Promise.all(this.firing.values());
    }
  }

  /** One may be due at `dueAt`, undefined: at any time. One behind the next is found when its turn comes. */
  hear(dueAt: Instant | undefined): void {
    if (dueAt === undefined || this.next === undefined || dueAt < this.next) this.changed.abort();
  }

  /** Begins what is due, as far as there is room; answers when the next one is. */
  private async fireDue(): Promise<Instant | undefined> {
    const free = maxFiring - this.firing.size;
    if (free === 0) return undefined;
    const others = this.firing.size > 0 && { key: Not(In([...this.firing.keys()])) };
    const found = await this.dataSource.manager.find(timers, {
      where: { process: this.process.name, ...others },
      order: { firesAt: 'ASC' },
      take: free + 1,
    });
    const now = this.clock.now();
    const at = ({ firesAt }: StoredTimer) => toInstant(firesAt.getTime());
    const due = found.filter((timer) => at(timer) <= now);
    for (const timer of due.slice(0, free)) this.begin(timer);
    const [waiting] = found.slice(due.length);
    return waiting && at(waiting);
  }

  private begin(timer: StoredTimer): void {
    const fired = this.fire(timer)
      .catch((error) => void this.failures.push(error))
      .finally(() => {
        this.firing.delete(timer.key);
        this.changed.abort();
      });
    this.firing.set(timer.key, fired);
  }

  /** One that fails is tried again later, so that it holds up none that are due. A timer that was moved meanwhile stays. */
  private async fire({ key, dueAt, payload, failures: before, reason: earlier }: StoredTimer): Promise<void> {
    const { manager } = this.dataSource;
    const due = { key, dueAt: toInstant(dueAt.getTime()), payload: payload as JsonObject };
    const failure = await attempt(async () => this.process.fire?.(due));
    const where = { process: this.process.name, key, dueAt };
    if (!failure) {
      await manager.delete(timers, where);
      return;
    }
    const { reason } = failure;
    const { failures, due: retryAt } = putAside(before, failure, this.clock.now());
    await manager.update(timers, where, { reason, failures, retryAt });
    if (earlier === null) this.log('warn', 'timer put aside', { process: this.process.name, reason });
  }
}
