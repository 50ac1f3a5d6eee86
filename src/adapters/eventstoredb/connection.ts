import { EventStoreDBClient } from '@eventstore/db-client';

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

let opened = 0;
/** Milliseconds that the server has to answer the client's ping, which comes every ten seconds: a silent one is left within 15. */
const pingDeadline = 4_000;

/**
 * grpc-js lets channels with equal options share one socket, and with it one flow-control window and one fate: a slow
 * subscriber would starve every other call. A few milliseconds of difference give each connection its own.
 */
const withOwnSocket = (url: string): string => {
  const extra = ++opened % 1000;
  const [, given] = /[?&]keepAliveTimeout=(\d+)/i.exec(url) ?? [];
  if (given !== undefined) return url.replace(/([?&]keepAliveTimeout=)\d+/i, `$1${Number(given) + extra}`);
  return `${url}${url.includes('?') ? '&' : '?'}keepAliveTimeout=${pingDeadline + extra}`;
};

export interface Connection {
  readonly client: EventStoreDBClient;
  readonly openedAt: number;
  /** Takes no new calls; those under way run to their end. */
  close(): void;
}

const open = (url: string, lost: () => void): Connection => {
  const client = EventStoreDBClient.connectionString(withOwnSocket(url));
  const internals = client as unknown as Internals;
  // The batch path keeps the waiting appends of all connections in one table that any broken stream empties, and
  // throws in a stream listener when an answer comes for one that is gone: the process would end. It also asks for the
  // server's features without a deadline and keeps a failed answer for ever. A call of its own per append does neither.
  internals.supports = async () => false;
  // The client closes its channel under calls that are just starting; their error would be an unhandled rejection.
  internals.shouldReconnect = () => [false];

  let channel: ReturnType<Internals['getChannel']> | undefined;
  const getChannel = internals.getChannel;
  internals.getChannel = () => {
    if (!channel) {
      channel = getChannel();
      channel.then((opened) => watch(opened, lost)).catch(() => undefined);
    }
    return channel;
  };
  const close = () => {
    channel?.then(
      (opened) => opened.close(),
      () => undefined,
    );
  };
  return { client, openedAt: performance.now(), close };
};

const youngMs = 250;

/**
 * One connection at a time, replaced after a call on it failed: a new channel connects at once, an old one backs off.
 * A young one stays all the same, so that the many callers of a server that is down share few attempts to connect.
 */
export class Connections {
  private connection: Connection | undefined;
  private failed: Connection | undefined;

  /**
   * @param lost told when a connection broke
   * @throws Error when `url` is no connection string; connects with the first request
   */
  constructor(
    private readonly url: string,
    private readonly lost: () => void,
  ) {
    this.connection = open(url, lost);
  }

  current(): Connection {
    const { connection } = this;
    if (connection && connection === this.failed && performance.now() - connection.openedAt >= youngMs) this.close();
    this.connection ??= open(this.url, this.lost);
    return this.connection;
  }

  /** A connection for one subscription, closed by whoever asked for it. */
  separate(): Connection {
    return open(this.url, this.lost);
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
