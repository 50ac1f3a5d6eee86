import { eventually } from '../eventually.js';
import type { RunningProcess } from '../servers/running-service.js';

/** Holds a service at one of its writes, so that it can be killed right before it. */
export class CrashGate {
  private constructor(private readonly service: RunningProcess) {}

  /** Before events are appended to streams of a category. */
  static beforeAppends(service: RunningProcess, category: string): Promise<CrashGate> {
    return CrashGate.on(service, `before insert on events for each row when (new.stream like '${category}-%')`);
  }

  /** Once all is done and before an answer is kept for repeats. */
  static beforeAnswers(service: RunningProcess): Promise<CrashGate> {
    const kept = 'old.response is null and new.response is not null';
    return CrashGate.on(service, `before update on idempotency_records for each row when (${kept})`);
  }

  private static async on(service: RunningProcess, writes: string): Promise<CrashGate> {
    await service.query(
      `create table closed_gate (since timestamptz not null default now());
       create function wait_at_gate() returns trigger language plpgsql as $$
         begin
           while exists (select 1 from closed_gate) loop perform pg_sleep(0.02); end loop;
           return new;
         end $$;
       create trigger gate ${writes} execute function wait_at_gate();`,
    );
    return new CrashGate(service);
  }

  /** Sends a call that gets no answer: the service dies at the gate, all before it having happened. */
  async crashDuring(call: () => Promise<unknown>): Promise<void> {
    await this.service.query('insert into closed_gate default values');
    const lost = call().then(
      () => Promise.reject(new Error('answered, though the gate was closed')),
      () => undefined,
    );
    await eventually(async () => {
      const waiting = await this.service.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      );
      if (waiting.length === 0) throw new Error('nobody waits at the gate');
    });
    await this.service.crash();
    await lost;
    await this.service.query('delete from closed_gate');
  }
}
