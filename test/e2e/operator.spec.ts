import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { Company } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await RunningService.start();
  await (await Company.of(service)).customer(1, { photos: false });
});
afterAll(() => service.dispose());

interface Told {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const realname = async (args: readonly string[], environment: Record<string, string> = {}): Promise<Told> => {
  const own = { DATABASE_URL: await service.databaseUrl(), DATA_DIR: service.dataDir, ...environment };
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      ['dist/src/cli.js', ...args],
      { env: { ...process.env, ...own } },
      (error, out, errors) => resolve({ code: error ? Number(error.code) : 0, out, errors }),
    ),
  );
};
const told = async (...args: string[]) => {
  const { out, ...rest } = await realname(['--json', ...args]);
  return { ...rest, data: JSON.parse(out) };
};

const parkAnEvent = () =>
  service.query(
    `insert into process_parked (process, ordinal, stream, revision, reason, due_at, failures)
     select process, 1, 'CustomerAccount-00000000-0000-4000-8000-000000000000', 0, 'TypeError at some.ts:1', now() + interval '1 hour', 3
     from process_checkpoint where process = 'send-notices'`,
  );

describe('realname', () => {
  it('status tells log, read models and processes, and finds nothing where all is well', async () => {
    await eventually(async () => {
      const { code, data } = await told('status');
      expect([code, data.found]).toEqual([0, []]);
      expect(data.log).toEqual({ on: 'PostgreSQL', head: expect.any(String), epoch: 0 });
      expect(data.workers).toContainEqual({
        kind: 'read model',
        name: 'customer_profile',
        version: expect.any(Number),
        state: 'live',
        position: data.log.head,
        behind: 0,
        parked: 0,
        led: true,
      });
    });
    const { code, out } = await realname(['status']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^process +send-notices +live +at \d+ +behind 0 +parked 0 +led$/m),
    ]);
  });

  it('doctor finds that the server of these tests runs without fsync, notes what a failover may take, and nothing else', async () => {
    const { code, data } = await told('doctor');
    const findings = data.checks.flatMap(
      ({ name, findings }: { name: string; findings: { fault?: string; note?: string }[] }) =>
        findings.map(({ fault, note }) => `${name}: ${fault ?? note}`),
    );
    expect([code, findings]).toEqual([
      1,
      [
        expect.stringMatching(/^durability: fsync is off/),
        expect.stringMatching(/^durability: synchronous_standby_names is empty/),
      ],
    ]);
  });

  it('doctor names another master key than the data’s, and shows none', async () => {
    const key = '09'.repeat(32);
    const { code, out, errors } = await realname(['doctor'], { MASTER_KEY: key });
    expect([code, out]).toEqual([1, expect.stringMatching(/^found +master key +it is not the one/m)]);
    expect(out + errors).not.toContain(key);
  });

  it('lists what is parked with its reason, and has it tried again', async () => {
    expect((await told('parked', 'list')).data).toEqual({ parked: [] });
    await parkAnEvent();
    const { code, data } = await told('parked', 'list');
    expect([code, data.parked]).toEqual([
      1,
      [
        {
          kind: 'process',
          worker: 'send-notices',
          stream: 'CustomerAccount-00000000-0000-4000-8000-000000000000',
          revision: '0',
          reason: 'TypeError at some.ts:1',
          failures: 3,
          dueAt: expect.stringMatching(/Z$/),
        },
      ],
    ]);
    const status = await told('status');
    expect([status.code, status.data.found]).toEqual([1, [expect.stringContaining('send-notices has put 1 aside')]]);
    expect((await told('parked', 'retry', 'send-notices')).data).toEqual({ worker: 'send-notices', asked: 1 });
    await service.query('delete from process_parked');
  });

  it('refuses what it cannot do: exit code 2, a line that says why', async () => {
    for (const [args, why] of [
      [['parked', 'retry', 'nobody'], /there is no read model or process nobody/],
      [['fork', '--accept'], /--accept needs --reason/],
      [['fork', '--accept', '--reason', ' '], /say why, and who decided/],
      [['nonsense'], /unknown command/],
    ] as const)
      expect(await realname(args)).toMatchObject({ code: 2, errors: expect.stringMatching(why) });
    const away = await realname(['status'], { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' });
    expect(away).toMatchObject({ code: 2, errors: expect.stringMatching(/DATABASE_URL.*127\.0\.0\.1:1/) });
    expect(away.errors).not.toContain('secret');
  });

  it('tells with the service down that nobody works', async () => {
    await service.kill();
    await eventually(async () => {
      const { code, data } = await told('status');
      expect([code, data.found]).toEqual([
        1,
        expect.arrayContaining([expect.stringMatching(/worked on by no instance/)]),
      ]);
    });
  });
});
