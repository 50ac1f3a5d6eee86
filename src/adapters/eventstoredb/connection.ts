import { EventStoreDBClient } from '@eventstore/db-client';
import { type ConnectionString, formatConnectionString, parseConnectionString } from './connection-string.js';

/** Members that the client (6.2.1, pinned) keeps to itself and that are replaced below. */
interface Internals {
  supports: () => Promise<boolean>;
  shouldReconnect: () => [boolean];
  getChannel: () => Promise<Channel>;
}

/** What is used of a channel of grpc-js. */
interface Channel {
  close(): void;
  getConnectivityState(connect: boolean): number;
  watchConnectivityState(current: number, deadline: number, changed: (error?: Error) => void): void;
}

/** As grpc-js numbers the states of a channel. */
const ready = 2;
const shutDown = 4;

/** A channel connects anew by itself, unnoticed by the calls on it: calls `lost` when its connection breaks. */
const watch = (channel: Channel, lost: () => void, before?: number): void => {
  const state = channel.getConnectivityState(false);
  if (state === shutDown) return;
  if (before === ready && state !== ready) lost();
  channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, () => watch(channel, lost, state));
};

/** Milliseconds that the server has to answer the client's ping, which comes every ten seconds: a silent one is left within 15. */
const pingDeadline = 4_000;
/** Seconds that a node has to name the nodes of its cluster: less than an attempt, so that a silent one does not cost all of it. */
const gossipSeconds = 1;

const own = new Set<number>();
let opened = 0;

/**
 * grpc-js lets channels with equal options share one socket, and with it one flow-control window and one fate: a slow
 * subscriber would starve every other call. A few milliseconds of difference give each connection its own. The numbers go
 * round, so that a new connection does not meet a socket that the last one left behind.
 */
const ownNumber = (): number => {
  do opened = (opened + 1) % 1000;
  while (own.has(opened));
  own.add(opened);
  return opened;
};

const withOwnSocket = ({ options, ...rest }: ConnectionString, number: number): string => {
  const keepAliveTimeout = Number(options.get('keepAliveTimeout') ?? pingDeadline) + number;
  const gossipTimeout = options.get('gossipTimeout') ?? gossipSeconds;
  const all = new Map(options).set('keepAliveTimeout', `${keepAliveTimeout}`).set('gossipTimeout', `${gossipTimeout}`);
  return formatConnectionString({ ...rest, options: all });
};

/** One channel to one node. */
export class Connection {
  readonly openedAt = performance.now();
  readonly client: EventStoreDBClient;
  private readonly number = ownNumber();
  private channel: Promise<Channel> | undefined;
  private discovering = true;
  private underWay = 0;
  private closing = false;

  constructor(
    target: ConnectionString,
    private readonly lost: () => void,
  ) {
    this.client = EventStoreDBClient.connectionString(withOwnSocket(target, this.number));
    const internals = this.client as unknown as Internals;
    // The batch path keeps the waiting appends of all connections in one table that any broken stream empties, and
    // throws in a stream listener when an answer comes for one that is gone: the process would end. It also asks for the
    // server's features without a deadline and keeps a failed answer for ever. A call of its own per append does neither.
    internals.supports = async () => false;
    // The client closes its channel under calls that are just starting; their error would be an unhandled rejection.
    internals.shouldReconnect = () => [false];
    const getChannel = internals.getChannel;
    internals.getChannel = () => this.opening(getChannel);
  }

  /** Which node it leads to is not known yet: asking other nodes or the name server may outlast an attempt, and serves the next. */
  get isDiscovering(): boolean {
    return this.channel !== undefined && this.discovering;
  }

  /** Resolves once it leads to a node. @throws Error when none is found */
  async ready(): Promise<void> {
    await (this.client as unknown as Internals).getChannel();
  }

  /**
   * Gives `call` the client. A call that nobody waits for any more is under way until it has settled.
   * @throws Error when closed
   */
  async use<T>(call: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    if (this.closing) throw new Error('the connection is closed');
    this.underWay++;
    try {
      return await call(this.client);
    } finally {
      this.underWay--;
      if (this.closing) this.close();
    }
  }

  /** Takes no new calls, and closes once those under way have settled: an append that finds its channel closed throws where nobody can catch it. */
  close(): void {
    this.closing = true;
    if (this.underWay > 0) return;
    own.delete(this.number);
    this.channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
  }

  private opening(getChannel: Internals['getChannel']): Promise<Channel> {
    if (!this.channel) {
      this.channel = getChannel();
      this.channel
        .finally(() => {
          this.discovering = false;
        })
        .then((channel) => watch(channel, this.lost))
        .catch(() => undefined);
    }
    return this.channel;
  }
}

const youngMs = 250;

/**
 * One connection at a time, replaced after a call on it failed: a new channel connects at once, an old one backs off.
 * A young one stays all the same, so that the many callers of a server that is down share few attempts to connect; so
 * does one that is still looking for its node.
 */
export class Connections {
  private readonly target: ConnectionString;
  private connection: Connection | undefined;
  private failed: Connection | undefined;

  /**
   * @param lost told when a connection broke
   * @throws Error when `url` is no connection string; connects with the first request
   */
  constructor(
    url: string,
    private readonly lost: () => void,
  ) {
    this.target = parseConnectionString(url);
    this.connection = this.separate();
  }

  current(): Connection {
    const { connection } = this;
    if (connection && connection === this.failed && mayGo(connection)) this.close();
    this.connection ??= this.separate();
    return this.connection;
  }

  /** A connection for one subscription, closed by whoever asked for it. */
  separate(): Connection {
    return new Connection(this.target, this.lost);
  }

  /** Takes a connection out of use from the next request on. */
  retire(connection: Connection): void {
    if (connection === this.connection) this.failed = connection;
  }

  close(): void {
    this.connection?.close();
    this.connection = undefined;
  }
}

const mayGo = (connection: Connection): boolean =>
  !connection.isDiscovering && performance.now() - connection.openedAt >= youngMs;
