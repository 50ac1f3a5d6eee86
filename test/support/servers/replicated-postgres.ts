import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gate } from '../crashes/gate.js';
import { eventually } from '../eventually.js';
import {
  type InstalledPostgres,
  isPostgresInstalled,
  startInstalledPostgres,
  startInstalledStandby,
} from './installed-postgres.js';
import { withClient } from './postgres.js';

/** A primary and a standby that confirms each commit (`synchronous_standby_names`), behind an address that follows the primary. */
export class ReplicatedPostgres {
  private constructor(
    private readonly directories: readonly string[],
    private readonly primary: InstalledPostgres,
    private readonly standby: InstalledPostgres,
    private readonly gate: Gate,
  ) {}

  /** Whether this machine has what it takes. */
  static readonly isHere = isPostgresInstalled();

  static async start(): Promise<ReplicatedPostgres> {
    const directories = await Promise.all(['primary', 'standby'].map((name) => mkdtemp(join(tmpdir(), `${name}-`))));
    const primary = (await startInstalledPostgres(directories[0]!))!;
    const standby = await startInstalledStandby(primary, directories[1]!);
    await withClient(primary.url, async (client) => {
      await client.query("alter system set synchronous_standby_names = '*'");
      await client.query('select pg_reload_conf()');
      await eventually(async () => {
        const { rows } = await client.query('select sync_state from pg_stat_replication');
        expectSync(rows);
      });
    });
    return new ReplicatedPostgres(directories, primary, standby, await Gate.before(primary.url));
  }

  /** Of whoever is the primary. */
  get url(): string {
    return this.gate.urlOf(this.primary.url);
  }

  /** Of the standby, also after it was promoted. */
  get standbyUrl(): string {
    return this.standby.url;
  }

  /** `kill -9` of the primary, `pg_promote` of the standby, and the address moves. */
  async failOver(): Promise<void> {
    process.kill(Number((await readFile(join(this.primary.data, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
    await withClient(this.standby.url, (client) => client.query('select pg_promote()'));
    await this.gate.moveTo(this.standby.url);
  }

  async stop(): Promise<void> {
    this.gate.close();
    await Promise.all([this.primary.stop(), this.standby.stop()]);
    for (const directory of this.directories) await rm(directory, { recursive: true, force: true });
  }
}

const expectSync = (rows: readonly { sync_state: string }[]): void => {
  if (rows[0]?.sync_state !== 'sync') throw new Error('the standby does not confirm yet');
};
