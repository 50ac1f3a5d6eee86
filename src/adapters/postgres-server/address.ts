import type { Log } from '../../application/ports/log.js';
import type { Connections } from './budget.js';

/** Where a PostgreSQL server is, and as who an instance of the service comes to it. */
export interface Address {
  readonly url: string;
  /** Told of what is interrupted and tried again. */
  readonly log: Log;
  /** The `application_name` of connections, by what they are for. */
  nameOf(what: Connections): string;
}
