import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryResultRow } from 'pg';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { type Answer, send } from '../support/people/journey.js';
import { doMainJob } from '../support/people/main-job.js';
import { createServiceDatabase, withClient } from '../support/servers/postgres.js';
import { RunningService, startHosted } from '../support/servers/running-service.js';
import type { HostedService } from '../support/servers/service-hosts.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let database: string;
let directory: string;
let environment: Readonly<Record<string, string>>;
let service: HostedService;
let document: Document;
let auditor: string;
let change: string;
/** What the main service answered before it was stopped, by path. */
const answered = new Map<string, Answer>();
const reads: string[] = [];

const ask = (url: string, path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) =>
  send(`${url}${path}`, method, { headers: { authorization: `Bearer ${auditor}`, ...headers } });
const rows = <R extends QueryResultRow>(sql: string) =>
  withClient(database, async (client) => (await client.query<R>(sql)).rows);

/** What is signed, in DER of a short list: the signature over it is another each time. */
const listIn = (crl: Buffer): string => crl.subarray(3, 5 + crl[4]!).toString('hex');

/** Every row of every table, and every file. */
const everything = async (): Promise<Readonly<Record<string, string>>> => {
  const tables = await rows<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await rows<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as digest from ${name} t`,
    );
    found[name] = row!.digest;
  }
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    found[path] = (await readFile(path)).toString('base64');
  }
  return found;
};

let before: Readonly<Record<string, string>>;
beforeAll(async () => {
  database = await createServiceDatabase();
  const main = await RunningService.start({ DATABASE_URL: database });
  const staff = await signInStaff(main.url);
  await importCustomer(staff.operator);
  const device = new Device(main.url, 'device-1', customer);
  await device.signIn();
  change = (await doMainJob(device, staff, { phone: '13900139001' })).applied.id;
  auditor = (await send(`${main.url}/sandbox/staff-tokens`, 'GET')).body.auditor;
  const stream = `ProfileChangeRequest-${change}`;
  reads.push(
    '/v1/audit/events',
    `/v1/audit/streams/${stream}`,
    `/v1/audit/streams/${stream}/state?revision=3`,
    `/v1/audit/streams/${stream}/diff?from=0&to=3`,
    '/tlog/checkpoint',
    '/pki/ca.pem',
    '/v1/futures/companies/0038',
    '/v1/identity/configuration',
    '/v1/staff/me',
    '/v1/staff/sign-in',
  );
  // The last list is issued, and the newest events are under a checkpoint, before all stands still.
  await ask(main.url, '/pki/crl');
  await ask(main.url, `/v1/audit/change-requests/${change}/evidence`, 'GET', { 'x-audit-reason': 'before-the-stop' });
  for (const path of [...reads, '/pki/crl']) answered.set(path, await ask(main.url, path));
  directory = await mkdtemp(join(tmpdir(), 'realname-read-only-'));
  await cp(main.dataDir, directory, { recursive: true });
  await main.dispose();
  const { pathname } = new URL(database);
  await rows(`alter database ${pathname.slice(1)} set default_transaction_read_only = on`);
  environment = { DATABASE_URL: database, DATA_DIR: directory, READ_ONLY: 'on' };
  before = await everything();
  service = await startHosted(environment);
  document = (await ask(service.url, '/openapi.json')).body;
});
afterAll(async () => {
  await service?.stop();
  await rm(directory, { recursive: true, force: true });
});

describe('a read-only service on what another one has left', () => {
  it('is ready, and says what it is', async () => {
    const { status, body } = await ask(service.url, '/health/ready');
    expect({ status, checks: body.checks }).toEqual({
      status: 200,
      checks: expect.arrayContaining([{ name: 'read-only', status: 'up' }]),
    });
  });

  it('shows auditors what the other one showed, byte by byte', async () => {
    for (const path of reads) {
      const { status, bytes } = await ask(service.url, path);
      const one = answered.get(path)!;
      expect([path, status, bytes.toString('base64')]).toEqual([path, 200, one.bytes.toString('base64')]);
    }
    expect(reads).toHaveLength(10);
  });

  it('F28 shows the revocation list that was issued last, and issues none', async () => {
    const [one, other] = [answered.get('/pki/crl')!, await ask(service.url, '/pki/crl')];
    expect(other.status).toBe(200);
    expect(listIn(other.bytes)).toEqual(listIn(one.bytes));
  });

  it('answers every GET of the document; only what lives by being written is away', async () => {
    const id = '0c5d4a52-1f6e-7cc1-8d1c-1d0a6b1f0000';
    const away: string[] = [];
    for (const [path, operations] of Object.entries(document.paths)) {
      if (!operations.get) continue;
      const { status, verdict } = await ask(service.url, path.replaceAll(/\{\w+\}/g, id));
      if (status >= 500) away.push(`${verdict} ${path}`);
    }
    expect(away).toEqual(
      [
        'captchas/{captchaId}',
        'face-verifications/{faceVerificationId}',
        'face-verifications/{faceVerificationId}/page',
      ].map((each) => `503 dependency.unavailable /sandbox/${each}`),
    );
  });

  it('P2 shows nothing whose showing must be recorded', async () => {
    const reason = { 'x-audit-reason': 'complaint-2026-1123' };
    const looks = [
      `/v1/audit/streams/ProfileChangeRequest-${change}?reveal=true`,
      `/v1/audit/change-requests/${change}/evidence`,
    ];
    for (const path of looks) {
      const { verdict, body } = await ask(service.url, path, 'GET', { ...reason, 'accept-language': 'en' });
      expect([verdict, body]).toEqual([
        '503 dependency.unavailable',
        expect.objectContaining({ rule: 'read-only', title: 'Read-only service' }),
      ]);
    }
  });

  it('refuses every write of the document', async () => {
    const verdicts = new Map<string, string>();
    for (const [path, operations] of Object.entries(document.paths))
      for (const method of ['post', 'put', 'patch', 'delete'].filter((each) => operations[each])) {
        const { verdict, body } = await ask(service.url, path.replaceAll(/\{\w+\}/g, 'x'), method.toUpperCase());
        verdicts.set(`${method} ${path}`, `${verdict} ${body.rule}`);
      }
    expect(verdicts.size).toBeGreaterThan(50);
    expect(new Set(verdicts.values())).toEqual(new Set(['503 dependency.unavailable read-only']));
  });

  it('has changed no row and no file', async () => {
    expect(await everything()).toEqual(before);
  });
});

describe('a start', () => {
  const refusal = (more: Readonly<Record<string, string>>): Promise<string> =>
    startHosted({ ...environment, ...more }).then(
      async (started) => `started: ${await started.stop()}`,
      (error: Error) => error.message,
    );

  it('is refused on a database that this release has not migrated, which is left as it is', async () => {
    const older = await createServiceDatabase();
    const names = await withClient(older, async (client) => {
      const { rows: found } = await client.query<{ name: string }>('select name from read_side_migrations');
      await client.query('delete from read_side_migrations where name = (select max(name) from read_side_migrations)');
      return found.map(({ name }) => name);
    });
    expect(await refusal({ DATABASE_URL: older })).toContain(
      `older than this release: migration ${names.sort().at(-1)} has not run`,
    );
  });

  it.each([
    ['an embedded server', { DATABASE_URL: '' }, 'READ_ONLY=on needs DATABASE_URL'],
    ['a directory without the keys', { DATA_DIR: '/nowhere', MASTER_KEY: 'ab'.repeat(32) }, 'another master key'],
  ])('is refused with %s', async (_, more, what) => {
    expect(await refusal(more)).toContain(what);
  });
});
