import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came of each security notice, by event and keyed digest of the number. */
export class NoticeDeliveries1764547200005 implements MigrationInterface {
  readonly name = 'NoticeDeliveries1764547200005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table notice_deliveries (
        event_id text not null,
        receiver text not null,
        at text collate "C" not null,
        outcome text not null,
        refusals integer not null default 0,
        primary key (event_id, receiver)
      );
      create index notice_deliveries_at on notice_deliveries (at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table notice_deliveries');
  }
}
