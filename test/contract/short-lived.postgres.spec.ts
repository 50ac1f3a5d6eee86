import { expect, it } from '@jest/globals';
import { PostgresShortLived } from '../../src/adapters/postgres/short-lived.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { day } from '../../src/domain/shared/instant.js';
import { eventually } from '../support/eventually.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';
import { shortLivedContract } from './short-lived.contract.js';

onEachPostgres((server, database) => {
  shortLivedContract(server, async (clock) => new PostgresShortLived(database.pool(), testKeyring, clock));

  it('P1 leaves nothing of key, group and value in clear', async () => {
    const pool = database.pool();
    const clock = new ManualClock('2026-11-22T08:00:00.000Z');
    const store = new PostgresShortLived(pool, testKeyring, clock);
    await store.put('sms-code', '+8613800138000', { mobile: '+8613800138000' }, '2030-01-01T00:00:00.000Z', {
      group: '13800138000',
      proof: '13800138000',
    });
    const { rows } = await pool.query(
      `select row_to_json(t)::text || encode(sealed, 'escape') as all from short_lived t`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('13800138000');
  });

  it('removes by itself what expired more than a day ago, and nothing that may come back with the clock', async () => {
    const pool = database.pool();
    const clock = new ManualClock('2040-01-01T00:00:00.000Z');
    const store = database.closing(new PostgresShortLived(pool, testKeyring, clock, 10));
    const count = async () => (await pool.query('select count(*)::int as n from short_lived')).rows[0].n;
    await pool.query('delete from short_lived');
    await store.put('identity-ticket', 'old', {}, '2039-12-30T23:59:59.999Z');
    await store.put('identity-ticket', 'yesterday', { kept: true }, '2039-12-31T00:00:00.000Z');
    await store.put('identity-ticket', 'other', {}, '2040-01-02T00:00:00.000Z');
    await eventually(async () => expect(await count()).toBe(2));
    clock.advance(-2 * day);
    expect(await store.get('identity-ticket', 'yesterday')).toEqual({ kept: true });
    expect(await store.get('identity-ticket', 'old')).toBeUndefined();
  });
});

it('says unavailable when the server is not there', async () => {
  const pool = createPool('postgresql://nobody@127.0.0.1:1/none');
  await pool.end();
  const clock = new ManualClock('2026-11-22T08:00:00.000Z');
  const store = new PostgresShortLived(pool, testKeyring, clock);
  await expect(store.put('identity-ticket', 'key', {}, clock.now())).rejects.toThrow(DependencyUnavailable);
  await expect(store.get('identity-ticket', 'key')).rejects.toThrow(DependencyUnavailable);
  await expect(store.take('identity-ticket', 'key')).rejects.toThrow(DependencyUnavailable);
  await expect(store.extend('identity-ticket', 'key', clock.now())).rejects.toThrow(DependencyUnavailable);
  await expect(store.findGroup('identity-ticket', 'group')).rejects.toThrow(DependencyUnavailable);
  await expect(store.reserve('identity-ticket', 'key', 'command')).rejects.toThrow(DependencyUnavailable);
  await expect(store.spend('identity-ticket', 'key', 'command', clock.now())).rejects.toThrow(DependencyUnavailable);
  await expect(store.release('identity-ticket', 'key', 'command')).rejects.toThrow(DependencyUnavailable);
  await expect(store.delete('identity-ticket', 'key')).rejects.toThrow(DependencyUnavailable);
  await expect(store.deleteGroup('identity-ticket', 'group')).rejects.toThrow(DependencyUnavailable);
});
