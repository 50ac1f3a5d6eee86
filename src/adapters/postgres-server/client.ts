import pg from 'pg';
import { postgresDeadline, silenceDeadline } from './deadline.js';
import { isReadOnly, namedRefusal } from './errors.js';

/** Milliseconds that the server has to close a connection that the client is done with. */
const partingDeadline = 1_000;
/** Milliseconds without traffic until TCP asks whether the other end is there; then every second, ten times. */
const keepAliveDelay = 5_000;

export type Settings = Readonly<Record<string, string>>;

/** What every session has, whatever database, role or pooler give it. */
const sessionSettings: Settings = {
  statement_timeout: `${postgresDeadline}ms`,
  // A process that stands still within a transaction must not keep its locks from the one that takes over.
  idle_in_transaction_session_timeout: `${2 * postgresDeadline}ms`,
  default_transaction_isolation: 'read committed',
  // Statements here take milliseconds: compiling one takes a second, where an estimate is far too high.
  jit: 'off',
};

/** What a connection is made with; pools take it as it is. */
export interface ClientOptions extends pg.ClientConfig {
  readonly settings: Settings;
}

/**
 * How connections of the name `application_name` are made.
 * @param settings PostgreSQL's, beside or instead of those that every connection has
 */
export const clientOptions = (url: string, application_name: string, settings: Settings = {}): ClientOptions => ({
  connectionString: url,
  application_name,
  connectionTimeoutMillis: postgresDeadline,
  query_timeout: silenceDeadline,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAliveDelay,
  settings: { ...sessionSettings, ...settings },
});

/**
 * A connection to PostgreSQL. Its settings are set by a statement: poolers refuse or drop those that come as startup
 * parameters. A statement that is not answered within `query_timeout` ends the connection, and so does one that writes
 * and is refused as read-only: another session may lead to the new primary, or to a database that takes writes again.
 */
export class Client extends pg.Client {
  /** Whether a statement had no answer in time, or was refused as read-only: others that were opened before are no better. */
  useless = false;
  private readonly settings: Settings;

  constructor(options: ClientOptions) {
    super(options);
    this.settings = options.settings;
    // One that is lost while nobody listens must not end node.
    this.on('error', () => {});
  }

  override connect(): Promise<this>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<this> | undefined {
    const opened = this.open();
    if (!callback) return opened;
    opened.then(() => (callback as () => void)(), callback);
    return undefined;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the eleven ways to call it are those of pg.Client
  override query(...given: any[]): any {
    const callback = given.at(-1);
    if (typeof callback === 'function') given[given.length - 1] = this.leavingUseless(callback);
    const asked = super.query(...(given as [string]));
    if (asked instanceof Promise) asked.catch(this.leavingUseless(() => {}));
    return asked;
  }

  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> {
    const parting = setTimeout(() => this.connection.stream.destroy(), partingDeadline).unref();
    this.once('end', () => clearTimeout(parting));
    return callback ? (super.end(callback) as never) : super.end();
  }

  private async open(): Promise<this> {
    try {
      await super.connect();
      await this.query('select set_config(name, value, false) from unnest($1::text[], $2::text[]) as t (name, value)', [
        Object.keys(this.settings),
        Object.values(this.settings),
      ]);
      return this;
    } catch (error) {
      void this.end();
      throw namedRefusal(error);
    }
  }

  private leavingUseless =
    (then: (error: unknown, result?: unknown) => void) =>
    (error: unknown, result?: unknown): void => {
      if (isReadOnly(error) || (error instanceof Error && error.message === 'Query read timeout')) {
        this.useless = true;
        void this.end();
      }
      then(error, result);
    };
}

/** Makes a pool drop what lies idle once one of its connections is of no use: each of them would have to be tried in vain. */
export const dropUseless = (pool: pg.Pool): void => {
  pool.on('release', (_error, client) => {
    if (!(client as unknown as Client).useless) return;
    for (let left = pool.idleCount; left > 0; left--) {
      pool.connect().then(
        (idle) => idle.release(true),
        () => {},
      );
    }
  });
};
