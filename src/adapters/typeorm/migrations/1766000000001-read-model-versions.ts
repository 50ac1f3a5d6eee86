import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several versions of a read model serve at once, each for the releases that know it; a build follows what it writes. */
export class ReadModelVersions1766000000001 implements MigrationInterface {
  name = 'ReadModelVersions1766000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX read_model_live');
    await runner.query('ALTER TABLE read_model_checkpoint ADD COLUMN digest text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE read_model_checkpoint DROP COLUMN digest');
    await runner.query(`
      DELETE FROM read_model_checkpoint old USING read_model_checkpoint newer
      WHERE old.model = newer.model AND old.state = 'live' AND newer.state = 'live' AND old.version < newer.version`);
    await runner.query(`CREATE UNIQUE INDEX read_model_live ON read_model_checkpoint (model) WHERE state = 'live'`);
  }
}
