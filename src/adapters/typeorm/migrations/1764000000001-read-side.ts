import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The same tables for every read model and process. `row` is `json`, not `jsonb`: jsonb refuses U+0000 and lone
 * surrogates, and json keeps the text that was folded, which a digest is taken of.
 */
export class ReadSide1764000000001 implements MigrationInterface {
  name = 'ReadSide1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE read_model_checkpoint (
        model text, version int, state text NOT NULL CHECK (state IN ('building', 'live', 'refused')),
        position text, ordinal bigint NOT NULL,
        PRIMARY KEY (model, version));
      CREATE UNIQUE INDEX read_model_live ON read_model_checkpoint (model) WHERE state = 'live';

      CREATE TABLE read_model_row (
        model text, version int, key text, row json NOT NULL, ordinal bigint NOT NULL,
        PRIMARY KEY (model, version, key));
      CREATE INDEX read_model_row_order ON read_model_row (model, version, ordinal);

      CREATE TABLE read_model_index (
        model text, version int, key text, name text, value text NOT NULL, ordinal bigint NOT NULL,
        PRIMARY KEY (model, version, key, name));
      CREATE INDEX read_model_index_order ON read_model_index (model, version, name, value, ordinal);

      CREATE TABLE read_model_parked (
        model text, version int, ordinal bigint, key text NOT NULL, stream text NOT NULL, revision bigint NOT NULL,
        reason text NOT NULL,
        PRIMARY KEY (model, version, ordinal));
      CREATE INDEX read_model_parked_key ON read_model_parked (model, version, key);

      CREATE TABLE process_checkpoint (process text PRIMARY KEY, position text, ordinal bigint NOT NULL);
      CREATE TABLE process_parked (
        process text, ordinal bigint, stream text NOT NULL, revision bigint NOT NULL, reason text NOT NULL,
        PRIMARY KEY (process, ordinal));
      CREATE INDEX process_parked_stream ON process_parked (process, stream);
      CREATE TABLE process_timer (
        process text, key text, due_at timestamptz NOT NULL, payload json NOT NULL, reason text,
        PRIMARY KEY (process, key));
      CREATE INDEX process_timer_due ON process_timer (due_at) WHERE reason IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE read_model_checkpoint, read_model_row, read_model_index, read_model_parked,
        process_checkpoint, process_parked, process_timer`);
  }
}
