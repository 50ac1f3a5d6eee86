import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { openReadSide, type ReadSideDatabase } from '../../src/adapters/typeorm/data-source.js';
import { readSideMigrations } from '../../src/adapters/typeorm/migrations/read-side-migrations.js';
import type { EventStore, NewEvent, StoredEvent } from '../../src/application/ports/event-store.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import type { ReadModel } from '../../src/application/ports/read-models.js';
import { hangLimit } from '../support/hang-limit.js';
import { createDatabase } from '../support/servers/postgres.js';

export interface ReadSide {
  /** The database of this test as an instance of its own comes to it; `name` begins the names of its connections. */
  connect(name: string, holdsLog?: boolean): Promise<ReadSideDatabase>;
  /** Where this test's database is. */
  url(): string;
  /** Stops something after the test, what was begun last first. */
  stopping<T extends { stop(): Promise<void> } | { close(): Promise<void> }>(instance: T): T;
}

/** Runs a suite with the read side's tables, empty for each test, on the embedded PostgreSQL and on a real one if given. */
export const onEachPostgres = (suite: (database: ReadSide) => void): void => {
  const servers = { 'embedded PostgreSQL': 'REALNAME_TEST_EMBEDDED_URL', PostgreSQL: 'REALNAME_TEST_DATABASE_URL' };
  for (const [server, variable] of Object.entries(servers)) {
    const given = process.env[variable];
    if (!given) continue;
    describe(server, () => {
      const opened: ReadSideDatabase[] = [];
      const running: (() => Promise<void>)[] = [];
      let url: string;
      const connect = async (name: string, holdsLog = false) => {
        const database = await openReadSide(new PostgresServer(url, () => {}, name), holdsLog);
        opened.push(database);
        return database;
      };
      beforeEach(async () => {
        url = await createDatabase(given);
        const { source } = await connect('migrations');
        const runner = source.createQueryRunner();
        for (const Migration of readSideMigrations) await new Migration().up(runner);
        await runner.release();
      });
      const end = async () => {
        for (const stop of running.splice(0).reverse()) await stop();
        for (const { source, server } of opened.splice(0)) {
          await server.close();
          await source.destroy();
        }
      };
      afterEach(end);
      afterAll(end);
      suite({
        connect,
        url: () => url,
        stopping: (instance) => {
          running.push(() => ('stop' in instance ? instance.stop() : instance.close()));
          return instance;
        },
      });
    });
  }
};

export const newEvent = (type: string, data: JsonObject = {}): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: {
    at: '2026-11-22T08:00:00.000Z',
    actor: { kind: 'system', id: 'test' },
    correlationId: 'c',
    causationId: 'c',
    commandId: randomUUID(),
    session: null,
    device: null,
    clientVersion: null,
    schemaVersion: 1,
  },
});

/** Appends one event at the end of a stream; answers its position. */
export const put = async (store: EventStore, stream: string, type: string, data: JsonObject = {}): Promise<string> => {
  let revision: bigint | 'no-stream' = 'no-stream';
  for await (const last of store.read(stream, { backwards: true, limit: 1 })) revision = last.revision;
  return (await store.append(stream, revision, [newEvent(type, data)])).position;
};

/** Polls until `probe` holds; a test whose condition never comes fails after 30 seconds. */
export const until = async (probe: () => Promise<boolean> | boolean): Promise<void> => {
  for (const end = Date.now() + hangLimit; !(await probe()); ) {
    if (Date.now() > end) throw new Error('the awaited condition did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Asks again and again that what was put aside of `name` is tried: whoever works may not listen yet. */
export const untilRetried = (
  source: DataSource,
  name: string,
  probe: () => Promise<boolean> | boolean,
): Promise<void> =>
  until(async () => {
    await source.query(`SELECT pg_notify('retry', $1)`, [name]);
    return probe();
  });

export type Tally = { count: number; last: string; state: string; note?: string };

/** Counts the events of a stream: one folded twice or left out shows. */
export const tally = (version = 1, evolve: ReadModel<Tally>['evolve'] = count): ReadModel<Tally> => ({
  name: 'tally',
  version,
  types: ['Counted', 'Noted', 'Removed', 'Poisoned'],
  key: (event) => event.stream,
  evolve,
  index: { state: (row) => row.state, note: (row) => row.note ?? null },
  lists: [['state'], ['note'], ['note', 'state']],
});

const count = (row: Tally | undefined, event: StoredEvent): Tally | null => {
  if (event.type === 'Removed') return null;
  if (event.type === 'Poisoned') throw new TypeError(`cannot fold ${JSON.stringify(event.data)}`);
  const { state = row?.state ?? 'open', note = row?.note } = event.data as Partial<Tally>;
  return { count: (row?.count ?? 0) + 1, last: event.id, state, note };
};
