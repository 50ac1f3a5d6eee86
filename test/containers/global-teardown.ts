import endServers from '../support/global-teardown.js';
import { stopContainers } from './containers.js';

export default async (): Promise<void> => {
  await endServers();
  await stopContainers();
};
