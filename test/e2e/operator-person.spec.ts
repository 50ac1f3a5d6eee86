import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { readConfig } from '../../src/adapters/composition/config.js';
import {
  erasePerson,
  exportPerson,
  findPerson,
  replayErasures,
} from '../../src/adapters/composition/operator/person.js';
import { Company } from '../support/people/journey.js';
import { createDatabase, withClient } from '../support/servers/postgres.js';
import { RunningProcess } from '../support/servers/running-service.js';

const why = 'request 2026-77 of the person';
let service: RunningProcess;
let directory: string;
let idNumber: string;
beforeAll(async () => {
  service = await RunningProcess.start();
  directory = await mkdtemp(join(tmpdir(), 'realname-person-'));
  const company = await Company.of(service);
  ({ idNumber } = (await company.customer(1)).person);
  const user = { name: '张三', idNumber, realNameLevel: 3 };
  expect((await company.as('operator', 'POST', '/identity-users', { body: user })).verdict).toBe('201');
});
afterAll(async () => {
  await service.dispose();
  await rm(directory, { recursive: true, force: true });
});

const config = async (given: { DATABASE_URL?: string; DATA_DIR?: string } = {}) =>
  readConfig({ DATABASE_URL: await service.databaseUrl(), DATA_DIR: service.dataDir, ...given });
const found = async (at = config()) => {
  const { people } = (await findPerson(await at, idNumber, why)).data as {
    people: { subject: string; status: string }[];
  };
  return Object.fromEntries(people.map(({ subject, status }) => [subject.split('/')[0], { subject, status }]));
};
const keyOf = async (subject: string, url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query('select wrapped from data_keys where subject = $1', [subject]);
    return rows[0].wrapped;
  });

describe('realname person', () => {
  it('finds the accounts of a person, and the search is on record without the number', async () => {
    const { futures, identity } = await found();
    expect([futures!.status, identity!.status]).toEqual(['active', 'inactive']);
    const [{ data }] = (await service.query(
      "select data from events where type = 'OperatorActed' order by position desc limit 1",
    )) as [{ data: object }];
    expect(data).toEqual({
      command: 'person find',
      on: expect.stringMatching(/^[0-9a-f]{64}$/),
      reason: expect.objectContaining({ $sealed: 2 }),
    });
  });

  it('exports all that is kept of a person, clear, with the photos, for the owner of the file alone', async () => {
    const { subject } = (await found()).futures!;
    const file = join(directory, 'person.zip');
    const { found: incomplete, data } = await exportPerson(await config(), subject, file, why);
    expect([incomplete, data]).toEqual([false, { file, records: expect.any(Number), objects: 3, missing: [] }]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const files = unzipSync(await readFile(file));
    const { records } = JSON.parse(Buffer.from(files['records.json']!).toString());
    expect(records[0]).toMatchObject({ type: 'CustomerImported', by: 'staff', data: { idNumber } });
    const [photo] = Object.entries(files).filter(([name]) => /^objects\/[\w-]+\.(jpg|png)$/.test(name));
    expect(photo![1].length).toBeGreaterThan(100);
    await expect(exportPerson(await config(), subject, file, why)).rejects.toThrow(/EEXIST/);
    await expect(exportPerson(await config(), 'somebody', file, why)).rejects.toThrow(/names nobody/);
  });

  it('restricts a customer until the retention ends, and a user not at all', async () => {
    const { futures, identity } = await found();
    const { data } = await erasePerson(await config(), 'restrict', futures!.subject, why);
    expect(data).toMatchObject({ outcome: 'restricted', retainedUntil: expect.stringMatching(/^20\d\d-/) });
    expect((await found()).futures!.status).toMatch(/^restricted until 20/);
    await expect(erasePerson(await config(), 'restrict', identity!.subject, why)).rejects.toThrow(/erased at once/);
  });

  it('P2 erases a user, and again after a restore of a backup from before, by the journal alone', async () => {
    const { subject } = (await found()).identity!;
    await service.kill();
    const url = await service.databaseUrl();
    const backup = await createDatabase(url.replace(/\/[^/]*$/, '/postgres'), new URL(url).pathname.slice(1));
    const restored = { DATABASE_URL: backup, DATA_DIR: join(directory, 'restored') };
    await cp(service.dataDir, restored.DATA_DIR, { recursive: true });

    expect((await erasePerson(await config(), 'erase', subject, why)).data).toMatchObject({ outcome: 'erased' });
    expect((await found()).identity).toBeUndefined();
    expect(await keyOf(subject, url)).toBeNull();
    expect(await keyOf(subject, backup)).not.toBeNull();

    const journal = join(service.dataDir, 'erasures.ndjson');
    expect(JSON.parse((await readFile(journal, 'utf8')).trim())).toEqual({ subject, at: expect.any(String) });
    const replayed = await replayErasures(await config(restored), journal, why);
    expect(replayed.data).toEqual({ erased: [{ subject, outcome: 'erased' }] });
    expect(await keyOf(subject, backup)).toBeNull();
    expect((await found(config(restored))).identity).toBeUndefined();
  });

  it('a lost certificate authority is named, and none is made in its place', async () => {
    const lost = { DATA_DIR: join(directory, 'lost') };
    await cp(service.dataDir, lost.DATA_DIR, { recursive: true });
    await rm(join(lost.DATA_DIR, 'pki'), { recursive: true });
    await expect(found(config(lost))).rejects.toThrow(/is lost.* restore it from a backup/);
    await expect(stat(join(lost.DATA_DIR, 'pki'))).rejects.toThrow(/ENOENT/);
  });
});
