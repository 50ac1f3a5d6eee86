import { writeAdapterSummary } from './adapter-summary.js';
import { stopServers } from './test-servers.js';

export default async (): Promise<void> => {
  await stopServers();
  writeAdapterSummary();
};
