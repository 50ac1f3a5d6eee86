import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { eventually } from '../support/eventually.js';
import { type Answer, Company, send } from '../support/people/journey.js';
import { idNumberOf, mobileOf } from '../support/people/sign-in-page.js';
import { createDatabase, withClient } from '../support/servers/postgres.js';
import { ReplicatedPostgres } from '../support/servers/replicated-postgres.js';
import { RunningService, startHosted } from '../support/servers/running-service.js';
import type { HostedService } from '../support/servers/service-hosts.js';

const databaseAt = (url: string, { pathname }: URL): string => Object.assign(new URL(url), { pathname }).href;

(ReplicatedPostgres.isHere ? describe : describe.skip)('PostgreSQL with a standby that confirms each commit', () => {
  let postgres: ReplicatedPostgres;
  let name: URL;
  let main: RunningService;
  let reader: HostedService;
  let company: Company;
  const directories: string[] = [];

  beforeAll(async () => {
    postgres = await ReplicatedPostgres.start();
    name = new URL(await createDatabase(postgres.url));
    main = await RunningService.start({ DATABASE_URL: databaseAt(postgres.url, name) });
    company = await Company.of(main);
    await eventually(async () => expect(await readiness(main.url)).toBe('up'));
    const directory = await mkdtemp(join(tmpdir(), 'realname-reader-'));
    directories.push(directory);
    await cp(main.dataDir, directory, { recursive: true });
    const database = databaseAt(postgres.standbyUrl, name);
    reader = await startHosted({ DATABASE_URL: database, DATA_DIR: directory, READ_ONLY: 'on' });
  });
  afterAll(async () => {
    await reader?.stop();
    await main?.dispose();
    await postgres?.stop();
    for (const directory of directories) await rm(directory, { recursive: true });
  });

  const put = (n: number): Promise<Answer> => {
    const body = { ...customer, idNumber: idNumberOf(n), contactMobile: mobileOf(n) };
    return company.as('operator', 'PUT', `/customers/0038/N${n}`, { body });
  };
  const readiness = async (url: string): Promise<string> => (await send(`${url}/health/ready`, 'GET')).body.status;
  /** Customers in the log, as auditors read it. */
  const imported = async (url: string): Promise<number> => {
    const headers = { authorization: `Bearer ${(await send(`${main.url}/sandbox/staff-tokens`, 'GET')).body.auditor}` };
    const { bytes } = await send(`${url}/v1/audit/events`, 'GET', { headers });
    return bytes.toString().split('"CustomerImported"').length - 1;
  };
  const refused = async (): Promise<unknown> => {
    const headers = {
      authorization: `Bearer ${(await send(`${main.url}/sandbox/staff-tokens`, 'GET')).body.operator}`,
    };
    const { verdict, body } = await send(`${reader.url}/v1/staff/customers/0038/N1`, 'PUT', { headers, body: {} });
    return [verdict, body.rule];
  };

  it('a read-only service on the standby shows what the main one writes meanwhile, and writes nothing', async () => {
    await withClient(postgres.standbyUrl, async (client) => {
      const { rows } = await client.query('select pg_is_in_recovery() as standby');
      expect(rows).toEqual([{ standby: true }]);
    });
    expect(await readiness(reader.url)).toBe('up');
    expect((await put(1)).verdict).toBe('201');
    await eventually(async () => expect(await imported(reader.url)).toBe(await imported(main.url)));
    expect(await refused()).toEqual(['503 dependency.unavailable', 'read-only']);
  });

  it('the primary is killed and the standby promoted under writes: nothing that was acknowledged is lost, and all goes on by itself', async () => {
    const before = await imported(main.url);
    const acknowledged: number[] = [];
    let next = 100;
    let isOver = false;
    const writer = async (): Promise<void> => {
      while (!isOver) {
        const n = next++;
        const { status } = await put(n);
        if (status === 201) acknowledged.push(n);
        else expect(status).toBe(503);
      }
    };
    const writers = [writer(), writer(), writer()];
    await eventually(async () => expect(acknowledged.length).toBeGreaterThan(10));
    await postgres.failOver();
    const then = acknowledged.length;
    await eventually(async () => expect(acknowledged.length).toBeGreaterThan(then + 10));
    isOver = true;
    await Promise.all(writers);

    await eventually(async () => expect(await readiness(main.url)).toBe('up'));
    for (const n of acknowledged) expect([n, (await put(n)).verdict]).toEqual([n, '200']);
    expect(await imported(main.url)).toBeGreaterThanOrEqual(before + acknowledged.length);
    expect(main.output.filter((line) => /the log went back/.test(line))).toEqual([]);
  });

  it('the read-only service goes on beside the new primary, and still writes nothing', async () => {
    expect(await readiness(reader.url)).toBe('up');
    await eventually(async () => expect(await imported(reader.url)).toBe(await imported(main.url)));
    expect(await refused()).toEqual(['503 dependency.unavailable', 'read-only']);
  });
});
