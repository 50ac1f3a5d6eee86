import { randomUUID } from 'node:crypto';
import type { Log } from '../support/servers/eventstoredb-stand-in/log.js';
import { alterLog } from '../support/servers/postgres.js';
import type { Grown } from './transparency-log.fixture.js';

/** An event as a store keeps it, where whoever owns the server can alter it. */
export interface Row {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** The events of a log, past whatever refuses to alter them. */
export interface Alterable {
  rows(): Promise<readonly Row[]>;
  replace(rows: readonly Row[]): Promise<void>;
}

export const alterablePostgres = ({ url, pool }: Pick<Grown, 'url' | 'pool'>): Alterable => ({
  async rows() {
    const { rows } = await pool.query<Record<keyof Row, string>>(
      'select position, stream, revision, id, type, data::text, metadata::text from events order by position',
    );
    return rows.map((row) => ({ ...row, position: BigInt(row.position), revision: BigInt(row.revision) }));
  },
  async replace(rows) {
    const columns = (['position', 'stream', 'revision', 'id', 'type', 'data', 'metadata'] as const).map((name) =>
      rows.map((row) => String(row[name])),
    );
    await alterLog(url, 'truncate events');
    await alterLog(
      url,
      `insert into events (position, stream, revision, id, type, data, metadata)
       select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::json[], $7::json[])`,
      columns,
    );
  },
});

/** The server's own events stay where they are. */
export const alterableStandIn = (log: Log): Alterable => ({
  async rows() {
    return log.records
      .filter(({ stream }) => !stream.startsWith('$'))
      .map(({ data, metadata, contentType: _c, created: _, ...rest }) => ({
        ...rest,
        data: Buffer.from(data).toString(),
        metadata: Buffer.from(metadata).toString(),
      }));
  },
  async replace(rows) {
    const own = rows.map(({ data, metadata, ...rest }) => ({
      ...rest,
      data: Buffer.from(data),
      metadata: Buffer.from(metadata),
      contentType: 'application/json',
      created: 0,
    }));
    const all = [...log.records.filter(({ stream }) => stream.startsWith('$')), ...own];
    log.records.splice(0, log.records.length, ...all.sort((a, b) => Number(a.position - b.position)));
  },
});

type Alter = (rows: readonly Row[]) => readonly Row[];

const one =
  (index: number, alter: (row: Row) => Partial<Row>): Alter =>
  (rows) =>
    rows.map((row, n) => (n === index ? { ...row, ...alter(row) } : row));

const without =
  (isOut: (row: Row, index: number) => boolean): Alter =>
  (rows) =>
    rows.filter((row, n) => !isOut(row, n));

/** Positions as those of the first rows, and revisions from 0: nothing shows that there were more. */
const renumbered =
  (alter: Alter): Alter =>
  (rows) => {
    const revisions = new Map<string, bigint>();
    const last = rows.at(-1)!.position;
    return alter(rows).map((row, n) => {
      const revision = revisions.get(row.stream) ?? 0n;
      revisions.set(row.stream, revision + 1n);
      return { ...row, revision, position: rows[n]?.position ?? last + BigInt(1 + n - rows.length) };
    });
  };

/** Two events change what is named. */
const exchanged =
  (a: number, b: number, ...names: readonly (keyof Row)[]): Alter =>
  (rows) => {
    const of = (row: Row) => Object.fromEntries(names.map((name) => [name, row[name]]));
    const altered = rows.map((row, n) =>
      n === a ? { ...row, ...of(rows[b]!) } : n === b ? { ...row, ...of(rows[a]!) } : row,
    );
    return altered.toSorted((left, right) => Number(left.position - right.position));
  };

const put =
  (index: number, event: (before: Row) => Partial<Row>): Alter =>
  (rows) => {
    const before = rows[index - 1]!;
    return [...rows.slice(0, index), { ...before, id: randomUUID(), ...event(before) }, ...rows.slice(index)];
  };

const withoutMac = ({ metadata }: Row) => ({ metadata: metadata.replace(/,"mac":"[^"]*"/, '') });

/**
 * What somebody who owns the server can do to a log of six streams of fifty events, one after the other, and the index of the
 * first event that is not what was written.
 */
export const alterations: readonly (readonly [what: string, alter: Alter, first: number])[] = [
  ['a payload', one(30, () => ({ data: '{"n":77}' })), 30],
  ['a payload, which gained a field', one(30, () => ({ data: '{"n":30,"by":"policy"}' })), 30],
  ['an actor', one(2, ({ metadata }) => ({ metadata: metadata.replace('"system"', '"staff"') })), 2],
  ['a time', one(29, ({ metadata }) => ({ metadata: metadata.replace('2026', '2025') })), 29],
  ['a MAC', one(38, ({ metadata }) => ({ metadata: metadata.replace(/"mac":"./, '"mac":"_') })), 38],
  ['a MAC, which is gone', one(39, withoutMac), 39],
  ['a type', one(299, () => ({ type: 'Other' })), 299],
  ['an id', one(256, () => ({ id: randomUUID() })), 256],
  ['the stream of an event', one(40, () => ({ stream: 'a-9', revision: 0n })), 40],
  ['the revision of an event', one(49, () => ({ revision: 99n })), 49],
  ['the first event, which was taken out', without((_, n) => n === 0), 0],
  ['an event, which was taken out', without((_, n) => n === 29), 29],
  ['an event, which was taken out, and all after it renumbered', renumbered(without((_, n) => n === 29)), 29],
  ['a stream, which was taken out', without(({ stream }) => stream === 'a-2'), 100],
  ['the end of a stream', without(({ stream, revision }) => stream === 'a-3' && revision >= 45n), 195],
  ['the end of the log', without((_, n) => n >= 290), 290],
  ['the whole log, which is empty', () => [], 0],
  ['two events of a stream, which changed places', exchanged(2, 8, 'position', 'revision'), 2],
  ['the places of two events of a stream in the log', exchanged(2, 8, 'position'), 2],
  ['the places of events of two streams in the log', exchanged(2, 119, 'position'), 2],
  ['the payloads of two events, which were exchanged', exchanged(7, 208, 'data'), 7],
  ['payloads and metadata of two events, which were exchanged', exchanged(7, 208, 'data', 'metadata'), 7],
  ['an event, which was put in without the key', renumbered(put(100, withoutMac)), 100],
  ['an event, which was put in with the MAC of another', renumbered(put(100, () => ({}))), 100],
  ['the end of the log, to which something was added without the key', renumbered(put(300, withoutMac)), 300],
  ['the end of the log, to which a copy was added', renumbered(put(300, () => ({}))), 300],
];
