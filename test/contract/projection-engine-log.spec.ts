import { expect, it } from '@jest/globals';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { ProjectionEngine } from '../../src/adapters/typeorm/projection-engine.js';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { hangLimit } from '../support/hang-limit.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { cutConnections } from '../support/servers/postgres.js';
import { newEvent, onEachPostgres, tally, until } from './read-models-support.js';

const clock = new ManualClock('2026-11-22T08:00:00.000Z');

onEachPostgres(({ connect, stopping, url }) => {
  const model = tally();

  it('folds a log in PostgreSQL exactly once while writers write and every connection is cut again and again', async () => {
    await migrate(url(), logMigrations, 'log_migrations');
    const store = stopping(new PostgresEventStore(stopping(new PostgresServer(url()))));
    for (const name of ['one', 'two'])
      stopping(new ProjectionEngine(await connect(name), store, clock, [model])).start();
    const readModels = stopping(new TypeormReadModels(await connect('reader'), store, [model]));

    const streams = 8;
    const perStream = 60;
    let appended = 0;
    const positions: string[] = [];
    const write = async (stream: string) => {
      for (let revision = -1n; revision < perStream - 1; revision++) {
        const event = newEvent('Counted');
        const attempt = () => store.append(stream, revision < 0n ? 'no-stream' : revision, [event]);
        for (let landed = false; !landed; ) {
          try {
            positions.push((await attempt()).position);
            landed = true;
          } catch (error) {
            if (!(error instanceof DependencyUnavailable)) throw error;
          }
        }
        appended++;
      }
    };
    const writing = Promise.all(Array.from({ length: streams }, (_, n) => write(`a-${n}`)));
    for (let cuts = 1; cuts <= 6; cuts++) {
      await until(() => appended >= cuts * 60);
      await cutConnections(url());
    }
    await writing;

    const last = positions.reduce((a, b) => (store.compare(a, b) > 0 ? a : b));
    await until(() => readModels.waitFor(last, hangLimit).catch(() => false));
    const { items } = await readModels.find(model, {});
    expect(items.map(({ row }) => row.count)).toEqual(Array(streams).fill(perStream));
  });
});
