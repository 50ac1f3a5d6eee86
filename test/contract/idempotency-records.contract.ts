import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type {
  IdempotencyRecord,
  IdempotencyRecords,
  KeptResponse,
} from '../../src/application/ports/idempotency-records.js';
import { day, hour, plus } from '../../src/domain/shared/instant.js';

export interface IdempotencySetup {
  /** Another instance on the same records, as after a start. */
  open(): Promise<IdempotencyRecords>;
  /** Lets an instance die as `kill -9` does. */
  kill(instance: IdempotencyRecords): Promise<void>;
}

export const idempotencyRecordsContract = (name: string, setup: () => Promise<IdempotencySetup>) =>
  describe(`IdempotencyRecords on ${name}`, () => {
    const at = '2026-11-22T08:00:00.000Z';
    const expiresAt = plus(at, day);
    const response: KeptResponse = {
      status: 201,
      headers: { 'content-type': 'application/json', etag: '"0"' },
      body: Buffer.from('{"名":"张*"}\n').toString('base64'),
    };
    let instances: IdempotencySetup;
    let records: IdempotencyRecords;
    let key: string;
    const begin = (of: IdempotencyRecords, request = 'request', now = at) =>
      of.begin(key, request, now, plus(now, day));
    /** Asks until the call is no longer running elsewhere, as the HTTP layer does. */
    const beginWaiting = async (of: IdempotencyRecords, now: string): Promise<IdempotencyRecord> => {
      for (;;) {
        const record = await begin(of, 'request', now);
        if (record.state !== 'running') return record;
      }
    };
    beforeEach(async () => {
      instances = await setup();
      records = await instances.open();
      key = randomUUID();
    });

    it('gives the first call the work and every repeat its response, byte for byte', async () => {
      expect(await records.begin(key, 'request', at, expiresAt)).toEqual({
        state: 'started',
        startedAt: at,
        expiresAt,
        attempt: 'first',
      });
      await records.finish(key, response);
      expect(await begin(records)).toEqual({ state: 'finished', response });
      expect(await begin(await instances.open(), 'request', plus(at, hour))).toEqual({ state: 'finished', response });
    });

    it('gives one of many parallel calls the work and tells the others that it runs', async () => {
      const several = await Promise.all([1, 2, 3, 4].map(() => instances.open()));
      const states = await Promise.all(Array.from({ length: 12 }, (_, index) => begin(several[index % 4]!)));
      expect(states.map((record) => record.state).sort()).toEqual([...Array(11).fill('running'), 'started']);
    });

    it('refuses another request under the same key, running or finished', async () => {
      await begin(records);
      expect(await begin(records, 'other')).toEqual({ state: 'other-request' });
      await records.finish(key, response);
      expect(await begin(records, 'other')).toEqual({ state: 'other-request' });
    });

    it('takes a call over from an instance that was killed, with the instant of its first attempt', async () => {
      await begin(records);
      await instances.kill(records);
      const next = await instances.open();
      expect(await beginWaiting(next, plus(at, hour))).toEqual({
        state: 'started',
        startedAt: at,
        expiresAt,
        attempt: 'repeat',
      });
      await next.finish(key, response);
      expect(await begin(next)).toEqual({ state: 'finished', response });
    });

    it('leaves a call to an instance that works on it for longer than a lease', async () => {
      const slow = await instances.open();
      const slowKey = randomUUID();
      await slow.begin(slowKey, 'request', at, expiresAt);
      await begin(records);
      await instances.kill(records);
      const next = await instances.open();
      await beginWaiting(next, at);
      expect(await next.begin(slowKey, 'request', at, expiresAt)).toEqual({ state: 'running' });
      await slow.finish(slowKey, response);
      expect(await next.begin(slowKey, 'request', at, expiresAt)).toEqual({ state: 'finished', response });
    });

    it('gives a dead call to one of several that wait for it', async () => {
      await begin(records);
      await instances.kill(records);
      const waiting = await Promise.all([1, 2, 3].map(() => instances.open()));
      const first = await Promise.race(waiting.map((each) => beginWaiting(each, at)));
      expect(first).toMatchObject({ state: 'started', attempt: 'repeat' });
      expect(await begin(records)).toEqual({ state: 'running' });
      await Promise.all(waiting.map((each) => each.finish(key, response)));
    });

    it('starts an abandoned call again with the instant of its first attempt, for the same request only', async () => {
      await begin(records);
      await records.abandon(key);
      const next = await instances.open();
      expect(await begin(next, 'other')).toEqual({ state: 'other-request' });
      expect(await begin(next, 'request', plus(at, hour))).toEqual({
        state: 'started',
        startedAt: at,
        expiresAt,
        attempt: 'repeat',
      });
    });

    it('starts a forgotten call anew, at its own instant and for any request', async () => {
      await begin(records);
      await records.forget(key);
      const later = plus(at, hour);
      expect(await begin(await instances.open(), 'other', later)).toEqual({
        state: 'started',
        startedAt: later,
        expiresAt,
        attempt: 'first',
      });
    });

    it.each(['finish', 'abandon', 'forget'] as const)('lets nobody %s a call that was taken over', async (end) => {
      await begin(records);
      await instances.kill(records);
      const next = await instances.open();
      await beginWaiting(next, at);
      await records[end](key, { ...response, status: 500 });
      expect(await begin(records)).toEqual({ state: 'running' });
      await next.finish(key, response);
      expect(await begin(records)).toEqual({ state: 'finished', response });
    });

    it('forgets a call after 24 hours of the service clock', async () => {
      await begin(records);
      await records.finish(key, response);
      expect(await begin(records, 'request', plus(expiresAt, -1))).toEqual({ state: 'finished', response });
      expect(await begin(records, 'other', expiresAt)).toEqual({
        state: 'started',
        startedAt: expiresAt,
        expiresAt: plus(expiresAt, day),
        attempt: 'first',
      });
      expect(await begin(records, 'other', expiresAt)).toEqual({ state: 'running' });
    });

    it('P2 forgets the responses of one subject', async () => {
      const [mine, other, nobody] = [randomUUID(), randomUUID(), randomUUID()];
      for (const each of [mine, other, nobody]) await records.begin(each, 'request', at, expiresAt);
      await records.finish(mine, response, 'identity/1');
      await records.finish(other, response, 'identity/2');
      await records.finish(nobody, response);
      await records.deleteFor('identity/1');
      const states = await Promise.all(
        [mine, other, nobody].map((each) => records.begin(each, 'request', at, expiresAt)),
      );
      expect(states.map((record) => record.state)).toEqual(['started', 'finished', 'finished']);
    });
  });
