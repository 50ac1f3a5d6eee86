import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { hangLimit } from '../support/hang-limit.js';
import { Cluster } from '../support/servers/eventstoredb-stand-in/cluster.js';
import { type StandIn, startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { collect, newEvent, newEvents } from './event-store.events.js';

let cluster: Cluster;
let nodes: StandIn[];
const closing: (() => unknown)[] = [];
const urlOf = (ports: readonly number[]) => `esdb://${ports.map((port) => `127.0.0.1:${port}`).join(',')}?tls=false`;
const open = (ports = nodes.map(({ port }) => port), options = {}) => {
  const store = new EventStoreDbEventStore(urlOf(ports), { attemptMs: 1_500, totalMs: hangLimit, ...options });
  closing.push(() => store.close());
  return store;
};
beforeEach(async () => {
  cluster = new Cluster();
  nodes = [await startStandIn({ cluster }), await startStandIn({ cluster })];
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  for (const node of nodes) await node.stop();
});

const delivered = async (store: EventStoreDbEventStore, id: string): Promise<StoredEvent | undefined> => {
  const signal = new AbortController();
  for await (const item of store.subscribe({ signal: signal.signal }))
    if (typeof item === 'object' && item.id === id) return item;
  return undefined;
};

it('sees what was written and delivered elsewhere, although its connection leads to a node that leads no more', async () => {
  const store = open();
  await store.append('note-1', 'no-stream', [newEvent()]);
  cluster.lead(1);
  const [event] = newEvents(1);
  await open().append('note-1', 0n, [event!]);
  expect(await delivered(open(), event!.id)).toBeDefined();
  expect((await collect(store.read('note-1'))).map(({ id }) => id)).toContain(event!.id);
  expect(await store.head()).toBe(nodes[1]!.landed().at(-1)!.position);
});

it('sees its own writes when another node leads meanwhile', async () => {
  const store = open();
  await store.append('note-1', 'no-stream', [newEvent()]);
  cluster.lead(1);
  const { revision, position } = await store.append('note-1', 0n, [newEvent()]);
  expect((await collect(store.read('note-1'))).at(-1)).toMatchObject({ revision, position });
  expect(nodes[1]!.landed()).toHaveLength(2);
});

/** Takes connections and says no word, until it hangs up. */
const silentNode = async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  closing.push(hangUp);
  return { port: (server.address() as AddressInfo).port, hangUp };
};

it('goes on when a node that is asked for the cluster never answers, and no call that was given up fails unheard', async () => {
  const silent = await silentNode();
  const stores = Array.from({ length: 6 }, () => open([silent.port, nodes[0]!.port], { attemptMs: 300 }));
  await Promise.all(stores.map((store, n) => store.append(`note-${n}`, 'no-stream', [newEvent()])));
  silent.hangUp();
  for (let n = 0; n < 6; n++)
    for (const store of stores) expect(await collect(store.read(`note-${n}`))).toHaveLength(1);
});
