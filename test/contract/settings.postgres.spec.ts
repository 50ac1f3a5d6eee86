import { beforeEach, expect, it } from '@jest/globals';
import { assertSameMasterKey, assertSandbox, macsBeginAfter } from '../../src/adapters/postgres/settings.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';

onEachPostgres((_, database) => {
  beforeEach(() => database.pool().query('delete from settings'));

  it('takes the first master key for good and refuses another', async () => {
    await assertSameMasterKey(database.pool(), testKeyring);
    await assertSameMasterKey(database.pool(), new Keyring(Buffer.alloc(32, 7)));
    await expect(assertSameMasterKey(database.pool(), new Keyring(Buffer.alloc(32, 8)))).rejects.toThrow('MASTER_KEY');
    await assertSameMasterKey(database.pool(), testKeyring);
  });

  it('lets one of two first starts with different master keys win', async () => {
    const starts = [1, 2].map((byte) => assertSameMasterKey(database.pool(), new Keyring(Buffer.alloc(32, byte))));
    const outcomes = await Promise.allSettled(starts);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('notes once where MACs of events begin, and refuses a note that was altered', async () => {
    const begins = (head?: string) => macsBeginAfter(database.pool(), testKeyring, head);
    expect(await begins('17')).toBe('17');
    expect(await begins('40')).toBe('17');
    await database.pool().query("update settings set value = replace(value, '17', '40')");
    await expect(begins('40')).rejects.toThrow('altered');
    await database.pool().query('delete from settings');
    expect(await begins()).toBeUndefined();
    expect(await begins('40')).toBeUndefined();
  });

  it('refuses real providers on data made in a sandbox', async () => {
    await assertSandbox(database.pool(), true);
    await assertSandbox(database.pool(), true);
    await expect(assertSandbox(database.pool(), false)).rejects.toThrow('made in a sandbox');
  });

  it('refuses a sandbox on data made with real providers', async () => {
    await assertSandbox(database.pool(), false);
    await assertSandbox(database.pool(), false);
    await expect(assertSandbox(database.pool(), true)).rejects.toThrow('made with real providers');
  });
});
