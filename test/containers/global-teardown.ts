import { writeAdapterSummary } from '../support/adapter-summary.js';
import { stopServers } from '../support/servers/test-servers.js';
import { stopContainers } from './containers.js';

export default async (): Promise<void> => {
  await stopServers();
  await writeAdapterSummary();
  await stopContainers();
};
