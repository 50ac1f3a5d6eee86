import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { makePrivateKey } from '../../src/application/transparency-log/key-algorithms.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { MemoryTransparencyLog } from '../support/memory/transparency-log.js';
import { describeWithMlDsa } from '../support/ml-dsa.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { transparencyLogContract } from './transparency-log.contract.js';
import { Grown } from './transparency-log.fixture.js';

transparencyLogContract('memory', async () => {
  const store = new MemoryEventStore();
  return { store, tree: new MemoryTransparencyLog(store), dispose: async () => {} };
});

transparencyLogContract('PostgreSQL', () => Grown.open());

describeWithMlDsa('signed by ML-DSA-44 and Ed25519', () => {
  const others = [makePrivateKey('ml-dsa-44')] as const;
  transparencyLogContract('PostgreSQL', async () => {
    const grown = await Grown.open(undefined, [...others, makePrivateKey('ed25519')]);
    return { store: grown.store, tree: grown.tree, others, dispose: () => grown.dispose() };
  });
});

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
