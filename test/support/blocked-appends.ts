import pg from 'pg';
import { eventually } from './eventually.js';
import type { RunningService } from './running-service.js';

/** Holds appends to streams of a category, so that a service can be killed right before one of them. */
export class BlockedAppends {
  private constructor(
    private readonly service: RunningService,
    private readonly category: string,
  ) {}

  static async on(service: RunningService, category: string): Promise<BlockedAppends> {
    const client = await connected(service);
    await client.query(`
      create function wait_at_gate() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(4242); return new; end $$;
      create trigger gate before insert on events for each row
        when (new.stream like '${category}-%') execute function wait_at_gate();
    `);
    await client.end();
    return new BlockedAppends(service, category);
  }

  /** Sends a call that gets no answer: the service dies as it appends to the category, all before that having happened. */
  async crashDuring(call: () => Promise<unknown>): Promise<void> {
    const client = await connected(this.service);
    await client.query('select pg_advisory_lock(4242)');
    const lost = call().then(
      () => Promise.reject(new Error(`answered, though ${this.category} was blocked`)),
      () => undefined,
    );
    await eventually(async () => {
      const { rows } = await client.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`);
      if (rows.length === 0) throw new Error('nobody waits at the gate');
    });
    await this.service.crash();
    await lost;
    await client.end().catch(() => {});
  }
}

const connected = async (service: RunningService): Promise<pg.Client> => {
  const client = new pg.Client(await service.databaseUrl());
  client.on('error', () => {});
  await client.connect();
  return client;
};
