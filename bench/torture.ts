import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answered, createApi } from '@realname/client';
import { signInStaff } from '../demo/main-job.js';
import { runningEmbeddedPostgres } from '../src/adapters/embedded/postgres-server.js';
import { answerCalls, doJob, type Run } from './torture/customers.js';
import { disk } from './torture/disk.js';
import type { Disturbed, Mode } from './torture/disturbance.js';
import { failover } from './torture/failover.js';
import { flush } from './torture/flush.js';
import { freeze } from './torture/freeze.js';
import { kill } from './torture/kill.js';
import type { Ledger } from './torture/ledger.js';
import { newTally, type Tally } from './torture/persistent-client.js';
import { type RowsBesideLog, rowsBesideLog } from './torture/rows-beside-log.js';
import { upgrade } from './torture/upgrade.js';

const modes: Readonly<Record<string, Mode>> = { kill, upgrade, freeze, flush, disk, failover };

const help = `npm run torture [-- options]

Disturbs the service again and again while customers do the main job, and compares at the end what was acknowledged with
the log: nothing may be lost, nothing may be there twice. Exit code 1 when something is. The service runs on a directory
of its own, embedded unless EVENTSTORE_URL or REDIS_URL are set.

  --mode kill     kill -9, at random moments
         upgrade  rolling upgrades to a release that raised every read model, and rollbacks, in turns: no call may fail
         freeze   the machine of PostgreSQL vanishes without a sign, and is reached anew; the service runs on
         flush    Redis loses the video queue, and the service runs on
         failover a standby that lacks the newest takes over, and the loss is accepted; the service runs on: what was
                  acknowledged meanwhile is lost, but no read model shows what is not in the log, or lacks what is
         disk     the disk (a tmpfs: as root) fills up and is freed, and the service runs on
  --rounds N      how often (100)
  --seconds N     not again after so many seconds (1800)
  --customers N   customers at the same time (4)
  --help          this text
`;

/** A Wednesday, 10:00 in Shanghai: the company is open (F5). */
const openingHour = '2026-11-25T02:00:00.000Z';

const say = (line: string) => process.stderr.write(`${line}\n`);

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      mode: { type: 'string', default: 'kill' },
      rounds: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '1800' },
      customers: { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const [rounds, seconds, customers] = [values.rounds, values.seconds, values.customers].map(Number);
  const mode = modes[values.mode];
  if (!mode || ![rounds, seconds, customers].every((each) => Number.isInteger(each) && each! > 0))
    throw new Error(help);

  const dataDir = await mkdtemp(join(tmpdir(), 'realname-torture-'));
  const { DATABASE_URL: _, ...environment } = process.env;
  const service = await mode.open(dataDir, { ...environment, LOG_LEVEL: 'error' });
  const { url } = service;
  try {
    await answered(createApi({ baseUrl: url }).PUT('/sandbox/clock', { body: { now: openingHour } }));
    const tally = newTally();
    const runs: Run[] = [];
    const disturbing = new AbortController();
    const answering = new AbortController();
    const agent = answerCalls(url, tally, answering.signal, mode.mayLose);
    const load = Array.from({ length: customers! }, async () => {
      while (!disturbing.signal.aborted) await doJob(url, runs.length + 1, tally, runs);
    });

    const ready: number[] = [];
    const end = performance.now() + seconds! * 1_000;
    while (ready.length < rounds! && performance.now() < end) {
      ready.push(await service.disturb());
      if (ready.length % 10 === 0 || ready.length === rounds) progress(ready.length, rounds!, runs, tally);
    }
    disturbing.abort();
    say('no more of it: the customers finish');
    await Promise.all(load);
    answering.abort();
    const calls = await agent;
    const databaseUrl = service.databaseUrl ?? (await runningEmbeddedPostgres(dataDir))!;
    const rows = environment.EVENTSTORE_URL ? undefined : await rowsBesideLog(databaseUrl);
    process.exitCode = (await verdict(service, mode, runs, tally, calls, ready, rows)) ? 0 : 1;
  } finally {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
};

const applied = (runs: readonly Run[]) => runs.filter(({ end }) => end === 'applied').length;

const progress = (done: number, rounds: number, runs: readonly Run[], tally: Tally) =>
  say(`${done}/${rounds} rounds, ${applied(runs)} main jobs done, ${tally.acknowledged} writes acknowledged`);

const verdict = async (
  service: Disturbed,
  { mayFail, mayLose = false }: Mode,
  runs: Run[],
  tally: Tally,
  calls: Map<string, Ledger>,
  ready: number[],
  rows: RowsBesideLog | undefined,
) => {
  const { auditor } = await signInStaff(service.url);
  const [lost, doubled, failed]: string[][] = [[], [], []];
  for (const { idNumber, ledger, end } of runs) {
    if (end instanceof Error) failed!.push(end.message);
    ledger.absorb(calls);
    const difference = ledger.compare(await factsOf(auditor, idNumber));
    lost!.push(...difference.lost);
    doubled!.push(...difference.doubled);
  }
  const sorted = ready.toSorted((a, b) => a - b);
  const figure = (ms: number | undefined) => `${((ms ?? 0) / 1_000).toFixed(2)} s`;
  const codes = runs.filter(({ end }) => end === 'no code came').length;
  process.stdout.write(
    `${[
      `rounds                       ${ready.length}`,
      `ready again after            p50 ${figure(sorted[Math.floor(sorted.length / 2)])}, max ${figure(sorted.at(-1))}`,
      `main jobs done               ${applied(runs)} of ${runs.length} (${codes} gave up: the code was lost with the process)`,
      `writes acknowledged          ${tally.acknowledged}, ${tally.resent} requests sent again`,
      `repeats of acknowledged      ${tally.repeated}, answered otherwise ${tally.differing.length}`,
      `acknowledged facts lost      ${lost!.length} ${lost!.join(' ')}`,
      `acknowledged facts doubled   ${doubled!.length} ${doubled!.join(' ')}`,
      `jobs that failed             ${failed!.length} ${failed!.join('; ')}`,
      ...(rows ? [`rows ahead of the log        phantom ${rows.phantom}, ${rows.skipped} behind it`] : []),
      ...(service.findings?.() ?? []),
      ...tally.differing,
    ].join('\n')}\n`,
  );
  const wrong = mayLose ? [doubled!] : [lost!, doubled!, failed!, tally.differing];
  const isWhole = wrong.every(({ length }) => length === 0) && (!rows || rows.phantom + rows.skipped === 0);
  return isWhole && (mayFail || tally.resent === 0);
};

/** Every fact of a person in the log. */
const factsOf = async (auditor: Awaited<ReturnType<typeof signInStaff>>['auditor'], idNumber: string) => {
  const headers = { 'x-audit-reason': 'comparison after the torture' };
  const found = await answered(auditor.POST('/v1/audit/stream-searches', { body: { idNumber }, headers }));
  const types: string[] = [];
  for (const { stream } of found.items as { stream: string }[]) {
    const { items } = await answered(
      auditor.GET('/v1/audit/streams/{stream}', { params: { path: { stream } }, headers }),
    );
    types.push(...(items as unknown as { type: string }[]).map(({ type }) => type));
  }
  return types;
};

await main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
