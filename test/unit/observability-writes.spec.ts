import { describe, expect, it, jest } from '@jest/globals';
import { ClockSkew } from '../../src/adapters/observability/clock-skew.js';
import { Metrics } from '../../src/adapters/observability/metrics.js';
import { ObservedEventStore } from '../../src/adapters/observability/observed-event-store.js';
import { WriteWatch } from '../../src/adapters/observability/write-watch.js';
import { newId } from '../../src/application/core/ids.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

const full = () =>
  Promise.reject(new DependencyUnavailable('event store', { cause: Object.assign(new Error(), { code: '53100' }) }));

describe('whether writes go through', () => {
  const watched = () => {
    let elapsed = 0;
    const writes = new WriteWatch(() => elapsed);
    const memory = new MemoryEventStore();
    const store = new ObservedEventStore(memory, new Metrics(), writes);
    const rehearsed: string[] = [];
    let outcome = async () => {};
    return {
      writes,
      memory,
      rehearsed,
      append: () =>
        store.append(`claim-${newId()}`, 'no-stream', [{ id: newId(), type: 'A', data: {}, metadata: {} as never }]),
      after: (ms: number) => {
        elapsed += ms;
      },
      become: (now: () => Promise<void>) => {
        outcome = now;
      },
      check: () =>
        writes.check(() => {
          rehearsed.push('rehearsed');
          return outcome();
        }),
    };
  };

  it('is not asked as long as nothing fails', async () => {
    const { append, check, rehearsed } = watched();
    await append();
    expect(await check()).toBeUndefined();
    expect(rehearsed).toEqual([]);
  });

  it('is denied from an append that failed until one goes through, be it a rehearsed one', async () => {
    const { append, after, become, check, memory, rehearsed } = watched();
    await append();
    memory.append = full;
    become(full);
    await expect(append()).rejects.toThrow(DependencyUnavailable);
    after(12_000);
    expect(await check()).toBe('event store is unavailable (53100), last append 12 s ago');
    become(async () => {});
    expect(await check()).toBeUndefined();
    expect(await check()).toBeUndefined();
    expect(rehearsed).toEqual(['rehearsed', 'rehearsed']);
  });

  it('is denied where appends fail for a reason of their own, and told by its code', async () => {
    const { append, become, check, memory } = watched();
    const denied = () => Promise.reject(Object.assign(new Error('permission denied'), { code: '42501' }));
    memory.append = denied;
    become(denied);
    await expect(append()).rejects.toThrow('permission denied');
    expect(await check()).toBe('appends fail (42501), no append since the start');
  });

  it('is doubted after a call that failed, since something before its append may have been a write', async () => {
    const { become, check, writes } = watched();
    become(full);
    writes.served({ status: 503, route: '/health/ready' });
    writes.served({ status: 409, route: '/v1/captchas' });
    expect(await check()).toBeUndefined();
    writes.served({ status: 503, route: '/v1/captchas' });
    expect(await check()).toContain('53100');
  });

  it('is believed after an append, and not doubted by a conflict', async () => {
    const { append, become, check, writes } = watched();
    become(full);
    writes.doubt();
    await append();
    expect(await check()).toBeUndefined();
  });
});

describe('the clock of this machine', () => {
  const measured = () => {
    const lines: unknown[] = [];
    const skew = new ClockSkew((...line) => lines.push(line));
    const note = (ahead: number, way = 0) =>
      skew.note({ clock: { server: 1_000_000 - ahead, asked: 1_000_000 - way / 2, answered: 1_000_000 + way / 2 } });
    return { lines, note, skew };
  };

  it('is told once above 5 s from the database server, and once when it agrees again', () => {
    const { lines, note } = measured();
    for (const ahead of [0, 5_000, -7_000, -8_000, 6_000, 0, 1]) note(ahead);
    expect(lines).toEqual([
      ['warn', 'the clock differs from the database server', { secondsAhead: -7 }],
      ['info', 'the clock agrees with the database server again', { secondsAhead: 0 }],
    ]);
  });

  it('is not blamed for what the way there and back explains', () => {
    const { lines, note } = measured();
    note(5_500, 4_000);
    expect(lines).toEqual([]);
  });

  it('is told to Prometheus once it is measured', async () => {
    const { note, skew } = measured();
    const metrics = new Metrics();
    skew.addTo(metrics);
    expect(await metrics.text()).not.toMatch(/^realname_clock_skew_seconds /m);
    note(-2_500);
    expect(await metrics.text()).toContain('realname_clock_skew_seconds -2.5');
  });

  it('is measured at once and again, also after a server that was away', async () => {
    jest.useFakeTimers();
    const { lines, skew } = measured();
    let asked = 0;
    const end = skew.watch(async () => {
      if (++asked === 1) throw new DependencyUnavailable('postgres');
      return { clock: { server: 0, asked: 9_000, answered: 9_000 } };
    });
    await jest.advanceTimersByTimeAsync(15_000);
    end();
    await jest.advanceTimersByTimeAsync(60_000);
    jest.useRealTimers();
    expect(asked).toBe(2);
    expect(lines).toHaveLength(1);
  });
});
