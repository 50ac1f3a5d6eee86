import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverProcess } from '../support/crashes/killable-postgres.js';
import { eventually } from '../support/eventually.js';
import { Company } from '../support/people/journey.js';
import { cutConnections } from '../support/servers/postgres.js';
import { signalTree } from '../support/servers/process-tree.js';
import { RunningProcess } from '../support/servers/running-service.js';
import { mountSmall, type SmallFileSystem } from '../support/servers/small-file-system.js';

let dataDir: string;
let disk: SmallFileSystem | undefined;
let service: RunningProcess;
let company: Company;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'realname-readiness-'));
  disk = mountSmall(dataDir, '400m');
  if (!disk) console.log('no small file system may be mounted here: a full disk is not tried');
  service = await RunningProcess.onItsServer({ DATA_DIR: dataDir });
  company = await Company.of(service);
});
afterAll(async () => {
  await service?.dispose();
  disk?.unmount();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** A write of the next customer, and whether it went through. */
const write = (() => {
  let customers = 0;
  return async (): Promise<boolean> => {
    return company.customer(++customers).then(
      () => true,
      () => false,
    );
  };
})();

/** Why it is not ready, by check. */
const down = async (): Promise<Readonly<Record<string, string>>> => {
  const response = await fetch(`${service.url}/health/ready`);
  const { checks } = (await response.json()) as { checks: { name: string; status: string; reason: string }[] };
  const reasons = checks.filter(({ status }) => status === 'down').map(({ name, reason }) => [name, reason]);
  expect(response.status).toBe(reasons.length > 0 ? 503 : 200);
  return Object.fromEntries(reasons);
};

const isDown = (reasons: Readonly<Record<string, string>>) =>
  eventually(async () => {
    expect(await write()).toBe(false);
    const found = await down();
    for (const [name, reason] of Object.entries(reasons)) expect(found[name]).toContain(reason);
  });

/** Nobody writes meanwhile: what sends no calls to a service that is not ready must learn that it is ready again. */
const isUpAgain = async () => {
  await eventually(async () => expect(await down()).toEqual({}));
  expect(await write()).toBe(true);
};

describe('a service is not ready as long as writes fail, and ready again by itself', () => {
  it('where the disk is full', async () => {
    if (!disk) return;
    await disk.fill();
    await isDown({ 'object store': 'ENOSPC', writes: '53100' });
    await disk.free();
    await isUpAgain();
  });

  it('where the database is read-only', async () => {
    await service.query('alter database postgres set default_transaction_read_only = on');
    await cutConnections(await service.databaseUrl());
    await isDown({ postgres: 'read-only', writes: '25006' });
    await service.query('begin read write; alter database postgres reset default_transaction_read_only; commit');
    await isUpAgain();
  });

  it('where appends fail, for whatever reason', async () => {
    await service.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no' using errcode = '53200'; end $$;
      create trigger refuse before insert on events execute function refuse()`);
    await isDown({ writes: 'event store is unavailable (53200)' });
    await service.query('drop function refuse cascade');
    await isUpAgain();
  });
});

describe('/metrics', () => {
  it('answers while PostgreSQL stands still: what it cannot tell is missing, and named', async () => {
    const url = service.output.flatMap((line) => /metrics +(http\S+)$/.exec(line)?.[1] ?? [])[0]!;
    const lagged = async () =>
      (await (await fetch(url)).text()).match(/^realname_worker_lag_events\{|^realname_collector_up.* 0$/gm);
    const pid = await serverProcess(dataDir);
    signalTree(pid, 'SIGSTOP');
    try {
      await eventually(async () =>
        expect(await lagged()).toEqual(expect.arrayContaining(['realname_collector_up{name="realname_worker_led"} 0'])),
      );
      expect(await (await fetch(url)).text()).toContain('realname_http_requests_total{');
    } finally {
      signalTree(pid, 'SIGCONT');
    }
    await eventually(async () => expect(new Set(await lagged())).toEqual(new Set(['realname_worker_lag_events{'])));
  });
});
