import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The time-stamp over a checkpoint (RFC 3161), as it was given, and the time that it tells. */
export class CheckpointTimeStamps1767000000002 implements MigrationInterface {
  readonly name = 'CheckpointTimeStamps1767000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table tlog_checkpoint add column tsr bytea, add column stamped_at timestamptz;
      create index tlog_checkpoint_stamped on tlog_checkpoint (epoch, size) where tsr is not null`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table tlog_checkpoint drop column tsr, drop column stamped_at');
  }
}
