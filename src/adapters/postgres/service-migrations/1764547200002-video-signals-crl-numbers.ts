import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages between the two sides of a call, and the CRL that was issued last. */
export class VideoSignalsCrlNumbers1764547200002 implements MigrationInterface {
  readonly name = 'VideoSignalsCrlNumbers1764547200002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table video_signals (
        id bigint generated always as identity primary key,
        recipient text not null,
        sealed bytea not null,
        sent_at timestamptz not null default now(),
        receiver uuid
      );
      create index video_signals_recipient on video_signals (recipient, id);
      create index video_signals_age on video_signals (sent_at);
      comment on column video_signals.receiver is 'who has claimed the message and is about to hand it over';

      create table crl_numbers (
        singleton boolean primary key default true check (singleton),
        number bigint not null,
        content_sha256 text not null,
        this_update text collate "C" not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table crl_numbers, video_signals');
  }
}
