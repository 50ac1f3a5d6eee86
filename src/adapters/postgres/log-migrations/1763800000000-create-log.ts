import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log. `position` is given out under an advisory lock that is held until the append is committed, so that positions
 * become visible in their order and without holes, whoever else has a transaction open.
 *
 * `append_events` writes many appends in one transaction. Append n goes to `streams[n]`, a stream that no other append of
 * the call has, and expects revision `expected[n]` (-1: no stream); event m belongs to append `owners[m]`. Answers a row
 * per append, in order: revision and position of its last event, or nulls when it conflicts, which leaves the others
 * alone. An append whose ids stand exactly where it would put them is answered as it was the first time.
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
        streams text[], expected bigint[], owners int[], ids uuid[], types text[], datas json[], metadatas json[]
      ) returns table (last_revision bigint, last_position bigint)
      language plpgsql as $$
      declare
        head bigint;
      begin
        perform pg_advisory_xact_lock(7161190);
        select coalesce(max(position), 0) into head from events;
        return query
          with new as (
            select *, row_number() over (partition by append order by place) as n
            from unnest(owners, ids, types, datas, metadatas)
              with ordinality as event (append, id, type, data, metadata, place)
          ), known as (
            select append, count(*) as size, count(old.position) as known, max(old.position) as last_position,
              count(*) filter (where old.stream = streams[append] and old.revision = expected[append] + n) as in_place
            from new left join lateral (select * from events where events.id = new.id limit 1) old on true
            group by append
          ), judged as (
            select *, known.known = 0 and expected[append] =
              coalesce((select max(revision) from events where stream = streams[append]), -1) as accepted
            from known
          ), placed as (
            select *, head + sum(size) filter (where accepted) over (order by append) - size as before from judged
          ), written as (
            insert into events (position, stream, revision, id, type, data, metadata)
            select before + n, streams[append], expected[append] + n, id, type, data, metadata
            from new join placed using (append) where accepted order by place
          )
          select
            case when accepted or in_place = size then expected[append] + size end,
            case when accepted then (before + size)::bigint when in_place = size then placed.last_position end
          from placed order by append;
        perform pg_notify('events_appended', '');
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function append_events');
    await runner.query('drop table events');
  }
}
