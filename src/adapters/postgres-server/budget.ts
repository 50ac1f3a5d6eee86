/**
 * The connections that one instance has to its PostgreSQL server at most, by what they are for; what a connection is for
 * ends its `application_name`. docs/operations.md shows this table and what it means for several instances. An instance
 * that starts needs two for its migrations, before it opens any of these.
 */
export const connections = {
  /** Short-lived things, keys, credentials, idempotency and all else that calls ask for outside log and read side. */
  service: 12,
  /** Appends travel one statement at a time; the others read. Not opened with `EVENTSTORE_URL`. */
  log: 6,
  /** Queries, and the transactions of projections and processes. */
  'read side': 10,
  /** LISTEN for every channel. */
  listener: 1,
  /** A lock each for projections, processes and the transparency log, held or waited for. */
  leader: 3,
} as const;

export type Connections = keyof typeof connections;
export type Pools = Exclude<Connections, 'listener' | 'leader'>;
