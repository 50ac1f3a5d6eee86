import { afterAll } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { eventStoreContract } from '../contract/event-store.contract.js';
import { startEventStore, stopContainers } from './containers.js';

afterAll(stopContainers);

eventStoreContract('EventStoreDB in a container, killed now and then', async () => {
  const { url, container } = await startEventStore();
  const store = new EventStoreDbEventStore(url);
  return {
    store,
    second: async () => new EventStoreDbEventStore(url),
    restart: () => container.restart({ timeout: 0 }),
    dispose: () => store.close(),
  };
});
