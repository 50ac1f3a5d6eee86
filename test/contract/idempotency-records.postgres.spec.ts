import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { PostgresIdempotencyRecords } from '../../src/adapters/postgres/idempotency-records.js';
import { SystemClock } from '../../src/adapters/system-clock/system-clock.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { eventually } from '../support/eventually.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';
import { idempotencyRecordsContract } from './idempotency-records.contract.js';

const leaseMs = 1000;

onEachPostgres((server, database) => {
  const open = async () =>
    database.closing(new PostgresIdempotencyRecords(database.pool(), testKeyring, new SystemClock(), leaseMs));

  // Closed, an instance renews no lease any more: to the database it is as dead as after a `kill -9`.
  idempotencyRecordsContract(server, async () => ({
    open,
    kill: async (records) => (records as PostgresIdempotencyRecords).close(),
  }));

  it('seals responses', async () => {
    const records = await open();
    const key = randomUUID();
    const body = Buffer.from('{"maskedName":"张*"}').toString('base64');
    await records.begin(key, 'request', '2026-11-22T08:00:00.000Z', '2026-11-23T08:00:00.000Z');
    await records.finish(key, { status: 200, headers: {}, body });
    const { rows } = await database.pool().query('select response from idempotency_records where key = $1', [key]);
    expect(rows[0].response.includes(body)).toBe(false);
  });

  it('an answer that another release kept in another shape is not given: unavailable here', async () => {
    const records = await open();
    const key = randomUUID();
    const begin = () => records.begin(key, 'request', '2026-11-22T08:00:00.000Z', '2026-11-23T08:00:00.000Z');
    await begin();
    await records.finish(key, { version: 2, answer: {} } as never);
    await expect(begin()).rejects.toThrow(DependencyUnavailable);
  });

  it('removes expired records by itself, though nobody calls', async () => {
    const clock = new ManualClock('2026-11-24T08:00:00.000Z');
    const records = database.closing(new PostgresIdempotencyRecords(database.pool(), testKeyring, clock, leaseMs, 10));
    const pool = database.pool();
    await pool.query('delete from idempotency_records');
    await records.begin('old', 'request', '2026-11-22T08:00:00.000Z', '2026-11-23T08:00:00.000Z');
    await records.begin('new', 'request', '2026-11-24T08:00:00.000Z', '2026-11-25T08:00:00.000Z');
    await eventually(async () => {
      const { rows } = await pool.query('select key from idempotency_records');
      expect(rows).toEqual([{ key: 'new' }]);
    });
  });
});
