import { startStandIn } from './eventstoredb-stand-in/stand-in.js';
import { ownRedisDatabase } from './instances.js';
import { createDatabase } from './postgres.js';

const { REALNAME_TEST_DATABASE_URL: postgres, REALNAME_TEST_REDIS_URL: redis } = process.env;

/** What a service may stand on, as far as it is here; the closing summary tells what is not. */
export const setUps = [
  'its embedded default',
  ...(postgres && redis ? (['separate PostgreSQL and Redis'] as const) : []),
  'EventStoreDB (its stand-in)',
] as const;
export type SetUp = (typeof setUps)[number];

/** The environment for a service of a test, with servers or databases of its own. @param redisDatabase of this test alone */
export const prepare = async (setUp: SetUp, redisDatabase: number) => {
  if (setUp === 'its embedded default') return { environment: {}, stop: async () => {} };
  if (setUp === 'EventStoreDB (its stand-in)') {
    const standIn = await startStandIn();
    return { environment: { EVENTSTORE_URL: standIn.url }, stop: () => standIn.stop() };
  }
  const environment = { DATABASE_URL: await createDatabase(postgres!), REDIS_URL: ownRedisDatabase(redisDatabase) };
  return { environment, stop: async () => {} };
};
