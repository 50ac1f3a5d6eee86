import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log. `position` is given out under an advisory lock that is held until the append is committed, so that positions
 * become visible in their order and without holes, whoever else has a transaction open.
 *
 * `append_events` writes many appends in one transaction. An append is a stream, the revision it expects (-1: no stream)
 * and the number of its events, which stand in the same order in the other arrays. Answers a row per append, in order:
 * the revision and position of its last event, or nulls when it conflicts; a conflict leaves the others alone. An append
 * whose ids stand exactly where it would put them is answered as it was the first time.
 */
export class CreateLog1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table events (
        position bigint primary key,
        stream text not null,
        revision bigint not null,
        id uuid not null unique,
        type text not null,
        data json not null,
        metadata json not null,
        unique (stream, revision)
      )`);
    await runner.query(`
      create function append_events(
        streams text[], expected bigint[], counts int[],
        ids uuid[], types text[], datas json[], metadatas json[]
      ) returns table (last_revision bigint, last_position bigint)
      language plpgsql set enable_seqscan = off as $$
      declare
        head bigint;
        first int := 1;
        last int;
        known int;
        in_place int;
        current bigint;
      begin
        perform pg_advisory_xact_lock(7161190);
        select coalesce(max(position), 0) into head from events;
        for n in 1 .. cardinality(streams) loop
          last := first + counts[n] - 1;
          select count(*), count(*) filter (where e.stream = streams[n] and e.revision = expected[n] + wanted.place)
            into known, in_place
            from unnest(ids[first:last]) with ordinality as wanted (id, place) join events e on e.id = wanted.id;
          last_revision := null;
          last_position := null;
          if known = 0 then
            select coalesce(max(revision), -1) into current from events where stream = streams[n];
            if current = expected[n] then
              insert into events (position, stream, revision, id, type, data, metadata)
                select head + place, streams[n], current + place, id, type, data, metadata
                from unnest(ids[first:last], types[first:last], datas[first:last], metadatas[first:last])
                  with ordinality as new (id, type, data, metadata, place);
              head := head + counts[n];
              last_revision := current + counts[n];
              last_position := head;
            end if;
          elsif in_place = counts[n] then
            select revision, position into last_revision, last_position from events where id = ids[last];
          end if;
          return next;
          first := last + 1;
        end loop;
        perform pg_notify('events_appended', '');
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function append_events');
    await runner.query('drop table events');
  }
}
