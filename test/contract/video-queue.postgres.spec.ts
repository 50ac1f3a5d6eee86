import { PostgresVideoQueue } from '../../src/adapters/postgres/video-queue.js';
import { onEachPostgres } from '../support/servers/service-database.js';
import { videoQueueContract } from './video-queue.contract.js';

onEachPostgres((server, database) => {
  videoQueueContract(server, async () => new PostgresVideoQueue(database.pool()));
});
