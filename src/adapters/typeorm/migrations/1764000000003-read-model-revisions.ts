import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every commit to the rows of a version counts, so that what was loaded before it is known to be superseded. */
export class ReadModelRevisions1764000000003 implements MigrationInterface {
  name = 'ReadModelRevisions1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE read_model_checkpoint ADD COLUMN revision bigint NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE read_model_checkpoint DROP COLUMN revision');
  }
}
