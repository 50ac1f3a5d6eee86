import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, createApi } from '@realname/client';
import pg from 'pg';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { everyFormOf, formNames, foundIn, type Secret } from '../support/clear-text.js';
import { certificatePassword, doMainJob, lookAt, otherCustomer } from '../support/people/main-job.js';
import { RunningProcess } from '../support/servers/running-service.js';

const newMobile = '13900139001';
const control = { name: 'control', value: '对照值410102199001011234' };

/** P1, P3, P4: what lies on the disk, in the tables and in the output once people have used the service. */
describe('after the main job', () => {
  let service: RunningProcess;
  let secrets: readonly Secret[];
  let tables: Map<string, Buffer>;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    service = await RunningProcess.onItsServer();
    secrets = await useService(service.url);
    tables = await dumpTables(await service.databaseUrl());
    await service.stop();
    await writeFile(join(service.dataDir, 'control'), everyFormOf(control.value));
    files = await readTree(service.dataDir);
  });
  afterAll(() => service.dispose());

  it('would be found if it were there (control)', () => {
    expect(secrets.map(({ name }) => name)).toEqual(expect.arrayContaining(['token', 'code', 'captcha', 'ID number']));
    const everywhere = (content: Map<string, Buffer>) => [...content].flatMap(([, bytes]) => foundIn(bytes, [control]));
    expect(foundIn(files.get('control')!, [control])).toEqual(formNames.map((form) => `control as ${form}`));
    expect(everywhere(tables)).toContain('control as raw or UTF-8');
    const inFiles = [...files].flatMap(([file, bytes]) => (foundIn(bytes, [control]).length > 0 ? [file] : []));
    expect(inFiles).toEqual(
      expect.arrayContaining([expect.stringMatching('postgres/data/base/'), expect.stringMatching('/pg_wal/')]),
    );
    expect(
      foundIn(Buffer.from('code "123456", not 0123456789ab'), [{ name: 'c', value: '123456', word: true }]),
    ).toHaveLength(1);
    expect(foundIn(Buffer.from('not 0123456789ab'), [{ name: 'c', value: '123456', word: true }])).toEqual([]);
  });

  it('P1, P3, P4 no file of the data directory holds a personal value, a code or a token in clear', () => {
    expect(files.size).toBeGreaterThan(500);
    expect([...files.keys()].filter((file) => file.startsWith('objects/')).length).toBeGreaterThan(5);
    expect(findings(files, secrets)).toEqual([]);
  });

  it('P1, P4 nor does any table', () => {
    for (const name of ['events', 'short_lived', 'idempotency_records', 'sandbox_sms', 'read_model_row'])
      expect([name, tables.get(name)?.length]).toEqual([name, expect.any(Number)]);
    expect(findings(tables, secrets)).toEqual([]);
  });

  it('P4 nor does a line of the output', () => {
    expect(service.output.length).toBeGreaterThan(5);
    expect(foundIn(Buffer.from(service.output.join('\n')), secrets)).toEqual([]);
  });
});

const findings = (content: Map<string, Buffer>, secrets: readonly Secret[]) =>
  [...content].flatMap(([place, bytes]) => foundIn(bytes, secrets).map((found) => `${place}: ${found}`));

/** Two customers, one mobile, one landline, some refusals; and everything that was said in confidence meanwhile. */
const useService = async (baseUrl: string): Promise<readonly Secret[]> => {
  const staff = await signInStaff(baseUrl);
  const secrets: Secret[] = [{ name: 'certificate password', value: certificatePassword, word: true }];
  const device = new Device(baseUrl, 'device-0001', customer, listening(secrets));
  await importCustomer(staff.operator);
  await device.signIn();
  await doMainJob(device, staff, { phone: newMobile });

  const other = new Device(baseUrl, 'device-0002', otherCustomer, listening(secrets));
  await importCustomer(staff.operator, otherCustomer, '00380002');
  await other.signIn();
  const { id } = await other.open();
  await other.photosAndLetter(id);
  await other.proposePhone(id, '0755-1234533');
  await refusals(baseUrl);
  const { photos } = await lookAt(device);
  return [
    ...secrets,
    ...[customer, otherCustomer].flatMap(({ name, idNumber, contactMobile }) => [
      { name: 'ID number', value: idNumber },
      { name: 'name', value: name },
      { name: 'mobile', value: contactMobile },
    ]),
    { name: 'customer number', value: '00380002' },
    { name: 'new mobile', value: newMobile },
    { name: 'landline, national', value: '0755-1234533' },
    { name: 'landline, E.164', value: '7551234533' },
    { name: 'address', value: '华鹏路300号' },
    { name: 'client manager', value: customer.other.clientManager },
    { name: 'photo', value: Buffer.from(photos.idFront!, 'base64') },
    ...(await staffTokens(baseUrl)),
  ];
};

/** Calls that go wrong while they carry personal values. */
const refusals = async (baseUrl: string): Promise<void> => {
  const headers = { 'content-type': 'application/json', 'x-device-id': 'device-0003' };
  const { idNumber, contactMobile } = customer;
  for (const body of [
    { idNumber, contactMobile },
    { companyCode: '0038', idNumber, accountType: 'futuresBrokerage', smsCode: '000000' },
  ])
    await fetch(`${baseUrl}/v1/futures/sessions`, { method: 'POST', headers, body: JSON.stringify(body) });
  await fetch(`${baseUrl}/v1/futures/sessions`, { method: 'POST', headers, body: `{"idNumber":"${idNumber}"` });
};

/** A `fetch` that notes the answers' tokens, codes and captchas. */
const listening =
  (secrets: Secret[]): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    if (!response.headers.get('content-type')?.includes('json')) return response;
    const told = await response.clone().text();
    for (const [, name, value] of told.matchAll(/"(token|code|answer)":"([^"]{4,})"/g)) {
      if (name === 'token') secrets.push({ name, value: value! });
      if (name === 'code' && /^\d{6}$/.test(value!) && told.includes('"text"'))
        secrets.push({ name, value: value!, word: true });
      if (name === 'answer') secrets.push({ name: 'captcha', value: `"${value!}"` });
    }
    return response;
  };

const staffTokens = async (baseUrl: string): Promise<readonly Secret[]> =>
  Object.entries(await answered(createApi({ baseUrl }).GET('/sandbox/staff-tokens'))).map(([name, value]) => ({
    name: `token of the ${name}`,
    value: String(value),
  }));

/** Every table as text, with a value of ours in one; then everything goes to the disk. */
const dumpTables = async (url: string): Promise<Map<string, Buffer>> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('create table control as select $1::text as value', [control.value]);
    await client.query('checkpoint');
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    const dumped = new Map<string, Buffer>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`select each::text as text from "${name}" each`);
      dumped.set(name, Buffer.from(rows.map(({ text }) => text).join('\n')));
    }
    return dumped;
  } finally {
    await client.end();
  }
};

const readTree = async (directory: string): Promise<Map<string, Buffer>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(files.map(async (file) => [file.slice(directory.length + 1), await readFile(file)] as const)),
  );
};
