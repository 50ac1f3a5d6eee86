import { findChromium } from './people/browser.js';
import { installedPgbouncer } from './servers/pgbouncer.js';

/** Ends a run by saying which adapters it covered, which it did not, and how they are included. */
export const writeAdapterSummary = async (): Promise<void> => {
  const chromium = await findChromium();
  const pgbouncer = installedPgbouncer();
  const { REALNAME_TEST_EMBEDDED_VERSION, REALNAME_TEST_DATABASE_VERSION, REALNAME_TEST_REDIS_URL, EVENTSTORE_URL } =
    process.env;
  const lines = [
    `ran      PostgreSQL, embedded (${REALNAME_TEST_EMBEDDED_VERSION})`,
    REALNAME_TEST_DATABASE_VERSION
      ? `ran      PostgreSQL, separate server (${REALNAME_TEST_DATABASE_VERSION})`
      : 'not run  PostgreSQL, separate server: DATABASE_URL=postgresql://… npm test, or npm run test:containers',
    pgbouncer
      ? `ran      PostgreSQL behind pgbouncer (${pgbouncer})`
      : 'not run  PostgreSQL behind pgbouncer: none on the path (pgbouncer)',
    REALNAME_TEST_REDIS_URL
      ? 'ran      Redis'
      : 'not run  Redis: REDIS_URL=redis://… npm test, or npm run test:containers',
    'ran      S3 adapter against s3rver',
    'ran      EventStoreDB adapter against its stand-in',
    EVENTSTORE_URL
      ? 'ran      EventStoreDB, real server'
      : 'not run  EventStoreDB, real server: EVENTSTORE_URL=esdb://… npm test, or npm run test:containers',
    chromium
      ? `ran      client/ and the screens in a browser (${chromium.version})`
      : 'not run  client/ and the screens in a browser: none on the path (chromium)',
  ];
  process.stderr.write(`\nAdapters:\n${lines.map((line) => `  ${line}\n`).join('')}`);
};
