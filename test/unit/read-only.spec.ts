import { describe, expect, it, jest } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { ports } from '../../src/adapters/composition/ports.js';
import { poll } from '../../src/adapters/postgres-server/polling.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { absent } from '../../src/adapters/read-only/absent.js';
import { ReadOnlyDataKeys } from '../../src/adapters/read-only/read-only-data-keys.js';
import { ReadOnlyEventStore } from '../../src/adapters/read-only/read-only-event-store.js';
import { ReadOnlyObjects } from '../../src/adapters/read-only/read-only-objects.js';
import type { ObjectStore } from '../../src/application/ports/object-store.js';
import type { ShortLived } from '../../src/application/ports/short-lived.js';
import { ReadOnlyService } from '../../src/application/ports/unavailable.js';
import { newEvent } from '../contract/event-store.events.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

describe('adapters of a read-only service', () => {
  it('the log takes no event and no rehearsal, and is read as it is', async () => {
    const store = new MemoryEventStore();
    await store.append('a-1', 'no-stream', [newEvent()]);
    const readOnly = new ReadOnlyEventStore(store);
    await expect(readOnly.append()).rejects.toThrow(ReadOnlyService);
    await expect(readOnly.rehearse()).rejects.toThrow(ReadOnlyService);
    expect(await readOnly.head()).toBe(await store.head());
  });

  it('P1 data keys open what is sealed; none is made, none destroyed', async () => {
    const keys = new MemoryDataKeys();
    const { id } = await keys.of('identity/1');
    const readOnly = new ReadOnlyDataKeys(keys);
    expect((await readOnly.byId(id))?.subject).toBe('identity/1');
    await expect(readOnly.of()).rejects.toThrow(ReadOnlyService);
    await expect(readOnly.destroy()).rejects.toThrow(ReadOnlyService);
    expect(await keys.byId(id)).toBeDefined();
  });

  it('objects are given, not put and not deleted', async () => {
    const asked: string[] = [];
    const objects = new Proxy({} as ObjectStore, { get: (_, name) => async () => void asked.push(String(name)) });
    const readOnly = new ReadOnlyObjects(objects);
    await readOnly.get('1');
    await expect(readOnly.put()).rejects.toThrow(ReadOnlyService);
    await expect(readOnly.delete()).rejects.toThrow(ReadOnlyService);
    expect(asked).toEqual(['get']);
  });

  it('what is absent refuses each call, and is no promise', async () => {
    const shortLived = absent<ShortLived>();
    await expect(shortLived.find('session', 'x')).rejects.toThrow(ReadOnlyService);
    expect(await shortLived).toBe(shortLived);
  });

  it('stand behind every port that writes by itself or for a caller', () => {
    const written = ports.filter(({ readOnly }) => readOnly).map(({ token }) => token.name);
    expect(written).toEqual([
      'Timers',
      'DataKeys',
      'IdempotencyRecords',
      'ShortLived',
      'VideoQueue',
      'VideoSignals',
      'NoticeDeliveries',
    ]);
  });
});

describe('a PostgreSQL server that takes no writes', () => {
  it('has sessions that are read-only', () => {
    expect(new PostgresServer('postgresql://nobody', () => {}, 'realname', true).sessionSettings).toEqual({
      default_transaction_read_only: 'on',
    });
    expect(new PostgresServer('postgresql://nobody').sessionSettings).toEqual({});
  });

  it('is looked at every second in place of LISTEN, which a standby refuses', () => {
    jest.useFakeTimers();
    try {
      const over = new AbortController();
      const connected = jest.fn();
      poll({ connected }, over.signal);
      jest.advanceTimersByTime(3_000);
      expect(connected).toHaveBeenCalledTimes(4);
      over.abort();
      jest.advanceTimersByTime(3_000);
      poll({ connected }, over.signal);
      expect(connected).toHaveBeenCalledTimes(4);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('READ_ONLY', () => {
  it('needs a server of its own, and makes no people', () => {
    expect(() => readConfig({ READ_ONLY: 'on' })).toThrow('READ_ONLY=on needs DATABASE_URL');
    const config = readConfig({ READ_ONLY: 'on', DATABASE_URL: 'postgresql://standby/realname' });
    expect(config).toMatchObject({ readOnly: true, sandboxSeed: false });
    expect(readConfig({}).readOnly).toBe(false);
  });
});
