import { expect, it } from '@jest/globals';
import { PostgresCrlNumbers } from '../../src/adapters/postgres/crl-numbers.js';
import { createPool } from '../../src/adapters/postgres-server/pool.js';
import { DependencyUnavailable, ReadOnlyService } from '../../src/application/ports/unavailable.js';
import { day } from '../../src/domain/shared/instant.js';
import { onEachPostgres } from '../support/servers/service-database.js';
import { crlNumbersContract } from './crl-numbers.contract.js';

const now = '2026-11-22T08:00:00.000Z';

onEachPostgres((server, database) => {
  const open = async () => new PostgresCrlNumbers(database.pool());

  crlNumbersContract(server, open);

  it('starts at 1, also for callers that are the first together', async () => {
    await database.pool().query('delete from crl_numbers');
    expect(await (await open()).lastUpdate()).toBeUndefined();
    const callers = await Promise.all(Array.from({ length: 8 }, open));
    const answers = await Promise.all(callers.map((caller) => caller.current('[]', now, day)));
    for (const answer of answers) expect(answer).toEqual({ number: 1n, thisUpdate: now });
  });

  it('where nothing is issued, the last list is shown as it was, however old, and no other (F28)', async () => {
    await database.pool().query('delete from crl_numbers');
    const readOnly = new PostgresCrlNumbers(database.pool(), true);
    await expect(readOnly.current('[]', now, day)).rejects.toThrow(ReadOnlyService);
    const issued = await (await open()).current('[]', now, day);
    expect(await readOnly.current('[]', '2027-11-22T08:00:00.000Z', day)).toEqual(issued);
    await expect(readOnly.current('[1]', now, day)).rejects.toThrow(ReadOnlyService);
  });

  it('counts on where a JSON number would round', async () => {
    const numbers = await open();
    await numbers.current('[]', now, day);
    await database.pool().query('update crl_numbers set number = 9007199254740992');
    expect((await numbers.current('[1]', now, day)).number).toBe(9007199254740993n);
  });
});

it('says unavailable when the server is not there', async () => {
  const pool = createPool('postgresql://nobody@127.0.0.1:1/none');
  await expect(new PostgresCrlNumbers(pool).current('[]', now, day)).rejects.toThrow(DependencyUnavailable);
  await pool.end();
});
