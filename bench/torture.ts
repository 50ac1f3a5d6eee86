import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { answered, createApi } from '@realname/client';
import { signInStaff } from '../demo/main-job.js';
import { type ServiceProcess, startServiceProcess } from '../demo/service-process.js';
import { answerCalls, doJob, type Run } from './torture/customers.js';
import type { Ledger } from './torture/ledger.js';
import { newTally, type Tally } from './torture/persistent-client.js';

const help = `npm run torture [-- options]

Kills the service again and again (kill -9, at random moments) while customers do the main job, and compares at the end
what was acknowledged with the log: nothing may be lost, nothing may be there twice. Exit code 1 when something is.
The service runs on a directory of its own, embedded unless EVENTSTORE_URL or REDIS_URL are set.

  --kills N       kills (100)
  --seconds N     no more kills after so many seconds (1800)
  --customers N   customers at the same time (4)
  --help          this text
`;

/** A Wednesday, 10:00 in Shanghai: the company is open (F5). */
const openingHour = '2026-11-25T02:00:00.000Z';

const say = (line: string) => process.stderr.write(`${line}\n`);

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '1800' },
      customers: { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const [kills, seconds, customers] = [values.kills, values.seconds, values.customers].map(Number);
  if (![kills, seconds, customers].every((each) => Number.isInteger(each) && each! > 0)) throw new Error(help);

  const dataDir = await mkdtemp(join(tmpdir(), 'realname-torture-'));
  const { DATABASE_URL: _, ...environment } = process.env;
  const start = (port: string) =>
    startServiceProcess({ ...environment, DATABASE_URL: undefined, LOG_LEVEL: 'error', DATA_DIR: dataDir, PORT: port });
  let service = await start('0');
  const { url } = service;
  const port = new URL(url).port;
  try {
    await answered(createApi({ baseUrl: url }).PUT('/sandbox/clock', { body: { now: openingHour } }));
    const tally = newTally();
    const runs: Run[] = [];
    const killing = new AbortController();
    const answering = new AbortController();
    const agent = answerCalls(url, tally, answering.signal);
    const load = Array.from({ length: customers! }, async () => {
      while (!killing.signal.aborted) await doJob(url, runs.length + 1, tally, runs);
    });

    const ready: number[] = [];
    const end = performance.now() + seconds! * 1_000;
    const crash = async () => {
      await sleep(Math.random() ** 2 * 4_000);
      await service.kill();
      const killed = performance.now();
      service = await start(port);
      await untilReady(service);
      ready.push(performance.now() - killed);
    };
    while (ready.length < kills! && performance.now() < end) {
      await crash();
      if (ready.length % 10 === 0 || ready.length === kills) progress(ready.length, kills!, runs, tally);
    }
    killing.abort();
    say('no more kills: the customers finish');
    await Promise.all(load);
    answering.abort();
    process.exitCode = (await verdict(url, runs, tally, await agent, ready)) ? 0 : 1;
  } finally {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
};

const untilReady = async ({ url }: ServiceProcess): Promise<void> => {
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) await sleep(20);
};

const applied = (runs: readonly Run[]) => runs.filter(({ end }) => end === 'applied').length;

const progress = (killed: number, kills: number, runs: readonly Run[], tally: Tally) =>
  say(`${killed}/${kills} kills, ${applied(runs)} main jobs done, ${tally.acknowledged} writes acknowledged`);

const verdict = async (url: string, runs: Run[], tally: Tally, calls: Map<string, Ledger>, ready: number[]) => {
  const { auditor } = await signInStaff(url);
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
      `kills                        ${ready.length}`,
      `ready again after            p50 ${figure(sorted[Math.floor(sorted.length / 2)])}, max ${figure(sorted.at(-1))}`,
      `main jobs done               ${applied(runs)} of ${runs.length} (${codes} gave up: the code was lost with the process)`,
      `writes acknowledged          ${tally.acknowledged}, ${tally.resent} requests sent again`,
      `repeats of acknowledged      ${tally.repeated}, answered otherwise ${tally.differing.length}`,
      `acknowledged facts lost      ${lost!.length} ${lost!.join(' ')}`,
      `acknowledged facts doubled   ${doubled!.length} ${doubled!.join(' ')}`,
      `jobs that failed             ${failed!.length} ${failed!.join('; ')}`,
      ...tally.differing,
    ].join('\n')}\n`,
  );
  return [lost!, doubled!, failed!, tally.differing].every(({ length }) => length === 0);
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
