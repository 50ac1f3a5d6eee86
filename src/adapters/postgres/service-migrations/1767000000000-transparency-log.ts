import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The Merkle tree over the log. A tile is one row, replaced as it becomes wider; `first_position` of a tile of level 0 is
 * the position of its first event. An epoch begins with the log, and after each loss that was accepted.
 */
export class TransparencyLog1767000000000 implements MigrationInterface {
  readonly name = 'TransparencyLog1767000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table tlog_epoch (
        epoch int primary key,
        origin text not null unique,
        previous text,
        begun_at timestamptz not null default now()
      );
      create table tlog_tile (
        epoch int not null references tlog_epoch,
        level int not null,
        n bigint not null,
        width int not null,
        hashes bytea not null,
        first_position text,
        primary key (epoch, level, n)
      );
      create table tlog_checkpoint (
        epoch int not null references tlog_epoch,
        size bigint not null,
        position text,
        event_id uuid,
        root bytea not null,
        note text not null,
        cosignatures text not null default '',
        at timestamptz not null default now(),
        primary key (epoch, size)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table tlog_checkpoint, tlog_tile, tlog_epoch');
  }
}
