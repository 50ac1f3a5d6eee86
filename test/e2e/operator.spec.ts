import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { readConfig } from '../../src/adapters/composition/config.js';
import { tellDiff, tellState } from '../../src/adapters/composition/operator/audit.js';
import type { StreamDiff } from '../../src/application/audit/diff.js';
import { isSignedBy, noteKey, parseNote, parseVkey, vkeyOf } from '../../src/application/transparency-log/note.js';
import { eventually } from '../support/eventually.js';
import { Company } from '../support/people/journey.js';
import { idNumberOf, mobileOf } from '../support/people/sign-in-page.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import {
  realname as operator,
  realnameProgram,
  spawnRealname,
  startOperator,
} from '../support/servers/operator-commands.js';
import { alterLog } from '../support/servers/postgres.js';
import { RunningProcess } from '../support/servers/running-service.js';

startOperator();
let service: RunningProcess;
beforeAll(async () => {
  service = await RunningProcess.start();
  const company = await Company.of(service);
  for (const contactPhone of [mobileOf(1), mobileOf(2)]) {
    const body = { ...customer, idNumber: idNumberOf(1), contactMobile: mobileOf(1), contactPhone };
    expect((await company.as('operator', 'PUT', '/customers/0038/N1', { body })).verdict).toMatch(/^20[01]$/);
  }
});
afterAll(() => service.dispose());

const realname = (args: readonly string[], environment?: Record<string, string>) =>
  operator(service, args, environment);
const told = async (...args: string[]) => {
  const { out, ...rest } = await realname(['--json', ...args]);
  return { ...rest, data: JSON.parse(out) };
};

/** Two events of the customer, of which the second waits behind the first. */
const parkEvents = async (): Promise<{ readonly stream: string; readonly places: readonly string[] }> => {
  const [{ stream }] = (await service.query(
    "select stream from events where stream like 'CustomerAccount-%' group by stream having count(*) > 1 limit 1",
  )) as [{ stream: string }];
  await service.query(
    `insert into process_parked (process, ordinal, stream, revision, reason, due_at, failures)
     select process, 1 + revision, '${stream}', revision, 'TypeError at some.ts:1', now() + interval '1 hour', 3
     from process_checkpoint, generate_series(0, 1) as revision where process = 'apply-approved-changes'`,
  );
  return { stream, places: [`${stream}@0`, `${stream}@1`] };
};

/** What the log says that operators did. */
const acts = async (): Promise<{ command: string; on: string }[]> => {
  const rows = await service.query<{ data: { command: string; on: string; reason: object }; actor: string }>(
    "select data, metadata->'actor'->>'id' as actor from events where type = 'OperatorActed' order by position",
  );
  return rows.map(({ data: { command, on, reason }, actor }) => {
    expect([reason, actor]).toEqual([expect.objectContaining({ $sealed: 2 }), expect.stringMatching(/^operator-./)]);
    return { command, on };
  });
};
const decided = ['--reason', 'INC-7, decided by the team', '--yes'];

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
    const { code, out } = await realnameProgram(service, ['status']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^process +send-notices +live +at \d+ +behind 0 +parked 0 +led$/m),
    ]);
  });

  it('doctor finds that the server of these tests runs without fsync, notes what a failover may take and whose key the root has, and nothing else', async () => {
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
        expect.stringMatching(/^alterations: the role of DATABASE_URL may update, delete, truncate events/),
        expect.stringMatching(/^certificate authority: the root opens with the master key alone/),
      ],
    ]);
  });

  it('doctor names another master key than the data’s, and shows none', async () => {
    const key = '09'.repeat(32);
    const { code, out, errors } = await realname(['doctor'], { MASTER_KEY: key });
    expect([code, out]).toEqual([1, expect.stringMatching(/^found +master key +it is not the one/m)]);
    expect(out + errors).not.toContain(key);
  });

  it('doctor finds that nothing is time-stamped, or nothing for hours, where an authority is named', async () => {
    const authority = { TSA_URL: 'http://127.0.0.1:1', TSA_CA_FILE: 'roots.pem' };
    const told = async () =>
      (await realname(['doctor'], authority)).out.split('\n').find((each) => / time-stamps/.test(each));
    const stampedAt = (at: string) =>
      service.query(`update tlog_checkpoint set tsr = '\\x00', stamped_at = ${at}
        where size = (select min(size) from tlog_checkpoint)`);
    expect(await told()).toMatch(/^found +time-stamps +no checkpoint is time-stamped yet$/);
    try {
      await stampedAt("'2026-11-22T08:00:00Z'");
      expect(await told()).toMatch(
        /^found +time-stamps +the newest is of 2026-11-22T08:00:00.000Z; \d+ events came after it$/,
      );
      await stampedAt('now()');
      expect(await told()).toMatch(/^ok +time-stamps$/);
    } finally {
      await service.query('update tlog_checkpoint set tsr = null, stamped_at = null');
    }
  });

  it('lists and shows what is parked, skips one and has the others tried again, each for a reason that is on record', async () => {
    expect((await told('parked', 'list')).data).toEqual({ parked: [] });
    const { stream, places } = await parkEvents();
    const { code, data } = await told('parked', 'list');
    expect([code, data.parked[0]]).toEqual([
      1,
      {
        kind: 'process',
        worker: 'apply-approved-changes',
        stream,
        revision: '0',
        reason: 'TypeError at some.ts:1',
        failures: 3,
        dueAt: expect.stringMatching(/Z$/),
      },
    ]);
    const status = await told('status');
    expect([status.code, status.data.found]).toEqual([
      1,
      [expect.stringContaining('apply-approved-changes has put 2 aside')],
    ]);
    const shown = await told('parked', 'show', 'apply-approved-changes', places[0]!);
    expect(shown.data).toMatchObject({
      event: { stream, revision: 0, data: { idNumber: '***' } },
      behind: [places[1]],
    });

    const skipped = await told('parked', 'skip', 'apply-approved-changes', places[0]!, ...decided);
    expect(skipped.data).toMatchObject({ skipped: places[0], behind: [places[1]] });
    expect((await told('parked', 'retry', 'apply-approved-changes', ...decided)).code).toBe(0);
    await eventually(async () => expect((await told('parked', 'list')).data).toEqual({ parked: [] }));
    expect(await acts()).toEqual([
      { command: 'parked skip', on: `process apply-approved-changes, ${places[0]}` },
      { command: 'parked retry', on: 'apply-approved-changes' },
    ]);
  });

  it('lists checkpoints, says what a move would have handled again, and moves none while an instance works', async () => {
    const { data } = await told('checkpoints', 'list');
    const { position } = data.checkpoints.find(({ name }: { name: string }) => name === 'supersede-certificates');
    expect(data.checkpoints).toContainEqual({
      kind: 'process',
      name: 'supersede-certificates',
      version: null,
      position,
      eventId: expect.any(String),
      ordinal: Number(position),
      beginsAfter: null,
    });
    const back = await told('checkpoints', 'move', 'release-orphaned-claims', '--to', 'start', '--dry-run');
    const claims = await service.query("select from events where type = 'ClaimTaken'");
    expect(back.data).toMatchObject({ direction: 'back', events: { length: claims.length } });
    const moved = await realname(['checkpoints', 'move', 'release-orphaned-claims', '--to', 'start', ...decided]);
    expect(moved).toMatchObject({ code: 2, errors: expect.stringMatching(/stop every instance first/) });
  });

  it('tells events, states and differences, personal fields masked', async () => {
    const { out } = await realname(['events', '--type', 'CustomerImported', 'PhoneChanged']);
    const lines = out.trim().split('\n');
    const [imported, changed] = lines.filter((line) => /CustomerAccount-.*@[01] /.test(line));
    expect([imported, changed]).toEqual([
      expect.stringMatching(/ CustomerImported {2}CustomerAccount-\S+@0 {2}staff /),
      expect.stringMatching(/ PhoneChanged {2}CustomerAccount-\S+@1 {2}staff /),
    ]);
    const [, stream] = /(CustomerAccount-[\w-]+)@0/.exec(imported!)!;
    const own = (await realname(['--json', 'events', '--stream', stream!])).out.trim().split('\n');
    expect(own.map((line) => JSON.parse(line).type)).toEqual(['CustomerImported', 'PhoneChanged']);

    const config = readConfig({ DATABASE_URL: await service.databaseUrl(), DATA_DIR: service.dataDir });
    const state = await tellState(config, stream!, 0n);
    expect(state.data).toMatchObject({ revision: 0, state: { is: 'registered', idNumber: '***' } });
    const diff = await tellDiff(config, stream!, 0n, 1n);
    expect(diff.data).toMatchObject({ from: 0, to: 1 });
    expect((diff.data as StreamDiff).changes[0]).toMatchObject({
      path: '/contactPhone',
      event: { type: 'PhoneChanged', revision: 1 },
    });
    for (const told of [out, own.join(), JSON.stringify([state, diff])])
      for (const clear of [customer.name, idNumberOf(1), mobileOf(1), mobileOf(2)]) expect(told).not.toContain(clear);
    await expect(tellState(config, stream!, 9n)).rejects.toThrow(`there is no ${stream} as of then`);

    const payload = 'update events set data = data::jsonb - $2 where stream = $1 and revision = 1';
    const url = await service.databaseUrl();
    const [kept] = await service.query<{ data: object }>(
      `select data::text from events where stream = '${stream}' and revision = 1`,
    );
    await alterLog(url, payload, [stream, 'contactPhone']);
    try {
      const found = await realname(['events', '--type', 'PhoneChanged']);
      expect([found.code, found.out]).toEqual([1, expect.stringMatching(`found: ${stream}@1 is not authentic`)]);
      expect(await realname(['events', '--stream', stream!])).toMatchObject({
        code: 2,
        errors: expect.stringMatching(/event 1 .* is not authentic/),
      });
      await expect(tellState(config, stream!, 1n)).rejects.toThrow('is not authentic');
      await expect(tellDiff(config, stream!, 0n, 1n)).rejects.toThrow('is not authentic');
    } finally {
      await alterLog(url, 'update events set data = $2 where stream = $1 and revision = 1', [stream, kept!.data]);
    }
  });

  it('tells the verifier key of the transparency log, which judges its checkpoint; finds that no witness cosigned', async () => {
    const { code, data } = await told('tlog');
    expect([code, data.cosigners]).toEqual([0, []]);
    const note = await (await fetch(`${service.url}/tlog/checkpoint`)).text();
    expect(isSignedBy(parseNote(note), parseVkey(data.vkey))).toBe(true);
    const witness = noteKey('auditors.example/1', generateKeyPairSync('ed25519').publicKey, 'witness');
    const policy = join(service.dataDir, 'policy');
    const judged = async (quorum: string) => {
      await writeFile(policy, `witness auditors ${vkeyOf(witness)}\nquorum ${quorum}\n`);
      return told('verify', '--log', '--log-key', data.vkey, '--witness-policy', policy);
    };
    expect(await judged('none')).toMatchObject({ code: 0, data: { found: [], cosigned: expect.any(Number) } });
    const what = 'no checkpoint bears the cosignatures that the policy asks for';
    expect(await judged('auditors')).toMatchObject({ code: 1, data: { found: [{ what }] } });
  });

  it('copies the log to EventStoreDB, goes on after a kill, proves the copy, and refuses a store with other events', async () => {
    const standIn = await startStandIn();
    const args = ['--json', 'log', 'copy', '--to', standIn.url, ...decided];
    try {
      standIn.faults.slowMs = 0;
      standIn.faults.next('append', 'slow', 2);
      standIn.faults.always('append', 'hang');
      const killed = await spawnRealname(service, args);
      await eventually(async () => expect(standIn.calls.append).toBe(3), 60_000);
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      standIn.faults.clear();
      const [before, copied] = [standIn.landed().length, await realname(args)];
      expect(before).toBeGreaterThan(0);
      const { events, appended, root, rootOfCopy, found } = JSON.parse(copied.out);
      expect([copied.code, found, rootOfCopy]).toEqual([0, [], root]);
      expect([events, appended]).toEqual([standIn.landed().length, events - before]);
      expect(await acts()).toContainEqual({ command: 'log copy', on: `EventStoreDB at 127.0.0.1:${standIn.port}` });

      standIn.log.append('CustomerAccount-x', 'no-stream', [standIn.log.records.at(-1)!]);
      const refused = await realname(args);
      expect([refused.code, JSON.parse(refused.out).found]).toEqual([1, [{ index: events, what: expect.anything() }]]);
    } finally {
      await standIn.stop();
    }
    const away = await realname(['log', 'copy', '--to', 'esdb://u:secret@127.0.0.1:1?tls=false', ...decided]);
    expect(away).toMatchObject({ code: 2, errors: expect.stringMatching(/--to: 127\.0\.0\.1:1 does not answer/) });
    expect(away.errors).not.toContain('secret');
  });

  it('refuses what it cannot do: exit code 2, a line that says why', async () => {
    for (const [args, why] of [
      [['parked', 'retry', 'apply-approved-changes'], /--reason/],
      [['parked', 'retry', 'apply-approved-changes', '--reason', 'why'], /say --yes/],
      [['parked', 'skip', 'apply-approved-changes', 'nothing@1', ...decided], /has put nothing aside at nothing@1/],
      [['checkpoints', 'move', 'send-notices', '--to', '99999999', '--dry-run'], /no event stands at 99999999/],
      [['checkpoints', 'move', 'send-notices', '--to', 'start'], /needs --reason/],
      [['parked', 'retry', 'nobody', ...decided], /there is no read model or process nobody/],
      [['fork', '--accept'], /--accept needs --reason/],
      [['fork', '--accept', '--reason', ' '], /say why, and who decided/],
      [['nonsense'], /unknown command/],
    ] as const)
      expect(await realname(args)).toMatchObject({ code: 2, errors: expect.stringMatching(why) });
    expect(await realnameProgram(service, ['nonsense'])).toMatchObject({ code: 2, out: '' });
    expect(await realnameProgram(service, ['doctor'])).toMatchObject({ code: 1, errors: '' });
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

  it('moves a checkpoint with the service down, and the process goes on from there', async () => {
    const { code, data } = await told('checkpoints', 'move', 'release-orphaned-claims', '--to', '2', ...decided);
    expect([code, data]).toMatchObject([0, { to: '2', direction: 'back' }]);
    const places =
      "select position, ordinal::int, event_id from process_checkpoint where process = 'release-orphaned-claims'";
    const [{ id }] = (await service.query('select id from events where position = 2')) as [{ id: string }];
    expect(await service.query(places)).toEqual([{ position: '2', ordinal: 2, event_id: id }]);
    expect((await acts()).at(-1)).toEqual({ command: 'checkpoints move', on: 'process release-orphaned-claims, to 2' });
    await service.restart();
    await eventually(async () => expect((await told('status')).data.found).toEqual([]));
  });
});
