import { beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore } from '../../src/application/ports/event-store.js';
import type { AnyReadModel, ReadModel, ReadModels, RowChange } from '../../src/application/ports/read-models.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { hangLimit } from '../support/hang-limit.js';
import { put, type Tally, tally, until } from './read-models-support.js';

export interface Instances {
  readonly store: EventStore;
  /** On the instance that folds. */
  readonly here: ReadModels;
  /** On another one. */
  readonly there: ReadModels;
  stopFolding(): Promise<void>;
}

/** What every implementation of the port ReadModels does. `begin` starts the projections of the models. */
export const readModelsContract = (begin: (models: AnyReadModel[]) => Promise<Instances>): void => {
  describe('ReadModels', () => {
    const model = tally();
    let store: EventStore;
    let here: ReadModels;
    let there: ReadModels;
    let stopFolding: () => Promise<void>;
    beforeEach(async () => {
      ({ store, here, there, stopFolding } = await begin([model]));
    });

    /** Appends and waits on the other instance. */
    const written = async (stream: string, type = 'Counted', data = {}) => {
      expect(await there.waitFor(await put(store, stream, type, data), hangLimit)).toBe(true);
    };
    const streams = (page: { items: readonly { key: string }[] }) => page.items.map(({ key }) => key);

    it('answers the row of a key on every instance', async () => {
      await written('a-1');
      await written('a-1');
      expect(await here.get(model, 'a-1')).toMatchObject({ count: 2 });
      expect(await there.get(model, 'a-1')).toMatchObject({ count: 2 });
      expect(await there.get(model, 'a-2')).toBeUndefined();
    });

    it('removes a row, also from its lists', async () => {
      await written('a-1');
      await written('a-1', 'Removed');
      expect(await there.get(model, 'a-1')).toBeUndefined();
      expect(await there.find(model, { state: 'open' })).toEqual({ items: [], next: null });
    });

    it('keeps every text as it is: U+0000, lone surrogates, other scripts', async () => {
      const note = '李\u0000\ud800 𠮷 " \\u0000';
      await written('a-1', 'Noted', { note });
      await written('a-2', 'Noted', { note: 'x'.repeat(5000) });
      expect(await there.get(model, 'a-1')).toMatchObject({ note });
      expect(streams(await there.find(model, { note }))).toEqual(['a-1']);
      expect(streams(await there.find(model, { note: 'x'.repeat(5000) }))).toEqual(['a-2']);
    });

    it('finds by one index and by several, by any of several values, newest first by the event that made the row', async () => {
      await written('a-1', 'Counted', { note: 'n' });
      await written('a-2', 'Counted', { note: 'n' });
      await written('a-3');
      await written('a-1', 'Counted', { state: 'open' });
      await written('a-3', 'Counted', { state: 'closed' });
      expect(streams(await there.find(model, {}))).toEqual(['a-3', 'a-2', 'a-1']);
      expect(streams(await there.find(model, { state: 'open' }))).toEqual(['a-2', 'a-1']);
      expect(streams(await there.find(model, { note: 'n', state: 'open' }, { oldestFirst: true }))).toEqual([
        'a-1',
        'a-2',
      ]);
      expect(streams(await there.find(model, { note: 'n', state: 'closed' }))).toEqual([]);
      const either = { note: ['n', 'm'], state: ['open', 'closed'] };
      await written('a-4', 'Counted', { note: 'm', state: 'closed' });
      const first = await there.find(model, either, { limit: 2 });
      expect(streams(first)).toEqual(['a-4', 'a-2']);
      expect(streams(await there.find(model, either, { limit: 2, cursor: first.next! }))).toEqual(['a-1']);
      expect(await there.find(model, { note: [], state: 'open' })).toEqual({ items: [], next: null });
    });

    it('pages without gaps or repeats while rows come and change', async () => {
      for (let n = 1; n <= 5; n++) await written(`a-${n}`);
      const first = await there.find(model, { state: 'open' }, { limit: 2 });
      expect(streams(first)).toEqual(['a-5', 'a-4']);
      await written('a-6');
      await written('a-3');
      const second = await here.find(model, { state: 'open' }, { limit: 2, cursor: first.next! });
      expect(streams(second)).toEqual(['a-3', 'a-2']);
      const third = await there.find(model, { state: 'open' }, { limit: 2, cursor: second.next! });
      expect(third).toMatchObject({ items: [{ key: 'a-1' }], next: null });
    });

    it('shows who waited for a write that write, whatever was read before', async () => {
      const both = [here, there];
      const seen = () =>
        Promise.all(
          both.map(async (instance) => [
            (await instance.get(model, 'a-1'))?.count,
            (await instance.find(model, { state: 'open' })).items[0]?.row.count,
          ]),
        );
      for (let count = 1; count <= 50; count++) {
        const position = await put(store, 'a-1', 'Counted');
        const early = seen();
        for (const instance of both) expect(await instance.waitFor(position, hangLimit)).toBe(true);
        expect(await seen()).toEqual([
          [count, count],
          [count, count],
        ]);
        await early;
      }
    });

    it('gives 50 rows unless asked, and 500 at most', async () => {
      for (let n = 1; n <= 501; n++) await put(store, `a-${n}`, 'Counted');
      await written('a-502');
      expect((await there.find(model, {})).items).toHaveLength(50);
      expect((await there.find(model, {}, { limit: 1000 })).items).toHaveLength(500);
    });

    it('refuses a cursor that is malformed or of another list', async () => {
      for (let n = 1; n <= 3; n++) await written(`a-${n}`);
      const { next } = await there.find(model, { state: 'open' }, { limit: 1 });
      const invalid = {
        kind: 'invalid',
        code: 'request.invalid',
        extras: { errors: [{ pointer: '/cursor', code: 'cursor.invalid' }] },
      };
      const tries = [
        there.find(model, { state: 'open' }, { cursor: 'nonsense' }),
        there.find(model, { state: 'open' }, { cursor: '' }),
        there.find(model, { state: 'open' }, { cursor: `${next}=` }),
        there.find(model, { state: 'closed' }, { cursor: next! }),
        there.find(model, { state: 'open' }, { cursor: next!, oldestFirst: true }),
      ];
      for (const refused of tries) await expect(refused).rejects.toMatchObject(invalid);
    });

    it('says false when a position is not passed in time', async () => {
      await written('a-1');
      await stopFolding();
      const position = await put(store, 'a-1', 'Counted');
      expect(await here.waitFor(position, 100)).toBe(false);
      expect(await there.waitFor(position, 100)).toBe(false);
    });

    it('tells listeners on every instance which rows changed, until they end', async () => {
      const heard: RowChange[] = [];
      let isListening = false;
      const end = there.onChange((changes) => {
        if (changes === 'unknown') isListening = true;
        else heard.push(...changes);
      });
      await until(() => isListening);
      await written('a-1');
      await written('b-1', 'Ignored');
      await written('a-2');
      await until(() => heard.some(({ key }) => key === 'a-2'));
      expect(heard.filter(({ model, key }) => model !== 'tally' || !['a-1', 'a-2'].includes(key))).toEqual([]);
      end();
      const before = heard.length;
      await written('a-3');
      expect(heard).toHaveLength(before);
    });

    it('is unavailable for a model that was never built, not empty', async () => {
      const unknown: ReadModel<Tally> = { ...tally(), name: 'unknown' };
      await expect(there.get(unknown, 'a-1')).rejects.toBeInstanceOf(DependencyUnavailable);
      await expect(there.find(unknown, {})).rejects.toBeInstanceOf(DependencyUnavailable);
    });
  });
};
