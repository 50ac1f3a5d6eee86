import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever alters, deletes or empties the log by a slip of the hand is refused; its owner can take the trigger off. */
export class OnlyAppended1767000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function refuse_alteration() returns trigger language plpgsql as $$
      begin
        raise 'the log is only appended to' using errcode = 'insufficient_privilege';
      end $$`);
    await runner.query(`
      create trigger only_appended before update or delete or truncate on events
        for each statement execute function refuse_alteration()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger only_appended on events');
    await runner.query('drop function refuse_alteration');
  }
}
