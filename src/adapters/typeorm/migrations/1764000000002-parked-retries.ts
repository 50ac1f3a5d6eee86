import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When what was put aside is tried again, and the event after which a process begins. What was put aside before is due at
 * once. A timer fires at its instant, or when it is tried again.
 */
export class ParkedRetries1764000000002 implements MigrationInterface {
  name = 'ParkedRetries1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE process_checkpoint ADD begins_after text;
      ALTER TABLE process_parked
        ADD due_at timestamptz NOT NULL DEFAULT now(), ADD failures int NOT NULL DEFAULT 0;
      ALTER TABLE read_model_parked
        ADD due_at timestamptz NOT NULL DEFAULT now(), ADD failures int NOT NULL DEFAULT 0;
      ALTER TABLE process_timer
        ADD retry_at timestamptz, ADD failures int NOT NULL DEFAULT 0,
        ADD fires_at timestamptz
          GENERATED ALWAYS AS (CASE WHEN reason IS NULL THEN due_at ELSE coalesce(retry_at, due_at) END) STORED;
      CREATE INDEX process_timer_fires ON process_timer (process, fires_at);
      DROP INDEX process_timer_due;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX process_timer_due ON process_timer (due_at) WHERE reason IS NULL;
      ALTER TABLE process_timer DROP fires_at, DROP retry_at, DROP failures;
      ALTER TABLE read_model_parked DROP due_at, DROP failures;
      ALTER TABLE process_parked DROP due_at, DROP failures;
      ALTER TABLE process_checkpoint DROP begins_after`);
  }
}
