import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `append_events` as it was, but that it says in `events_appended` which position is the newest. */
export class TellTheHead1766000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function append_events(
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
        select coalesce(max(position), 0) into head from events;
        perform pg_notify('events_appended', head::text);
      end $$`);
  }

  /** Whoever listens bears both. */
  async down(): Promise<void> {}
}
