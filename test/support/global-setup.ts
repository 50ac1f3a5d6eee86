import './resolve-typescript.mjs';

/** One embedded PostgreSQL for the whole run, and a second, separate one where there is one. */
export default async ({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> => {
  const { startServers } = await import('./servers/test-servers.js');
  const { startNotingProblems } = await import('./problem-answers.js');
  await startServers(maxWorkers);
  startNotingProblems();
};
