import type pg from 'pg';
import type { RunningProcess } from '../servers/running-service.js';

const tables = ['events', 'idempotency_records', 'short_lived', 'credentials', 'data_keys', 'video_queue'];

/** Kills a service on its embedded PostgreSQL right before a write of a call, counted over all that a call writes to. */
export class WriteGate {
  private constructor(private readonly service: RunningProcess) {}

  static async on(service: RunningProcess): Promise<WriteGate> {
    const triggers = tables.map((table) => {
      const writes = `before insert or update or delete on ${table} for each row`;
      return `create trigger write_gate ${writes} execute function pass_write_gate();`;
    });
    await service.query(`
        create table write_gate (passes bigint not null, since timestamptz not null default clock_timestamp());
        create sequence write_gate_passed;
        create function pass_write_gate() returns trigger language plpgsql as $$
          declare allowed bigint;
          begin
            select passes into allowed from write_gate where since > pg_postmaster_start_time();
            if allowed is not null and nextval('write_gate_passed') > allowed then perform pg_sleep(600); end if;
            return coalesce(new, old);
          end $$;
        ${triggers.join('\n')}`);
    return new WriteGate(service);
  }

  /** Lets so many rows of the call be written, and kills the service before the next; once it has answered if it writes less. */
  async crashDuring(call: () => Promise<unknown>, passes: number): Promise<void> {
    const sent = await this.service.withDatabase(async (client) => {
      await client.query("select setval('write_gate_passed', 1, false)");
      await client.query('insert into write_gate (passes) values ($1)', [passes]);
      const answer = { over: false };
      const calling = call()
        .catch(() => {})
        .finally(() => Object.assign(answer, { over: true }));
      while (!answer.over && !(await somebodySleeps(client)));
      return { calling };
    });
    await this.service.crash();
    await sent.calling;
    await this.service.query('delete from write_gate');
  }
}

const somebodySleeps = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
  );
  return rows.length > 0;
};
