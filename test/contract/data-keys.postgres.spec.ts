import { expect, it } from '@jest/globals';
import { PostgresDataKeys } from '../../src/adapters/postgres/data-keys.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';
import { dataKeysContract } from './data-keys.contract.js';

onEachPostgres((server, database) => {
  dataKeysContract(server, async (monotonicMs) => new PostgresDataKeys(database.pool(), testKeyring, monotonicMs));

  it('P1 stores keys wrapped, and P2 nothing of a destroyed one', async () => {
    const pool = database.pool();
    const keys = new PostgresDataKeys(pool, testKeyring);
    const { id, bytes } = await keys.of('identity/wrapped');
    const wrapped = async () => (await pool.query('select wrapped from data_keys where id = $1', [id])).rows[0].wrapped;
    expect((await wrapped()).includes(Buffer.from(bytes))).toBe(false);
    await keys.destroy('identity/wrapped');
    expect(await wrapped()).toBeNull();
  });

  it('asks the database once for a key in use, and forgets the one that was not used for longest', async () => {
    const pool = database.pool();
    let asked = 0;
    const query = (...parameters: Parameters<typeof pool.query>) => {
      asked++;
      return pool.query(...parameters);
    };
    const counting = Object.create(pool, { query: { value: query } });
    const keys = new PostgresDataKeys(counting, testKeyring, () => 0, 2);
    for (const subject of ['a', 'b', 'c']) await new PostgresDataKeys(pool, testKeyring).of(`identity/${subject}`);
    const use = async (subject: string) => {
      asked = 0;
      await keys.byId((await keys.of(`identity/${subject}`)).id);
      return asked;
    };
    expect([await use('a'), await use('b'), await use('a'), await use('c')]).toEqual([1, 1, 0, 1]);
    expect([await use('a'), await use('b')]).toEqual([0, 1]);
  });
});
