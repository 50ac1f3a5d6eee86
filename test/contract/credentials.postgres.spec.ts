import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { PostgresCredentials } from '../../src/adapters/postgres/credentials.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { MemoryCredentials } from '../support/memory/credentials.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';
import { credentialsContract } from './credentials.contract.js';

const inMemory = new MemoryCredentials();
credentialsContract('memory', async () => inMemory);

onEachPostgres((server, database) => {
  const open = async () => new PostgresCredentials(database.pool(), testKeyring);
  credentialsContract(server, open);

  it('P1 leaves nothing of user, credential and hash in clear', async () => {
    const [user, credential] = [randomUUID(), randomUUID()];
    await (await open()).put(user, credential, '$argon2id$v=19$m=19456');
    const { rows } = await database
      .pool()
      .query(`select row_to_json(t)::text || encode(sealed, 'escape') as all from credentials t`);
    for (const clear of [user, credential, 'argon2id']) expect(JSON.stringify(rows)).not.toContain(clear);
  });

  it('refuses a hash that was moved to another row', async () => {
    const [user, credential, other] = [randomUUID(), randomUUID(), randomUUID()];
    const credentials = await open();
    await credentials.put(user, credential, '$argon2id$1');
    await credentials.put(user, other, '$argon2id$2');
    const { rows } = await database.pool().query('select id, sealed from credentials order by id desc limit 1');
    await database.pool().query('update credentials set sealed = $1 where id <> $2', [rows[0].sealed, rows[0].id]);
    const reads = await Promise.allSettled([credentials.get(user, credential), credentials.get(user, other)]);
    expect(reads.some(({ status }) => status === 'rejected')).toBe(true);
  });
});

it('says unavailable when the server is not there', async () => {
  const pool = createPool('postgresql://nobody@127.0.0.1:1/none');
  const credentials = new PostgresCredentials(pool, testKeyring);
  await expect(credentials.get('user', 'credential')).rejects.toThrow(DependencyUnavailable);
  await pool.end();
});
