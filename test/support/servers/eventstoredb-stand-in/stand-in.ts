import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import grpc from '@grpc/grpc-js';
import { Cluster } from './cluster.js';
import { Faults } from './faults.js';
import { Log } from './log.js';
import type { ReadCall } from './reading.js';
import { startServer } from './server.js';

/**
 * A stand-in for EventStoreDB 23.10 that speaks its gRPC protocol on the client's own service definitions, with the
 * semantics of its appends, reads and subscriptions to `$all`, and with faults. It keeps its log across `restart`.
 * @param cluster that it joins, behind whoever leads it
 */
export const startStandIn = async ({ port = 0, cluster = new Cluster() } = {}) => {
  const log = new Log();
  const faults = new Faults();
  const subscriptions = new Set<ReadCall>();
  const sockets = new Set<Socket>();
  const breakConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  const calls = { append: 0, read: 0, subscribe: 0 };
  const node = cluster.join(log);
  const state = { cluster, node, faults, subscriptions, calls, sentToSubscribers: 0, breakConnections };
  if (node === cluster.leader) writeSystemEvent(log);
  cluster.replicate();
  const server = await startServer(state);

  // The listener in front is what goes down, breaks and freezes; the server behind it keeps the log.
  let listener = await listen(port, server.port, sockets);
  const address = (listener.address() as AddressInfo).port;
  node.port = address;
  const down = async () => {
    listener.close();
    breakConnections();
    if (listener.listening) await once(listener, 'close');
  };
  const up = async () => {
    listener = await listen(address, server.port, sockets);
    writeSystemEvent(log);
  };
  return {
    url: `esdb://127.0.0.1:${address}?tls=false`,
    port: address,
    faults,
    log,
    /** Events in the log that the server did not write itself. */
    landed: () =>
      log.records
        .filter(({ type }) => !type.startsWith('$'))
        .map(({ stream, revision, id, position }) => ({ stream, revision, id, position: `${position}/${position}` })),
    calls,
    sentToSubscribers: () => state.sentToSubscribers,
    subscriptions: () => subscriptions.size,
    breakConnections,
    down,
    up,
    restart: async () => {
      await down();
      await up();
    },
    /** Goes down, and comes up without what stands after a position; `meanwhile` writes what others append before anybody is back. */
    loseEnd: async (after: string, meanwhile: (log: Log) => void = () => {}) => {
      await down();
      log.truncate(BigInt(after.split('/')[0]!));
      meanwhile(log);
      await up();
    },
    /** Bytes no longer pass in either direction, and nobody is told: a machine that stands still. */
    freeze: () => {
      for (const socket of sockets) socket.pause();
    },
    /** Ends every subscription with an error; the subscriber hears nothing more. */
    dropSubscriptions: (code: number = grpc.status.CANCELLED) => {
      for (const call of subscriptions) call.emit('error', { code, details: 'dropped' });
    },
    writeSystemEvent: () => writeSystemEvent(log),
    stop: async () => {
      await down();
      server.stop();
    },
  };
};

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const listen = async (port: number, target: number, sockets: Set<Socket>): Promise<Server> => {
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** What a real log holds beside ours: the server's own events. */
const writeSystemEvent = (log: Log): void => {
  const data = Buffer.from('{"proc-startTime":"2026-11-22T00:00:00Z"}');
  const event = { id: randomUUID(), type: '$statsCollected', contentType: 'application/json', data, metadata: data };
  log.append('$stats-127.0.0.1:2113', 'any', [event]);
};
