import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { MemoryTransparencyLog } from '../support/memory/transparency-log.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { transparencyLogContract } from './transparency-log.contract.js';
import { Grown } from './transparency-log.fixture.js';

transparencyLogContract('memory', async () => {
  const store = new MemoryEventStore();
  return { store, tree: new MemoryTransparencyLog(store), dispose: async () => {} };
});

transparencyLogContract('PostgreSQL', () => Grown.open());

transparencyLogContract('PostgreSQL, the log on EventStoreDB (stand-in)', async () => {
  const standIn = await startStandIn();
  const grown = await Grown.open(new EventStoreDbEventStore(standIn.url));
  return {
    store: grown.store,
    tree: grown.tree,
    async dispose() {
      await grown.dispose();
      await standIn.stop();
    },
  };
});
