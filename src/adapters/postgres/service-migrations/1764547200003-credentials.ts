import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Password hashes, sealed, by keyed HMACs. */
export class Credentials1764547200003 implements MigrationInterface {
  readonly name = 'Credentials1764547200003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table credentials (
        id text primary key,
        user_key text not null,
        sealed bytea not null
      );
      create index credentials_user on credentials (user_key);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table credentials');
  }
}
