import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { currentWrapper, PostgresDataKeys } from '../../src/adapters/postgres/data-keys.js';
import { countWrapped, rewrap } from '../../src/adapters/postgres/rewrap.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { onEachPostgres } from '../support/servers/service-database.js';

onEachPostgres((_server, database) => {
  it('P1 wraps every data key by another key, goes on after a break, and opens each at any moment', async () => {
    const pool = database.pool();
    const [master, second] = [randomBytes(32), randomBytes(32)];
    const before = new Keyring(master);
    const both = new Keyring(master, [second]);
    const [, to] = [...both.wrappers.keys()];
    const subjects = Array.from({ length: 450 }, (_, n) => `identity/${n}`);
    const made = new Map<string, Uint8Array>();
    const keys = new PostgresDataKeys(pool, both);
    for (const subject of subjects) made.set(subject, (await keys.of(subject)).bytes);
    await keys.destroy('identity/7');
    expect(await countWrapped(pool)).toEqual([{ wrapper: 'master', keys: 449 }]);
    await expect(rewrap(pool, before, to!)).rejects.toThrow(DependencyUnavailable);
    expect(await currentWrapper(pool)).toBe('master');

    const broken = rewrap(pool, both, to!, () => {
      throw new Error('broke off');
    });
    await expect(broken).rejects.toThrow('broke off');
    expect((await countWrapped(pool)).map(({ keys: count }) => count)).toEqual([200, 249]);
    const halfway = new PostgresDataKeys(pool, both);
    for (const subject of subjects.filter((each) => each !== 'identity/7'))
      expect((await halfway.of(subject)).bytes).toEqual(made.get(subject));

    await halfway.of('identity/new');
    expect(await rewrap(pool, both, to!)).toBe(249);
    expect(await countWrapped(pool)).toEqual([{ wrapper: to, keys: 450 }]);
    expect((await new PostgresDataKeys(pool, both).of('identity/1')).bytes).toEqual(made.get('identity/1'));
    await expect(new PostgresDataKeys(pool, before).of('identity/1')).rejects.toThrow(DependencyUnavailable);
    expect(await rewrap(pool, both, 'master')).toBe(450);
    expect((await new PostgresDataKeys(pool, before).of('identity/1')).bytes).toEqual(made.get('identity/1'));
  });
});
