import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answered, createApi } from '@realname/client';
import pg from 'pg';
import { type ServiceProcess, startServiceProcess } from '../../../demo/service-process.js';
import { runningEmbeddedPostgres } from '../../../src/adapters/embedded/postgres-server.js';
import { watchProblemsOf } from '../problem-answers.js';
import { createServiceDatabase } from './postgres.js';

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

/** The built service as a process of its own, on a directory of its own that goes with it. */
export class RunningService {
  private constructor(
    readonly dataDir: string,
    private readonly environment: Environment,
    private process: ServiceProcess,
    private readonly earlier: string[] = [],
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
    const dataDir = await mkdtemp(join(tmpdir(), 'realname-e2e-'));
    try {
      const service = new RunningService(
        dataDir,
        environment,
        await startProcess({ DATA_DIR: dataDir, ...environment }),
      );
      await answered(createApi({ baseUrl: service.url }).PUT('/sandbox/clock', { body: { now: openingHour } }));
      return service;
    } catch (error) {
      await rm(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  get url(): string {
    return this.process.url;
  }

  /** The number of its process. */
  get pid(): number {
    return this.process.pid;
  }

  /** What it printed, before restarts too. */
  get output(): readonly string[] {
    return [...this.earlier, ...this.process.output];
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

  /** `kill -9`, and a new process on the same directory at the same address. */
  async crash(): Promise<void> {
    await this.process.kill();
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

  /** Ends it, however it is, and removes its directory. */
  async dispose(): Promise<void> {
    await this.process.kill();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
