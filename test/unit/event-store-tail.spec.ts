import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from '../../src/adapters/postgres/event-store-pages.js';
import { Tail } from '../../src/adapters/postgres/event-store-tail.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';

const pageSize = 3;

describe('Tail', () => {
  let log: number;
  let reads: string[];
  let tail: Tail;
  const event = (position: number) => ({ position: String(position) }) as StoredEvent;
  const read = async (after: string): Promise<Page> => {
    reads.push(after);
    const count = Math.min(log - Number(after), pageSize);
    const events = Array.from({ length: count }, (_, n) => event(Number(after) + n + 1));
    return { events, bytes: count, isLast: count < pageSize };
  };
  const places = ({ events }: Page) => events.map(({ position }) => Number(position));
  /** A subscription from `after` to the end, as often as it is woken. */
  const follow = async (after: number, wakeUps = 1): Promise<number[]> => {
    const seen: number[] = [];
    for (;;) {
      const page = await tail.next(String(after), wakeUps);
      seen.push(...places(page));
      after = seen.at(-1) ?? after;
      if (page.isLast) return seen;
    }
  };

  beforeEach(() => {
    log = 8;
    reads = [];
    tail = new Tail(read);
  });

  it('gives each follower every event once, in order, wherever it begins', async () => {
    for (const after of [0, 5, 8, 2, 7]) {
      expect(await follow(after)).toEqual(Array.from({ length: 8 - after }, (_, n) => after + n + 1));
    }
    log = 20;
    for (const after of [8, 3, 19, 20]) {
      expect(await follow(after, 2)).toEqual(Array.from({ length: 20 - after }, (_, n) => after + n + 1));
    }
  });

  it('reads once what many followers wait for', async () => {
    await follow(0);
    reads = [];
    log = 10;
    const all = await Promise.all(Array.from({ length: 12 }, () => follow(8, 2)));
    expect(all).toEqual(Array(12).fill([9, 10]));
    expect(reads).toEqual(['8']);
  });

  it('does not call a page the last that was read before the caller was woken', async () => {
    await follow(0);
    const before = tail.next('8', 1);
    log = 9;
    const [old, joined] = await Promise.all([before, tail.next('8', 2)]);
    expect(old).toMatchObject({ events: [], isLast: true });
    expect(joined).toMatchObject({ events: [], isLast: false });
    expect(await follow(8, 2)).toEqual([9]);
  });

  it('asks again after a failure', async () => {
    const failing = new Tail(async (after) => {
      if (reads.length === 0) {
        reads.push('failed');
        throw new Error('away');
      }
      return read(after);
    });
    await expect(failing.next('7', 1)).rejects.toThrow('away');
    expect(places(await failing.next('7', 1))).toEqual([8]);
  });

  it('reads everything again after it forgot, and keeps nothing of a read that was on its way', async () => {
    await follow(0);
    const before = tail.next('8', 1);
    tail.forget();
    log = 5;
    await before;
    reads = [];
    expect(await follow(3, 2)).toEqual([4, 5]);
    expect(reads).toEqual(['3']);
  });

  it('gives what was appended here to its followers, unread, and to the live ones says that it is the last', async () => {
    await follow(0);
    reads = [];
    expect(tail.extend([event(9), event(10)], 2, 1)).toBe(true);
    log = 10;
    expect(await tail.next('8', 2, true)).toMatchObject({ isLast: true });
    expect(await tail.next('8', 2)).toMatchObject({ isLast: false });
    expect(reads).toEqual([]);
    expect(await follow(8, 2)).toEqual([9, 10]);
    expect(await follow(9, 2)).toEqual([10]);
    expect(reads).toEqual(['10', '10']);
  });

  it('keeps no appended event behind a gap, nor one it has', async () => {
    await follow(0);
    expect([tail.extend([event(10)], 1, 1), tail.extend([event(8)], 1, 1), tail.extend([], 0, 1)]).toEqual([
      false,
      false,
      false,
    ]);
    log = 10;
    expect(await follow(8, 2)).toEqual([9, 10]);
    expect([tail.covers('10'), tail.covers('11')]).toEqual([true, false]);
  });

  it('does not call appended events the last when others were announced meanwhile', async () => {
    await follow(0);
    tail.extend([event(9)], 1, 2);
    log = 10;
    expect(await tail.next('8', 3, true)).toMatchObject({ isLast: false });
    expect(await follow(8, 3)).toEqual([9, 10]);
  });

  it('keeps the newest events alone', async () => {
    await follow(0);
    for (let position = 9; position < 3_000; position++) tail.extend([event(position)], 10_000, 1);
    log = 2_999;
    reads = [];
    expect(await follow(2_900)).toHaveLength(99);
    expect(reads).toEqual(['2999']);
    expect((await follow(8)).length).toBe(2_991);
  });
});
