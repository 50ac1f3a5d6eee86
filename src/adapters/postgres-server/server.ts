import type { Pool } from 'pg';
import type { Log } from '../../application/ports/log.js';
import type { Address } from './address.js';
import { type Connections, connections, type Pools } from './budget.js';
import { lead, leadSome } from './lock.js';
import { type Listener, Notifications } from './notifications.js';
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
  ) {}

  /** To be opened once, and ended by whoever opens it. */
  pool(what: Pools, settings?: Readonly<Record<string, string>>): Pool {
    const pool = createPool(this.url, { max: connections[what], name: this.nameOf(what), settings });
    this.pools.set(what, pool);
    return pool;
  }

  nameOf(what: Connections): string {
    return `${this.name} ${what}`;
  }

  /** Listens to a channel until `signal` aborts. */
  listen(channel: string, listener: Listener, signal: AbortSignal): void {
    this.notifications.listen(channel, listener, signal);
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
