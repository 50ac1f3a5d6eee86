import type { Pool } from 'pg';
import type { Log } from '../../application/ports/log.js';
import type { Address } from './address.js';
import { type Connections, connections, type Pools } from './budget.js';
import { lead, leadSome } from './lock.js';
import { type Listener, Notifications } from './notifications.js';
import { poll } from './polling.js';
import { createPool } from './pool.js';

/** A PostgreSQL server as one instance of the service uses it, with no more connections than `connections` says. */
export class PostgresServer implements Address {
  /** Those that were opened. */
  readonly pools = new Map<Pools, Pool>();
  private readonly notifications = new Notifications(this);

  /** @param name begins the `application_name` of every connection */
  constructor(
    readonly url: string,
    readonly log: Log = () => {},
    private readonly name = 'realname',
    /** Sessions take no writes; the server may be a standby. */
    readonly readOnly = false,
  ) {}

  /** To be opened once, and ended by whoever opens it. */
  pool(what: Pools, settings?: Readonly<Record<string, string>>): Pool {
    const pool = createPool(this.url, {
      max: connections[what],
      name: this.nameOf(what),
      settings: { ...settings, ...this.sessionSettings },
    });
    this.pools.set(what, pool);
    return pool;
  }

  /** What the sessions of every pool have, beside what the pool's own need. */
  get sessionSettings(): Readonly<Record<string, string>> {
    return this.readOnly ? { default_transaction_read_only: 'on' } : {};
  }

  nameOf(what: Connections): string {
    return `${this.name} ${what}`;
  }

  /** Listens to a channel until `signal` aborts; a read-only one looks every second instead. */
  listen(channel: string, listener: Listener, signal: AbortSignal): void {
    if (this.readOnly) poll(listener, signal);
    else this.notifications.listen(channel, listener, signal);
  }

  /** Whether whatever is listened to is heard now. */
  get hears(): boolean {
    return this.notifications.complete;
  }

  /** Does `work` on one instance at a time, see `lead`. */
  lead(lock: string, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>): Promise<void> {
    return lead(this, lock, signal, work);
  }

  /** Does `work` for the locks that this instance gets, see `leadSome`. */
  leadSome(
    locks: readonly string[],
    signal: AbortSignal,
    work: (locks: ReadonlySet<string>, held: AbortSignal) => Promise<void>,
  ): Promise<void> {
    return leadSome(this, locks, signal, work);
  }

  /** Ends listening. */
  close(): Promise<void> {
    return this.notifications.close();
  }
}
