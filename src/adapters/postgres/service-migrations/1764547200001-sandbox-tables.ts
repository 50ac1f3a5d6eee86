import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Used by the sandbox alone. */
export class SandboxTables1764547200001 implements MigrationInterface {
  readonly name = 'SandboxTables1764547200001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sandbox_clock (
        singleton boolean primary key default true check (singleton),
        offset_ms bigint not null,
        revision bigint not null
      );
      insert into sandbox_clock (offset_ms, revision) values (0, 0);

      create table sandbox_sms (
        id bigint generated always as identity primary key,
        recipient text not null,
        kind text not null,
        sealed bytea not null
      );
      create index sandbox_sms_recipient on sandbox_sms (recipient, kind, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table sandbox_sms, sandbox_clock');
  }
}
