import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { PostgresEventStore } from '../../src/adapters/postgres/event-store.js';
import { logMigrations } from '../../src/adapters/postgres/log-migrations/log-migrations.js';
import { serviceMigrations } from '../../src/adapters/postgres/service-migrations/service-migrations.js';
import { migrate } from '../../src/adapters/postgres-server/migrate.js';
import { PostgresServer } from '../../src/adapters/postgres-server/server.js';
import { CheckpointFile } from '../../src/adapters/transparency-log/checkpoint-file.js';
import {
  CheckpointKeeper,
  type CheckpointPlace,
  textOf,
} from '../../src/adapters/transparency-log/checkpoint-keeper.js';
import { CheckpointsOutside } from '../../src/adapters/transparency-log/checkpoints-outside.js';
import { Cosigning } from '../../src/adapters/transparency-log/cosigning.js';
import { PostgresTransparencyLog } from '../../src/adapters/transparency-log/postgres-transparency-log.js';
import type { Tree } from '../../src/adapters/transparency-log/tree.js';
import { TreeGrower } from '../../src/adapters/transparency-log/tree-grower.js';
import type { TreeKeys } from '../../src/adapters/transparency-log/tree-keys.js';
import { type KeptCheckpoint, TreeTables } from '../../src/adapters/transparency-log/tree-tables.js';
import type { EventStore } from '../../src/application/ports/event-store.js';
import { makePrivateKey } from '../../src/application/transparency-log/key-algorithms.js';
import type { Policy } from '../../src/application/transparency-log/policy.js';
import { createDatabase } from '../support/servers/postgres.js';
import type { LoggedUnderTest } from './transparency-log.contract.js';

/** A log on PostgreSQL or beside it, its tree in tables of PostgreSQL, and whoever grows it. */
export class Grown implements LoggedUnderTest {
  readonly said: string[] = [];
  private growers: TreeGrower[] = [];

  private constructor(
    readonly url: string,
    readonly store: EventStore,
    readonly keeping: Tree,
    readonly pool: Pool,
    private readonly server: PostgresServer,
    private readonly directory: string,
  ) {}

  /** @param other the log; one on PostgreSQL unless given. @param signing the newest key first; one of Ed25519 unless given. A grower works from the beginning. */
  static async open(other?: EventStore, signing: TreeKeys['signing'] = [makePrivateKey('ed25519')]): Promise<Grown> {
    const url = await createDatabase(process.env.REALNAME_TEST_EMBEDDED_URL!);
    await migrate(url, logMigrations, 'log_migrations');
    await migrate(url, serviceMigrations, 'service_migrations');
    const server = new PostgresServer(url);
    const pool = server.pool('service');
    const directory = await mkdtemp(join(tmpdir(), 'realname-tlog-'));
    const keeping = {
      tables: new TreeTables(pool),
      outside: new CheckpointsOutside([new CheckpointKeeper(new CheckpointFile(directory))]),
      keys: { signing, retired: [] },
      name: 'realname.example/log/1',
    };
    const grown = new Grown(url, other ?? new PostgresEventStore(server), keeping, pool, server, directory);
    grown.grow();
    return grown;
  }

  /** The last checkpoint as it is kept outside the database. */
  outside(): Promise<KeptCheckpoint | undefined> {
    return this.keeping.outside.latest();
  }

  /** Puts one in its place, whatever was there. */
  async putOutside(checkpoint: KeptCheckpoint): Promise<void> {
    await new CheckpointFile(this.directory).replace(textOf(checkpoint));
  }

  get tree(): PostgresTransparencyLog {
    return new PostgresTransparencyLog(this.keeping, this.store);
  }

  /** Takes another place for the only one outside the database, for growers from now on. */
  keepAt(place: CheckpointPlace): void {
    const outside = new CheckpointsOutside([new CheckpointKeeper(place)], this.log);
    Object.assign(this.keeping, { outside });
  }

  private readonly log = (level: string, message: string, fields?: { error?: unknown }) =>
    void this.said.push(`${level} ${message} ${fields?.error ?? ''}`.trim());

  /** @param policy names witnesses that are asked to cosign */
  grow(policy?: Policy): TreeGrower {
    const grower = new TreeGrower(
      this.server,
      this.keeping,
      this.store,
      this.log,
      policy && new Cosigning(policy, this.keeping.tables, this.log),
    );
    grower.start();
    this.growers.push(grower);
    return grower;
  }

  async stop(): Promise<void> {
    await Promise.all(this.growers.splice(0).map((each) => each.stop()));
  }

  async dispose(): Promise<void> {
    await this.stop();
    await this.store.close();
    await this.pool.end();
    await this.server.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
