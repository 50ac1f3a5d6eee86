import '../support/resolve-typescript.mjs';

/** A container of each server for the whole run, named by the variables that also name servers of one's own. */
export default async ({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> => {
  const { startContainers } = await import('./containers.js');
  const { startServers } = await import('../support/servers/test-servers.js');
  const urls = await startContainers();
  process.env.EVENTSTORE_URL = urls.eventStore;
  process.env.DATABASE_URL = urls.database;
  process.env.REDIS_URL = urls.redis;
  await startServers(maxWorkers);
};
