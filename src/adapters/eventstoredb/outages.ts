import { type Outage, outageOf } from './errors.js';

export interface OutageListener {
  /** Subscriptions broke off; they resume by themselves. */
  began(outage: Outage): void;
  /** All that broke off have resumed. */
  ended(): void;
}

/** An outage meets every subscription, many times over: it is told once when the first breaks off, once when all are back. */
export class Outages {
  private readonly broken = new Set<object>();

  constructor(private readonly listener: OutageListener | undefined) {}

  broke(subscription: object, error: unknown): void {
    if (this.broken.size === 0) this.listener?.began(outageOf(error));
    this.broken.add(subscription);
  }

  resumed(subscription: object): void {
    if (this.broken.delete(subscription) && this.broken.size === 0) this.listener?.ended();
  }

  /** Nobody waits for it any more. */
  left(subscription: object): void {
    this.broken.delete(subscription);
  }
}
