import { expect, it } from '@jest/globals';
import { TypeormReadModels } from '../../src/adapters/typeorm/read-models.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { hangLimit } from '../support/hang-limit.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { cutConnections } from '../support/servers/postgres.js';
import { newEvent, onEachPostgres, tally } from './read-models-support.js';

/** A crash of the server that loses the newest commit of the projections, as commits that need not wait for the disk may be. */
onEachPostgres(({ connect, stopping, url }) => {
  const model = tally();

  const prepared = async () => {
    const store = new MemoryEventStore();
    await store.append('a-1', 'no-stream', [newEvent('Counted'), newEvent('Counted')]);
    const [first, second] = store.events;
    const database = await connect('reader');
    const { source } = await connect('projections');
    await source.query(
      `INSERT INTO read_model_checkpoint (model, version, state, position, ordinal) VALUES ('tally', 1, 'live', $1, 2)`,
      [second!.position],
    );
    const readModels = stopping(new TypeormReadModels(database, store, [model]));
    const connected = () =>
      new Promise<void>((resolve) => {
        const deaf = readModels.onChange((changes) => {
          if (changes !== 'unknown') return;
          deaf();
          resolve();
        });
      });
    await connected();
    expect(await readModels.waitFor(second!.position, hangLimit)).toBe(true);
    expect(await readModels.get(model, 'a-1')).toBeUndefined();
    const moveTo = (position: string) => source.query('UPDATE read_model_checkpoint SET position = $1', [position]);
    const crash = async () => {
      const again = connected();
      await moveTo(first!.position);
      await cutConnections(url());
      await again;
    };
    return { readModels, position: second!.position, moveTo, crash };
  };
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof DependencyUnavailable)) throw error;
      }
    }
  };

  it('who waits for a position that was reached before waits for it again', async () => {
    const { readModels, position, moveTo, crash } = await prepared();
    await crash();
    expect(await readModels.waitFor(position, 100)).toBe(false);
    await through(() => moveTo(position));
    expect(await readModels.waitFor(position, hangLimit)).toBe(true);
  });

  it('nothing is read of rows that have not caught up with the log', async () => {
    const { readModels, position, moveTo, crash } = await prepared();
    await crash();
    await expect(readModels.get(model, 'a-1')).rejects.toThrow(DependencyUnavailable);
    await expect(readModels.find(model, { state: 'open' })).rejects.toThrow(DependencyUnavailable);
    await through(() => moveTo(position));
    expect(await through(() => readModels.get(model, 'a-1'))).toBeUndefined();
  });
});
