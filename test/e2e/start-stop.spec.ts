import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programs, type ServiceProcess } from '../../demo/service-process.js';
import { lockOf } from '../../src/adapters/typeorm/projection-engine.js';
import { readModels } from '../../src/application/read-models/models.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/servers/free-port.js';
import { createServiceDatabase, withClient } from '../support/servers/postgres.js';
import { startProcess } from '../support/servers/running-service.js';

/** Made with mode 0700: nobody but its owner enters, which as root is not PostgreSQL's user. */
let directory: string;
let dataDir: string;
let service: ServiceProcess;
let second: Promise<string>;

/** How the service refuses to start. */
const refusal = (environment: Readonly<Record<string, string>>): Promise<string> =>
  startProcess({ DATA_DIR: join(directory, 'refused'), ...environment }).then(
    async (started) => {
      await started.kill();
      return 'it started';
    },
    (error: Error) => error.message,
  );

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'realname-start-'));
  dataDir = join(directory, 'below', 'data');
  service = await startProcess({ DATA_DIR: dataDir });
  second = refusal({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await service.kill();
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('a start', () => {
  it('says where it listens, where the docs are, which adapters are in use, and that this is a sandbox', async () => {
    expect(service.output).toContainEqual(expect.stringMatching(/sandbox +ON/));
    const output = service.output.join('\n');
    expect(output).toContain(`realname listens on ${service.url}`);
    expect(output).toContain(`docs     ${service.url}/docs`);
    expect(output).toContain('event store: embedded PostgreSQL');
    expect(output).toContain('video room: WebRTC between the two');
    expect(output).toMatch(/sandbox +ON/);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  });

  it('refuses a directory that another instance uses, and says so', async () => {
    expect(await second).toMatch(/exit code 1\b/);
    expect(await second).toContain(`realname cannot start: another instance uses ${dataDir}`);
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  });

  it('recovers after kill -9', async () => {
    await service.kill();
    service = await startProcess({ DATA_DIR: dataDir });
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  });

  it('ends on SIGTERM with exit code 0, and PostgreSQL with it', async () => {
    const postgres = Number(
      (await readFile(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0],
    );
    expect(isAlive(postgres)).toBe(true);
    expect(await service.stop()).toBe(0);
    expect(service.output.join('\n')).toMatch(/SIGTERM: draining.*stopped[^\n]*$/s);
    expect(isAlive(postgres)).toBe(false);
  });

  it('refuses data of another master key', async () => {
    const said = await refusal({ DATA_DIR: dataDir, MASTER_KEY: Buffer.alloc(32, 9).toString('hex') });
    expect(said).toMatch(/exit code 1\b/);
    expect(said).toContain('The data in this database was made with another master key');
  });
});

describe('a start that waits for the first build of what is read', () => {
  it('ends on SIGTERM with exit code 0', async () => {
    const url = await createServiceDatabase();
    await withClient(url, async (builderElsewhere) => {
      await builderElsewhere.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockOf(readModels[0]!)]);
      const port = await freePort();
      const environment = {
        DATABASE_URL: url,
        DATA_DIR: join(directory, 'ended'),
        METRICS_PORT: '0',
        SANDBOX_SEED: 'off',
      };
      const child = spawn(process.execPath, [programs.service], { env: { ...environment, PORT: `${port}` } });
      const output = text(child.stdout);
      const exit = once(child, 'close');
      await eventually(async () => {
        const { status } = await fetch(`http://127.0.0.1:${port}/health/ready`);
        expect(status).toBe(503);
      });
      child.kill('SIGTERM');
      expect(await exit).toEqual([0, null]);
      expect(await output).toBe('SIGTERM: draining\nstopped\n');
    });
  });
});

describe('settings that cannot be meant', () => {
  it('are refused all at once, each by its name', async () => {
    const said = await refusal({
      PORT: 'abc',
      DATABASE_URL: 'mysql://localhost/realname',
      EVENTSTORE_URL: 'http://localhost:2113',
      SESSION_HOURS: '-1',
      MASTER_KEY: 'too short a secret',
      LIVEKIT_URL: 'wss://livekit.example',
      SMS_GATEWAY: 'tencent-cloud',
    });
    expect(said).toMatch(/exit code 1\b/);
    const missing = 'IDENTITY_AUTHORITY, FACE_PROVIDER, OIDC_ISSUER';
    for (const problem of [
      `SMS_GATEWAY given, but not ${missing}`,
      'PORT must be a whole number from 0 to 65535',
      'DATABASE_URL must be a URL that begins with postgres:// or postgresql://',
      'EVENTSTORE_URL must be a connection string such as esdb://',
      'SESSION_HOURS must be a whole number',
      'MASTER_KEY is malformed: 32 bytes in base64 (44 characters) or hexadecimal (64) are expected',
      'LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET go together',
    ])
      expect(said).toContain(problem);
    expect(said).not.toContain('too short a secret');
  });

  it('name what production needs', async () => {
    expect(await refusal({ NODE_ENV: 'production' })).toMatch(
      /NODE_ENV=production needs SMS_GATEWAY, IDENTITY_AUTHORITY, FACE_PROVIDER, OIDC_ISSUER/,
    );
  });

  it('name the file, the place in it and the rule where a company is not configured right', async () => {
    const companies = join(directory, 'companies');
    await cp('companies', companies, { recursive: true });
    const company = JSON.parse(await readFile(join(companies, '0039.json'), 'utf8'));
    company.serviceHours.windows[0].from = '25:00:00';
    company.branches = [];
    await writeFile(join(companies, '0039.json'), JSON.stringify(company));
    await writeFile(join(companies, '0040.json'), 'not JSON');
    const said = await refusal({ COMPANIES_DIR: companies });
    expect(said).toMatch(/exit code 1\b/);
    expect(said).toContain('companies/0039.json: /serviceHours/windows/0/from: must be HH:MM:SS (F5)');
    expect(said).toContain('companies/0039.json: /branches: must be a list of branches (F24)');
    expect(said).toContain('companies/0040.json: /: must be a JSON object');
  });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
