import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `append_events`, unless the log does not hold the event `known_id` at `known_position`: then nothing is written, and no
 * row is answered. Null: nothing is known yet.
 */
export class AppendToKnown1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function append_events_to_known(
        known_position bigint, known_id uuid,
        streams text[], expected bigint[], owners int[], ids uuid[], types text[], datas json[], metadatas json[]
      ) returns table (last_revision bigint, last_position bigint)
      language plpgsql as $$
      begin
        if known_position is null or exists (select from events where position = known_position and id = known_id) then
          return query select * from append_events(streams, expected, owners, ids, types, datas, metadatas);
        end if;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function append_events_to_known');
  }
}
