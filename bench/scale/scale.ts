import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Api, answered } from '@realname/client';
import pg from 'pg';
import { signInStaff } from '../../demo/main-job.js';
import { companyCode, type customer } from '../../demo/people.js';
import { programs, type ServiceProcess, startServiceProcess } from '../../demo/service-process.js';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { EventMacs } from '../../src/application/core/event-mac.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { appendOne, decideOne, noKeys } from '../log.js';
import { type Figures, measure, percentiles } from '../measure.js';
import { fill } from './multiply.js';
import { memoryOf } from './process-memory.js';
import { rebuildFloor } from './rebuild-floor.js';
import { type Template, walkTemplate } from './template.js';

/** What one size of the log costs. */
export interface ScaleFigures {
  readonly events: number;
  /** Milliseconds from the start of the process to `listens`, of a service that was stopped. */
  readonly start: number;
  readonly append: Figures;
  readonly decide: Figures;
  /** Events per second, less the start of the process: folded by a service that was away, and by a build beside live traffic. */
  readonly caughtUp: number;
  readonly rebuilt: number;
  readonly floor: number;
  /** Of all read models. */
  readonly rows: number;
  /** MiB of the service: idle after a start, and the most while it built. */
  readonly idle: number;
  readonly peak: number;
  readonly bytesPerEvent: number;
  /** Milliseconds of an import over HTTP, while nothing is built and while another release builds. */
  readonly write: Pick<Figures, 'p50' | 'p99'>;
  readonly writeBeside: Pick<Figures, 'p50' | 'p99'>;
}

const releases = { this: programs.service, next: 'dist/bench/torture/newer-release.js' };
const writers = 16;

/** @param people customers nobody imported yet: the first walks, the others are imported while figures are taken */
export const scale = async (
  directory: string,
  events: number,
  people: (index: number) => typeof customer,
  ms: number,
  progress: (line: string) => void,
): Promise<ScaleFigures> => {
  const dataDir = join(directory, `scale-${events}`);
  const server = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client(server.url);
  const masterKey = randomBytes(32);
  const environment = {
    DATA_DIR: dataDir,
    DATABASE_URL: server.url,
    LOG_LEVEL: 'warn',
    MASTER_KEY: masterKey.toString('base64'),
  };
  const start = (main = releases.this) => startServiceProcess(environment, main);
  try {
    await client.connect();
    const macs = new EventMacs(new Keyring(masterKey));
    await fillFrom(await walked(start, client, people), macs, client, events, progress);
    progress(`${events} events: catching up`);
    const [caughtUp, behind] = await timed(async () => {
      const service = await start();
      await untilPassed(client);
      return service;
    });
    const peakBehind = memoryOf(behind.pid).peak;
    await behind.stop();
    progress(`${events} events: start`);
    const [starting, service] = await timed(start);
    await pause(2_000);
    const idle = memoryOf(service.pid).now;
    progress(`${events} events: a build beside live traffic`);
    const traffic = await Traffic.of(service, people);
    const write = percentiles(await traffic.during(pause(ms)));
    const next = { peak: 0, ms: 0 };
    const writeBeside = percentiles(
      await traffic.during(
        (async () => {
          const [ms, newer] = await timed(() => start(releases.next));
          Object.assign(next, { peak: memoryOf(newer.pid).peak, ms });
          await newer.stop();
        })(),
      ),
    );
    await service.stop();
    progress(`${events} events: the log alone`);
    const { append, decide } = await logWork(server.url, ms);
    progress(`${events} events: the floor of a rebuild`);
    const floor = await rebuildFloor(client);
    return {
      events,
      start: starting,
      append,
      decide,
      caughtUp: (events * 1_000) / (caughtUp - starting),
      rebuilt: (events * 1_000) / (next.ms - starting),
      rows: await rowsOf(client),
      floor,
      idle,
      peak: Math.max(peakBehind, next.peak),
      bytesPerEvent: await bytesPerEvent(client),
      write,
      writeBeside,
    };
  } finally {
    await client.end();
    await server.stop();
  }
};

const timed = async <T>(work: () => Promise<T>): Promise<readonly [ms: number, result: T]> => {
  const from = performance.now();
  const result = await work();
  return [performance.now() - from, result];
};

const walked = async (
  start: () => Promise<ServiceProcess>,
  client: pg.Client,
  people: (index: number) => typeof customer,
): Promise<Template> => {
  const service = await start();
  const [who, { idNumber }] = [people(0), people(1)];
  const template = await walkTemplate(service.url, client, who, { name: '测试人', idNumber, mobile: '13800138001' });
  await service.stop();
  return template;
};

/** The processes have handled it all: what they do outside the log is not part of the figures. */
const fillFrom = async (
  template: Template,
  macs: EventMacs,
  client: pg.Client,
  events: number,
  progress: (line: string) => void,
): Promise<void> => {
  let told = performance.now();
  await fill(client, template, macs, events, (written) => {
    if (performance.now() - told < 5_000) return;
    told = performance.now();
    progress(`${events} events: ${written} written`);
  });
  await client.query(
    `update process_checkpoint set position = position_, ordinal = position_, event_id = id
     from (select position as position_, id from events order by position desc limit 1) head`,
  );
};

/** Until every read model has folded the whole log. */
const untilPassed = async (client: pg.Client): Promise<void> => {
  const behind = `select from read_model_checkpoint
    where state <> 'live' or position::bigint < (select max(position) from events) limit 1`;
  while ((await client.query(behind)).rowCount !== 0) await pause(50);
};

const logWork = async (url: string, ms: number): Promise<{ append: Figures; decide: Figures }> => {
  const server = new PostgresServer(url);
  const store = new PostgresEventStore(server);
  try {
    return {
      append: await measure(writers, ms, appendOne(store)),
      decide: await measure(writers, ms, decideOne(store, noKeys)),
    };
  } finally {
    await store.close();
    await server.close();
  }
};

/** Of one release. @throws Error when an event was put aside: then less was folded than counted */
const rowsOf = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query(
    `select (select count(*)::int from read_model_parked) as parked,
       (select count(*)::int from read_model_row join read_model_checkpoint using (model, version)
        where (model, version) in (select model, min(version) from read_model_checkpoint group by model)) as kept`,
  );
  if (rows[0].parked > 0) throw new Error(`${rows[0].parked} events could not be folded`);
  return rows[0].kept;
};

const bytesPerEvent = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query(
    `select pg_total_relation_size('events')::float8 / (select count(*) from events) as bytes`,
  );
  return rows[0].bytes;
};

/** An operator who imports one customer after the other. */
class Traffic {
  private imported = 2;

  private constructor(
    private readonly operator: Api,
    private readonly people: (index: number) => typeof customer,
  ) {}

  static async of(service: ServiceProcess, people: (index: number) => typeof customer): Promise<Traffic> {
    return new Traffic((await signInStaff(service.url)).operator, people);
  }

  /** Milliseconds of each import until `work` is over. @throws what an import is refused with */
  async during(work: Promise<unknown>): Promise<number[]> {
    const over = { yes: false };
    const ended = work.finally(() => Object.assign(over, { yes: true }));
    const took: number[] = [];
    while (!over.yes) {
      const [ms] = await timed(() => this.import(this.imported++));
      took.push(ms);
    }
    await ended;
    return took;
  }

  private import(index: number): Promise<unknown> {
    const path = { companyCode, customerNumber: `0038${10_000 + index}` };
    const { PUT } = this.operator;
    return answered(
      PUT('/v1/staff/customers/{companyCode}/{customerNumber}', { params: { path }, body: this.people(index) }),
    );
  }
}
