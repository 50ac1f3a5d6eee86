import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Pool } from 'pg';
import { PostgresDataKeys } from '../../src/adapters/postgres/data-keys.js';
import { type Folded, FoldedStates } from '../../src/application/core/folded-states.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { openedForMs, ShortMemory } from '../../src/application/core/short-memory.js';

/** A minute, and the time between two sweeps. */
const gone = openedForMs + 15_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('short memory', () => {
  it('P2 forgets what nobody asks for any more, and then leaves no timer behind', () => {
    const memory = new ShortMemory<string>(100);
    for (let n = 0; n < 50; n++) memory.set(String(n), 'opened', 1, performance.now() + openedForMs);
    jest.advanceTimersByTime(openedForMs - 1);
    expect([memory.size, memory.get('0')]).toEqual([50, 'opened']);
    jest.advanceTimersByTime(15_001);
    expect([memory.size, memory.weight, jest.getTimerCount()]).toEqual([0, 0, 0]);
    memory.set('again', 'opened', 1, performance.now() + openedForMs);
    jest.advanceTimersByTime(gone);
    expect([memory.size, jest.getTimerCount()]).toEqual([0, 0]);
  });

  it('answers nothing whose time is over, before it is swept too', () => {
    const memory = new ShortMemory<string>(100);
    memory.set('a', 'opened', 1, performance.now() + 1_000);
    jest.advanceTimersByTime(1_000);
    expect(memory.get('a')).toBeUndefined();
  });

  it('is bounded by weight: the least recently used go first', () => {
    const memory = new ShortMemory<string>(100);
    const until = performance.now() + openedForMs;
    for (const key of ['a', 'b', 'c']) memory.set(key, key, 30, until);
    memory.get('a');
    memory.set('d', 'd', 50, until);
    expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key))).toEqual(['a', undefined, undefined, 'd']);
    memory.set('d', 'd', 10, until);
    expect(memory.weight).toBe(40);
    memory.set('too much', 'x', 101, until);
    expect([memory.size, memory.weight]).toEqual([0, 0]);
  });
});

describe('what is opened', () => {
  const folded = (bytes: number, revision = 0n): Folded<string> => {
    const last = { person: undefined, lastAt: undefined, lastPosition: undefined, depth: 0 };
    return { state: 'opened', revision, ...last, commands: new Map(), commandsSince: '', bytes };
  };

  it('P2 folded states are gone after a minute and a sweep, however often they were written to', () => {
    const states = new FoldedStates();
    for (let n = 0; n < 10; n++) {
      states.set('Any-1', folded(10, BigInt(n)));
      jest.advanceTimersByTime(5_000);
    }
    expect(states.get('Any-1')).toBeDefined();
    jest.advanceTimersByTime(gone - 50_000);
    expect([states.get('Any-1'), jest.getTimerCount()]).toEqual([undefined, 0]);
  });
  it('folded states are bounded in bytes, not in number', () => {
    const states = new FoldedStates();
    for (let n = 0; n < 100; n++) states.set(`Any-${n}`, folded(1_000_000));
    expect(Array.from({ length: 100 }, (_, n) => states.get(`Any-${n}`)).filter(Boolean)).toHaveLength(63);
  });
  it('the newer of two folds of a stream is kept', () => {
    const states = new FoldedStates();
    states.set('Any-1', folded(1, 5n));
    states.set('Any-1', folded(1, 4n));
    expect(states.get('Any-1')?.revision).toBe(5n);
  });
  it('P2 data keys are gone after a minute and a sweep', async () => {
    const rows: { id: string; subject: string; wrapped: Buffer; wrapper: string }[] = [];
    const query = async ({ text, values }: { text: string; values: [string, string, Buffer, string] }) => {
      const [id, subject, wrapped, wrapper] = values;
      if (text.startsWith('insert')) rows.push({ id, subject, wrapped, wrapper });
      return { rows };
    };
    const keys = new PostgresDataKeys({ query } as unknown as Pool, new Keyring(randomBytes(32)));
    await keys.of('futures/0038/1');
    expect(jest.getTimerCount()).toBeGreaterThan(0);
    jest.advanceTimersByTime(gone);
    expect(jest.getTimerCount()).toBe(0);
  });
});
