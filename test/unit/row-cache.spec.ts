import { beforeEach, describe, expect, it } from '@jest/globals';
import { listTag, RowCache, rowTag } from '../../src/adapters/typeorm/row-cache.js';

describe('RowCache', () => {
  let cache: RowCache;
  let loads: number;
  const tag = rowTag('profile', 'a');
  const read = (of = tag, what = 'row') => cache.read(of, what, async () => ({ load: ++loads }));
  const changed = (key: string, index: [string, string][] = []) => cache.forget([{ model: 'profile', key, index }]);

  beforeEach(() => {
    cache = new RowCache();
    cache.open();
    loads = 0;
  });

  it('answers from memory until the row changes', async () => {
    await read();
    await read();
    changed('b');
    expect(await read()).toEqual({ load: 1 });
    changed('a');
    expect(await read()).toEqual({ load: 2 });
  });

  it('forgets a list when a row that is or was in it changes, and no other list', async () => {
    const open = listTag('profile', 'status', '=open');
    const closed = listTag('profile', 'status', '=closed');
    await read(open);
    await read(closed);
    changed('x', [
      ['status', '=open'],
      ['owner', '=o'],
    ]);
    expect(await read(open)).toEqual({ load: 3 });
    expect(await read(closed)).toEqual({ load: 2 });
  });

  it('keeps nothing that was under way when a commit changed it', async () => {
    let arrive = (_: string) => {};
    const old = cache.read(tag, 'row', () => new Promise<string>((resolve) => (arrive = resolve)));
    changed('a');
    arrive('old');
    expect(await old).toBe('old');
    expect(await read()).toEqual({ load: 1 });
  });

  it('keeps nothing while commits are not heard of, nor anything from before', async () => {
    await read();
    cache.close();
    expect(await read()).toEqual({ load: 2 });
    expect(await read()).toEqual({ load: 3 });
    cache.open();
    expect(await read()).toEqual({ load: 4 });
  });

  it('keeps no failure', async () => {
    await expect(cache.read(tag, 'row', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await read()).toEqual({ load: 1 });
  });

  it('forgets what was not used for longest, and never holds more than its bound', async () => {
    for (let n = 0; n < 5_000; n++) await read(rowTag('profile', String(n)));
    await read(rowTag('profile', '0'));
    await read(rowTag('profile', '5000'));
    expect(await read(rowTag('profile', '0'))).toEqual({ load: 1 });
    expect(await read(rowTag('profile', '1'))).toEqual({ load: 5_002 });
  });

  it('lets nobody change what others are given', async () => {
    const value = await cache.read(tag, 'row', async () => ({ list: [{ of: 'all' }] }));
    expect(() => value.list.push({ of: 'mine' })).toThrow(TypeError);
    expect(() => Object.assign(value.list[0]!, { of: 'mine' })).toThrow(TypeError);
  });
});
