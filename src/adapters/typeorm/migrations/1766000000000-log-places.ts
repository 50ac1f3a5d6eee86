import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which event stands at a checkpoint, so that a log that lost its end is told from one that grew. Code that does not know
 * the column moves a checkpoint without it: then it is empty until the next look. `log_mark` names a place every hundred
 * events or so, `log_fork` the losses that an operator accepted.
 */
export class LogPlaces1766000000000 implements MigrationInterface {
  name = 'LogPlaces1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE read_model_checkpoint ADD event_id text;
      ALTER TABLE process_checkpoint ADD event_id text;
      CREATE FUNCTION forget_event_id() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.event_id := NULL; RETURN NEW; END $$;
      CREATE TRIGGER forget_event_id BEFORE UPDATE ON read_model_checkpoint FOR EACH ROW
        WHEN (NEW.position IS DISTINCT FROM OLD.position AND NEW.event_id IS NOT DISTINCT FROM OLD.event_id)
        EXECUTE FUNCTION forget_event_id();
      CREATE TRIGGER forget_event_id BEFORE UPDATE ON process_checkpoint FOR EACH ROW
        WHEN (NEW.position IS DISTINCT FROM OLD.position AND NEW.event_id IS NOT DISTINCT FROM OLD.event_id)
        EXECUTE FUNCTION forget_event_id();
      CREATE TABLE log_mark (ordinal bigint PRIMARY KEY, position text NOT NULL, event_id text NOT NULL);
      CREATE TABLE log_fork (
        epoch int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), reason text NOT NULL, lost json NOT NULL,
        position text, event_id text);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE log_fork, log_mark;
      DROP TRIGGER forget_event_id ON process_checkpoint;
      DROP TRIGGER forget_event_id ON read_model_checkpoint;
      DROP FUNCTION forget_event_id();
      ALTER TABLE process_checkpoint DROP event_id;
      ALTER TABLE read_model_checkpoint DROP event_id`);
  }
}
