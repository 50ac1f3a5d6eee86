import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { passNext } from '../demo/agent.js';
import { Device, importCustomer, signInStaff } from '../demo/main-job.js';
import type { customer } from '../demo/people.js';
import { startServiceProcess } from '../demo/service-process.js';
import { Walk } from '../demo/walk.js';
import { runningEmbeddedPostgres } from '../src/adapters/embedded/postgres-server.js';
import { processorTime } from './processor-time.js';

/** What some work cost the server. */
interface Cost {
  readonly transactions: number;
  readonly inserted: number;
  readonly updated: number;
  /** Milliseconds on a processor. */
  readonly serviceMs: number;
  readonly postgresMs: number;
}

const measures = ['transactions', 'inserted', 'updated', 'serviceMs', 'postgresMs'] as const satisfies (keyof Cost)[];

export interface StepCost extends Cost {
  readonly step: string;
}

/** PostgreSQL tells its counts a second after a connection fell idle (milliseconds). */
const told = 1_500;

/** What the first journey left to do is done, and connections that nobody needs any more are closed (milliseconds). */
const settled = 15_000;

/**
 * What one main job costs the service and its PostgreSQL, by steps: the mean of some journeys, one after the other, less what
 * the same time costs a service that nobody calls. Keys, signatures and pictures of the devices are made in this process.
 */
export const serverCost = async (dataDir: string, people: readonly (typeof customer)[]): Promise<StepCost[]> => {
  const service = await startServiceProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  const meter = await Meter.open(dataDir, service.pid);
  try {
    const { operator, agent } = await signInStaff(service.url);
    for (const [index, each] of people.entries()) await importCustomer(operator, each, `0038${index + 6000}`);
    const [warm, ...walks] = people.map((each, index) => {
      const device = new Device(service.url, `bench-device-${6000 + index}`, each);
      return new Walk(device, '0755-86001533', 40 + index);
    });
    const take = ([name, step]: Walk['steps'][number]) =>
      name === 'queue to passed' ? Promise.all([step(), answerCall(agent)]) : step();
    for (const step of warm!.steps) await take(step);
    await pause(settled);
    const idle = await meter.measure(() => pause(20_000));
    const costs = new Map<string, Cost[]>();
    for (const walk of walks) {
      for (const step of walk.steps) {
        const cost = await meter.measure(() => take(step));
        const own = difference(cost.cost, idle.cost, cost.ms / idle.ms);
        costs.set(step[0], [...(costs.get(step[0]) ?? []), own]);
      }
    }
    const steps = [...costs].map(([step, each]) => ({ step, ...mean(each) }));
    return [...steps, { step: 'main job', ...sum(steps) }];
  } finally {
    await meter.close();
    await service.stop();
  }
};

/** Once the customer waits. */
const answerCall = async (agent: Parameters<typeof passNext>[0]): Promise<void> => {
  for (await pause(300); !(await passNext(agent, '001')); await pause(200));
};

class Meter {
  private constructor(
    private readonly client: pg.Client,
    private readonly pid: number,
  ) {}

  static async open(dataDir: string, pid: number): Promise<Meter> {
    const client = new pg.Client(await runningEmbeddedPostgres(dataDir));
    await client.connect();
    return new Meter(client, pid);
  }

  async measure(work: () => Promise<unknown>): Promise<{ cost: Cost; ms: number }> {
    const [from, before] = [performance.now(), await this.read()];
    await work();
    await pause(told);
    const after = await this.read();
    return { cost: difference(after, before, 1), ms: performance.now() - from };
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async read(): Promise<Cost> {
    const { rows } = await this.client.query<Omit<Cost, 'serviceMs' | 'postgresMs'>>(
      `select xact_commit::int as transactions, tup_inserted::int as inserted, tup_updated::int as updated
       from pg_stat_database where datname = current_database()`,
    );
    const { own, below } = processorTime(this.pid);
    return { ...rows[0]!, serviceMs: own, postgresMs: below };
  }
}

const costOf = (of: (measure: keyof Cost) => number): Cost =>
  Object.fromEntries(measures.map((measure) => [measure, of(measure)])) as unknown as Cost;

const difference = (cost: Cost, less: Cost, times: number): Cost => costOf((of) => cost[of] - times * less[of]);
const sum = (costs: readonly Cost[]): Cost => costOf((of) => costs.reduce((total, each) => total + each[of], 0));
const mean = (costs: readonly Cost[]): Cost => costOf((of) => sum(costs)[of] / costs.length);

/** A table of what the steps cost. */
export const costTable = (costs: readonly StepCost[]): string =>
  [
    '| main job, what one costs the server | transactions | rows inserted | rows updated | service, CPU ms | PostgreSQL, CPU ms |',
    '|---|---|---|---|---|---|',
    ...costs.map((cost) => {
      const name = cost.step === 'main job' ? '**main job, transactions**' : `– ${cost.step}`;
      return `| ${[name, ...measures.map((of) => cost[of].toFixed(0))].join(' | ')} |`;
    }),
  ].join('\n');
