import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Device, importCustomer, picture, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { S3Text } from '../../src/adapters/objects/s3/s3-text.js';
import { Gate } from '../support/crashes/gate.js';
import { eventually } from '../support/eventually.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import { doMainJob, lookAt } from '../support/people/main-job.js';
import { realname as operator, startOperator } from '../support/servers/operator-commands.js';
import { RunningProcess, startProcess } from '../support/servers/running-service.js';
import { type S3Server, startS3Server } from '../support/servers/s3-server.js';

const secret = 'a-secret-that-nobody-may-read';
startOperator();
let server: S3Server;
let gate: Gate;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await startS3Server();
  gate = await Gate.before(server.settings.endpoint);
  environment = {
    ...server.environment,
    S3_ENDPOINT: gate.urlOf(server.settings.endpoint),
    S3_SECRET_ACCESS_KEY: secret,
  };
});
afterAll(async () => {
  gate.close();
  await server.stop();
});

describe('a service with its photos and documents in a bucket', () => {
  let service: RunningProcess;
  beforeAll(async () => {
    service = await RunningProcess.start(environment);
  });
  afterAll(() => service.dispose());
  const ready = async () => {
    const response = await fetch(`${service.url}/health/ready`);
    return { http: response.status, checks: (await response.json()).checks };
  };

  it('says so, and keeps no objects of its own', async () => {
    expect(service.output.join('\n')).toContain('photos, documents: bucket realname-objects');
    expect((await ready()).checks).toContainEqual({ name: 'object store', status: 'up' });
    expect(existsSync(join(service.dataDir, 'objects'))).toBe(false);
  });

  it('F11, F22, P3 does the main job: photos and agreements are in the bucket, sealed, and come back as they were', async () => {
    const staff = await signInStaff(service.url);
    await importCustomer(staff.operator);
    const device = new Device(service.url, 'device-s3', customer);
    await device.signIn();
    const done = await doMainJob(device, staff, { phone: '13900139001' });
    expect(done.applied.status).toBe('applied');
    const { photos } = await lookAt(device);
    expect(photos).toEqual({
      ...done.before.photos,
      signature: expect.not.stringMatching(done.before.photos.signature!),
    });
    const signature = createHash('sha256').update(Buffer.from(photos.signature!, 'base64')).digest('hex');
    expect(signature).toBe(Object.values(done.photographed.photos).at(-1)!.sha256);

    const objects = (await readdir(server.directory)).filter((name) => name.endsWith('_object'));
    expect(await readdir(join(server.directory, 'tlog'))).toHaveLength(1);
    expect(objects).toHaveLength(6); // three photos on file, a new one, two agreements
    for (const name of objects) {
      const bytes = await readFile(join(server.directory, name));
      for (const clear of ['JFIF', '%PDF', customer.name, customer.idNumber]) expect(bytes.includes(clear)).toBe(false);
    }
  });

  it('keeps the last checkpoint in the bucket: the doctor finds one that was altered, and one that nobody can read', async () => {
    const told = async () => {
      const { out } = await operator(service, ['--json', 'doctor'], environment);
      const { checks } = JSON.parse(out) as { checks: { name: string; findings: { fault: string }[] }[] };
      return checks.find(({ name }) => name === 'last checkpoint')?.findings.map(({ fault }) => fault);
    };
    const [identity] = await readdir(join(server.directory, 'tlog'));
    const place = `s3://realname-objects/tlog/${identity}/checkpoint`;
    expect(await told()).toEqual([]);
    const text = new S3Text(server.settings, `tlog/${identity}/checkpoint`);
    // The service may still be signing what the test before wrote.
    await eventually(async () => {
      await text.replace('altered', await text.read());
      expect(await told()).toEqual([`${place} was altered: it is no checkpoint`]);
    });
    gate.close();
    expect(await told()).toEqual([`${place} cannot be read: object store is unavailable`]);
    await gate.open();
  });

  describe('that goes away', () => {
    let me: SignedIn;
    let id: string;
    beforeAll(async () => {
      me = await (await (await Company.of(service)).customer(1)).signIn();
      id = await me.open();
    });
    const upload = async (key: string) =>
      me.on(id, 'PUT', '/photos/signature', { body: await picture(77), headers: { 'idempotency-key': key } });

    it.each([
      'close',
      'freeze',
    ] as const)('(%s): 503 and not ready; the same upload passes once it is back', async (how) => {
      gate[how]();
      const [refused, readiness] = await Promise.all([upload(how), ready()]);
      expect(refused.verdict).toBe('503 dependency.unavailable');
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      const reason = expect.stringContaining('object store is unavailable');
      const down = { name: 'object store', status: 'down', reason };
      expect(readiness).toEqual({ http: 503, checks: expect.arrayContaining([down]) });
      expect((await me.on(id, 'GET')).body.photos.signature.state).not.toBe('uploaded');
      await gate.open();
      expect((await upload(how)).verdict).toBe('200');
      await eventually(async () => expect((await ready()).http).toBe(200));
      expect((await me.on(id, 'POST', '/photos/signature/reuse')).verdict).toBe('200');
    });
  });

  it('P4 never says the secret', () => expect(service.output.join('\n')).not.toContain(secret));
});

describe('a start', () => {
  const refusal = async (wrong: Readonly<Record<string, string>>): Promise<string> => {
    const started = startProcess({ ...environment, ...wrong, DATABASE_URL: process.env.REALNAME_TEST_EMBEDDED_URL });
    return started.then(
      async (service) => `started: ${await service.kill()}`,
      (error: Error) => error.message,
    );
  };

  it('is refused with a bucket that is not there, without a word of the secret', async () => {
    const said = await refusal({ S3_BUCKET: 'nowhere' });
    expect(said).toMatch(/exit code 1\b/);
    expect(said).toContain('realname cannot start: S3_BUCKET: there is no bucket nowhere at http://127.0.0.1:');
    expect(said).not.toContain(secret);
  });

  it('is refused when only some of the variables are given', async () => {
    const said = await refusal({ S3_BUCKET: '' });
    expect(said).toContain('realname cannot start: S3_BUCKET missing: S3_ENDPOINT, S3_BUCKET,');
    expect(said).not.toContain(secret);
  });
});
