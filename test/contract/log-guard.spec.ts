import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { serviceMigrations } from '../../src/adapters/postgres/service-migrations/service-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { type EventStore, LogWentBack } from '../../src/application/ports/event-store.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { standbyOf } from '../support/servers/standby.js';
import { Instance, rowsOf } from './log-guard.fixture.js';
import { newEvent, onEachPostgres, type ReadSide, until } from './read-models-support.js';

interface Losable {
  readonly open: () => EventStore;
  /** From here on everything will be lost. */
  readonly lose: (meanwhile: (other: EventStore) => Promise<unknown>) => Promise<void>;
}

const inPostgres = async (
  readSide: ReadSide,
): Promise<{ open: () => EventStore; mark: () => Promise<Losable['lose']> }> => {
  const url = readSide.url();
  const at = (there: string) => readSide.stopping(new PostgresEventStore(readSide.stopping(new PostgresServer(there))));
  return {
    open: () => at(url),
    mark: async () => {
      const standby = await standbyOf(url);
      return async (meanwhile) => {
        const server = new PostgresServer(standby.url);
        const other = new PostgresEventStore(server);
        await meanwhile(other);
        await other.close();
        await server.close();
        await standby.takeOver();
      };
    },
  };
};

const inEventStoreDb = async (readSide: ReadSide) => {
  const standIn = await startStandIn();
  readSide.stopping({ close: () => standIn.stop() });
  const open = () => readSide.stopping(new EventStoreDbEventStore(standIn.url));
  return {
    open,
    mark: async () => {
      const after = standIn.landed().at(-1)!.position;
      return async (meanwhile: (other: EventStore) => Promise<unknown>) => {
        await standIn.loseEnd(after);
        const other = new EventStoreDbEventStore(standIn.url);
        await meanwhile(other);
        await other.close();
        standIn.breakConnections();
      };
    },
  };
};

const write = async (store: EventStore, count: number): Promise<string[]> => {
  const events = Array.from({ length: count }, () => newEvent('Counted'));
  for (const event of events) await store.append(`since-${randomUUID()}`, 'no-stream', [event]);
  return events.map(({ id }) => id);
};

const prepared = async (readSide: ReadSide) => {
  await migrate(readSide.url(), serviceMigrations, 'service_migrations');
  await migrate(readSide.url(), logMigrations, 'log_migrations');
};

onEachPostgres((readSide) => {
  it.each([
    ['PostgreSQL: a standby that lacks the newest takes over', inPostgres],
    ['EventStoreDB: it comes back without the newest', inEventStoreDb],
  ])('%s, under load: found, nothing phantom, nothing skipped, and on again once accepted', async (_, log) => {
    await prepared(readSide);
    const { open, mark } = await log(readSide);
    const instance = await Instance.start(readSide, open());
    const other = open();
    for (const written of ['none', 'fewer', 'as many', 'more'] as const) {
      const stop = new AbortController();
      const load = instance.load(4, stop.signal);
      const before = instance.acknowledged;
      await until(() => instance.acknowledged > before + 5);
      const lose = await mark();
      const atMark = instance.acknowledged;
      await until(() => instance.acknowledged > atMark + 10);
      const count = {
        none: 0,
        fewer: 3,
        'as many': 2 * (instance.acknowledged - atMark),
        more: 2 * (instance.acknowledged - atMark) + 20,
      }[written];
      let since: string[] = [];
      await lose(async (store) => {
        since = await write(store, count);
      });
      await until(() => instance.guard.divergence !== undefined);
      const acknowledged = instance.acknowledged;
      const found = await instance.logged(open());
      expect(found.filter(({ id }) => since.includes(id))).toHaveLength(count);
      expect(instance.said).toContain(instance.guard.divergence!.reason);
      await expect(instance.append('now')).rejects.toThrow(LogWentBack);
      expect(since.filter((id) => instance.handled.has(id))).toEqual([]);
      expect([instance.acknowledged, (await instance.logged(open())).length]).toEqual([acknowledged, found.length]);

      await instance.accept();
      await until(() => instance.acknowledged > acknowledged + 5);
      stop.abort();
      await load;
      await instance.caughtUp();
      const events = await instance.logged(open());
      expect(await instance.rows()).toEqual(rowsOf(events));
      const skipped = events.filter(({ id }) => !instance.handled.has(id));
      expect(skipped).toEqual([]);
    }
    expect(other.known.newest).toBeUndefined();
  });
});
