import type { Clock } from '@realname/client';

/** A clock on which nobody waits: it moves on by what was waited for, and notes it. */
export class HastyClock implements Clock {
  readonly waits: number[] = [];
  private time = 0;

  now(): number {
    return this.time;
  }

  async wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    this.time += milliseconds;
  }
}
