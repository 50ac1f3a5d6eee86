import { expect, it } from '@jest/globals';
import { PostgresNoticeDeliveries } from '../../src/adapters/postgres/notice-deliveries.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { onEachPostgres } from '../support/servers/service-database.js';
import { noticeDeliveriesContract } from './notice-deliveries.contract.js';

onEachPostgres((server, database) =>
  noticeDeliveriesContract(server, () => new PostgresNoticeDeliveries(database.pool())),
);

it('says unavailable when the server is not there', async () => {
  const pool = createPool('postgresql://nobody@127.0.0.1:1/none');
  const delivery = { eventId: 'e', receiver: 'r', at: '2026-11-22T08:00:00.000Z' };
  await expect(new PostgresNoticeDeliveries(pool).begin(delivery)).rejects.toThrow(DependencyUnavailable);
  await pool.end();
});
