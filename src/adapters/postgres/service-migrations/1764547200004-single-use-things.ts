import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a command must show to reserve a thing, as a keyed hash, and whether the thing is used up. */
export class SingleUseThings1764547200004 implements MigrationInterface {
  readonly name = 'SingleUseThings1764547200004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table short_lived
        add column proof text,
        add column spent boolean not null default false
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table short_lived drop column proof, drop column spent');
  }
}
