import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who receives the messages of a side of a call: its newest event stream. */
export class VideoReceivers1764547200006 implements MigrationInterface {
  readonly name = 'VideoReceivers1764547200006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table video_receivers (
        recipient text primary key,
        receiver uuid not null,
        since timestamptz not null default now()
      );
      create index video_receivers_age on video_receivers (since);
      comment on column video_signals.receiver is 'who hands the message over';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table video_receivers');
  }
}
