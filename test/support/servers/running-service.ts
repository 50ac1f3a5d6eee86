import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answered, createApi } from '@realname/client';
import pg from 'pg';
import { type ServiceProcess, startServiceProcess } from '../../../demo/service-process.js';
import { runningEmbeddedPostgres } from '../../../src/adapters/embedded/postgres-server.js';
import { watchProblemsOf } from '../problem-answers.js';
import { createServiceDatabase } from './postgres.js';
import { type HostedService, startHostedService } from './service-hosts.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A Wednesday, 10:00 in Shanghai: every company of the sandbox is open (F5). */
export const openingHour = '2026-11-25T02:00:00.000Z';

/** Nothing of this test run's own environment but where programs are: what a test does not set is not set. */
const bareEnvironment: Environment = Object.fromEntries(
  Object.keys(process.env).flatMap((name) => (['PATH', 'HOME', 'TMPDIR'].includes(name) ? [] : [[name, undefined]])),
);

/** Starts the built service with no other settings than these. @throws Error with what it printed when it does not come up */
export const startProcess = async (environment: Environment): Promise<ServiceProcess> => {
  const service = await startServiceProcess({ ...bareEnvironment, METRICS_PORT: '0', ...environment });
  watchProblemsOf(service.url);
  return service;
};

/** The same in a process that other tests use too. */
export const startHosted = async (environment: Environment): Promise<HostedService> => {
  const service = await startHostedService(environment);
  watchProblemsOf(service.url);
  return service;
};

/** With a directory of its own, at `openingHour`. @throws what `start` throws; nothing is left then */
const begun = async <S extends HostedService>(
  environment: Environment,
  start: (environment: Environment) => Promise<S>,
): Promise<[dataDir: string, environment: Environment, started: S]> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'realname-e2e-'));
  try {
    const started = await start({ DATA_DIR: dataDir, ...environment });
    await answered(createApi({ baseUrl: started.url }).PUT('/sandbox/clock', { body: { now: openingHour } }));
    return [dataDir, environment, started];
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
};

/** The built service on a directory of its own that goes with it, in a process that other tests use too. */
export class RunningService {
  protected constructor(
    readonly dataDir: string,
    protected readonly environment: Environment,
    private readonly hosted: HostedService,
  ) {}

  /**
   * On a database of its own, on a server of this run unless the environment names one. Its clock stands at `openingHour` and
   * goes on from there.
   */
  static async start(environment: Environment = {}): Promise<RunningService> {
    return RunningService.onItsServer({ DATABASE_URL: await createServiceDatabase(), ...environment });
  }

  /** On an embedded PostgreSQL that lives and dies with it, unless the environment names a server. */
  static async onItsServer(environment: Environment = {}): Promise<RunningService> {
    return new RunningService(...(await begun(environment, startHosted)));
  }

  get url(): string {
    return this.hosted.url;
  }

  /** What it told. */
  get output(): readonly string[] {
    return this.hosted.output;
  }

  /** Where its tables are, while it runs. */
  async databaseUrl(): Promise<string> {
    if (this.environment.DATABASE_URL) return this.environment.DATABASE_URL;
    const url = await runningEmbeddedPostgres(this.environment.DATA_DIR ?? this.dataDir);
    if (url === undefined) throw new Error('the PostgreSQL of the service does not run');
    return url;
  }

  /** A connection to its database for as long as `work` takes. */
  async withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(await this.databaseUrl());
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** The rows of one statement on its database. */
  async query<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
    return (await this.withDatabase((client) => client.query<R>(sql))).rows;
  }

  /** Ends it, and removes its directory. */
  async dispose(): Promise<void> {
    await this.end();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  protected async end(): Promise<void> {
    await this.hosted.stop();
  }
}

/** The same as a process of its own, for what is done to a process. */
export class RunningProcess extends RunningService {
  private readonly earlier: string[] = [];

  private constructor(
    dataDir: string,
    environment: Environment,
    private process: ServiceProcess,
  ) {
    super(dataDir, environment, process);
  }

  static override async start(environment: Environment = {}): Promise<RunningProcess> {
    return RunningProcess.onItsServer({ DATABASE_URL: await createServiceDatabase(), ...environment });
  }

  static override async onItsServer(environment: Environment = {}): Promise<RunningProcess> {
    return new RunningProcess(...(await begun(environment, startProcess)));
  }

  override get url(): string {
    return this.process.url;
  }

  /** What it printed, before restarts too. */
  override get output(): readonly string[] {
    return [...this.earlier, ...this.process.output];
  }

  /** The number of its process. */
  get pid(): number {
    return this.process.pid;
  }

  /** `kill -9`, and a new process on the same directory at the same address. */
  async crash(): Promise<void> {
    await this.kill();
    await this.restart();
  }

  async restart(): Promise<void> {
    const { port } = new URL(this.url);
    this.earlier.push(...this.process.output);
    this.process = await startProcess({ DATA_DIR: this.dataDir, ...this.environment, PORT: port });
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  /** SIGTERM; the exit code. The directory stays. */
  stop(): Promise<number | null> {
    return this.process.stop();
  }

  protected override end(): Promise<void> {
    return this.kill();
  }
}
