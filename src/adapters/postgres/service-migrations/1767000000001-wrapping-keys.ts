import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data keys may be wrapped by another key than the master key's own. */
export class WrappingKeys1767000000001 implements MigrationInterface {
  readonly name = 'WrappingKeys1767000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table data_keys add wrapper text not null default 'master';
      comment on column data_keys.wrapper is 'name of the key that wraps this one';
      create index data_keys_wrapper on data_keys (wrapper, id) where wrapped is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index data_keys_wrapper; alter table data_keys drop wrapper');
  }
}
