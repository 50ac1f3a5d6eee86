import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('EventStoreDB (stand-in)', async () => {
  const standIn = await startStandIn();
  const store = new EventStoreDbEventStore(standIn.url);
  return {
    store,
    second: async () => new EventStoreDbEventStore(standIn.url),
    restart: standIn.restart,
    loseEnd: async (after, meanwhile) => {
      await standIn.loseEnd(after);
      const other = new EventStoreDbEventStore(standIn.url);
      await meanwhile?.(other);
      await other.close();
      standIn.breakConnections();
    },
    dispose: async () => {
      await store.close();
      await standIn.stop();
    },
  };
});

const server = process.env.EVENTSTORE_URL;
if (server) {
  eventStoreContract('EventStoreDB (the server at EVENTSTORE_URL)', async () => {
    const store = new EventStoreDbEventStore(server);
    await store.head();
    return {
      store,
      second: async () => new EventStoreDbEventStore(server),
      dispose: () => store.close(),
    };
  });
}
