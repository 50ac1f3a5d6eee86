import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instants are text, RFC 3339 UTC with milliseconds: they sort as they are, and no time zone can touch them. */
export class ServiceTables1764547200000 implements MigrationInterface {
  readonly name = 'ServiceTables1764547200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table settings (
        name text primary key,
        value text not null
      );

      create table data_keys (
        id uuid primary key,
        subject text not null unique,
        wrapped bytea
      );
      comment on column data_keys.wrapped is 'null: destroyed, and never made again for this subject';

      create table short_lived (
        key text primary key,
        group_key text,
        sealed bytea not null,
        expires_at text collate "C" not null,
        tries integer not null default 0,
        reserved_by text
      );
      create index short_lived_group on short_lived (group_key) where group_key is not null;
      create index short_lived_expiry on short_lived (expires_at);

      create sequence video_queue_place;
      create table video_queue (
        branch text not null,
        ticket_id text not null,
        place bigint not null,
        heartbeat_at text collate "C" not null,
        primary key (branch, ticket_id)
      );
      create index video_queue_heartbeat on video_queue (heartbeat_at);

      create table idempotency_records (
        key text primary key,
        request_hmac text not null,
        started_at text collate "C" not null,
        expires_at text collate "C" not null,
        attempts integer not null default 1,
        holder uuid,
        leased_until timestamptz not null,
        response bytea,
        subject text
      );
      create index idempotency_records_expiry on idempotency_records (expires_at);
      create index idempotency_records_subject on idempotency_records (subject) where subject is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table idempotency_records, video_queue, short_lived, data_keys, settings;
      drop sequence video_queue_place;
    `);
  }
}
