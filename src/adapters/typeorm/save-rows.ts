import type { AnyReadModel } from '../../application/ports/read-models.js';
import type { Instant } from '../../domain/shared/instant.js';
import { channel, payloadsOf, type SaidChange } from './announcements.js';
import type { Ask } from './ask.js';
import { putAside } from './attempt.js';
import { type LogProof, standsInLog } from './log-proof.js';
import { RowDigest } from './row-digest.js';
import { idsOf, type RowTask } from './row-tables.js';
import type { WrittenRows } from './written-rows.js';

/** Events between two marks: places to which what stands at a lost event can go back. */
const marksApart = 100;

/** A version of a model with the place up to which its rows are folded. */
export interface Version {
  readonly model: AnyReadModel;
  readonly state: 'building' | 'live' | 'refused';
  position: string | null;
  /** The event at `position`; null where it is not known yet. */
  eventId: string | null;
  ordinal: number;
  /** Counts the commits to the version's rows. */
  revision: number;
  /** Of the rows as a build wrote them. */
  digest: string | null;
  /** What its worker remembers of a live version's rows. */
  readonly written?: WrittenRows | undefined;
}

/** Another worker, or a newer version, has moved on: what this one knows is stale. */
export class Superseded extends Error {
  constructor() {
    super('another worker moved the checkpoints of the read models');
    this.name = 'Superseded';
  }
}

/** A place in the log, and how many events there are up to it. */
export interface Place {
  readonly position: string | null;
  readonly eventId: string | null;
  readonly ordinal: number;
}

/**
 * Writes rows, index entries and parked events where they differ from what was loaded, moves the checkpoints of
 * `versions` to `place` and says so to every instance, all in one statement.
 * @throws Superseded, and nothing is written, when a version is no longer as `versions` say; LogWentBack, and nothing is
 * written, when the log does not hold the event of `place`
 */
export const saveRows = async (
  ask: Ask,
  log: LogProof,
  versions: readonly Version[],
  place: Place,
  tasks: readonly RowTask[],
  now: Instant,
): Promise<void> => {
  const changes = tasks.filter(isChanged);
  const live = versions
    .filter(({ state }) => state === 'live')
    .map(({ model }) => [model.name, model.version] as const);
  const reached = place.position === null ? undefined : { position: place.position, versions: live };
  const said = live.length > 0 ? payloadsOf({ changes: changes.map(toChange), reached }) : [];
  const digests = versions.map((version) => digestOf(version, changes));
  const values = [
    ...checkpointsOf(versions, place),
    ...writesOf(tasks, changes, now),
    channel,
    said,
    digests,
    place.eventId,
  ];
  await log.prove(place);
  const [saved] = await ask<{ whole: boolean; stands: boolean }>(log.isHere ? saveUponLog : save, values);
  if (!saved?.stands) throw log.wentBack(place);
  if (!saved.whole) throw new Superseded();
  const { position, eventId, ordinal } = place;
  for (const [at, version] of versions.entries()) {
    Object.assign(version, { position, eventId, ordinal }, { revision: version.revision + 1, digest: digests[at] });
  }
};

/** What a build has written so far. Rows that change behind its back, or that were not stored as written, make it differ. */
const digestOf = ({ model, state, digest }: Version, changes: readonly RowTask[]): string | null => {
  if (state !== 'building' || digest === null) return null;
  const sum = new RowDigest(digest);
  for (const { key, stored, row } of changes.filter((change) => change.model === model)) {
    if (stored) sum.remove(key, stored);
    if (row) sum.add(key, row);
  }
  return String(sum);
};

const isChanged = ({ stored, row }: RowTask): boolean => stored?.text !== row?.text || stored?.ordinal !== row?.ordinal;

const toChange = ({ model, key, stored, row }: RowTask): SaidChange => ({
  model: model.name,
  version: model.version,
  key,
  index: [...(stored?.index ?? []), ...(row?.index ?? [])],
});

const checkpointsOf = (versions: readonly Version[], place: Place): unknown[] => [
  versions.map(({ model }) => model.name),
  versions.map(({ model }) => model.version),
  versions.map(({ state }) => state),
  versions.map(({ revision }) => revision),
  versions.map((version) => version.ordinal),
  place.position,
  place.ordinal,
];

const writesOf = (tasks: readonly RowTask[], changed: readonly RowTask[], now: Instant): unknown[] => {
  const written = changed.filter(({ row }) => row);
  const entries = changed.flatMap(newEntries);
  const gone = changed.flatMap(goneEntries);
  const parked = tasks.flatMap(({ model, key, parked }) =>
    parked.map((each) => ({ model, key, ...each, ...putAside(0, { reason: each.reason, away: false }, now) })),
  );
  return [
    ...idsOf(written),
    written.map(({ row }) => row?.text),
    written.map(({ row }) => row?.ordinal),
    ...idsOf(changed.filter(({ row }) => !row)),
    ...idsOf(entries),
    entries.map(({ name }) => name),
    entries.map(({ value }) => value),
    entries.map(({ ordinal }) => ordinal),
    ...idsOf(gone),
    gone.map(({ name }) => name),
    ...idsOf(parked),
    parked.map(({ numbered }) => numbered.ordinal),
    parked.map(({ numbered }) => numbered.event.stream),
    parked.map(({ numbered }) => String(numbered.event.revision)),
    parked.map(({ reason }) => reason),
    parked.map(({ due }) => due),
    parked.map(({ failures }) => failures),
  ];
};

const newEntries = ({ model, key, stored, row }: RowTask) => {
  if (!row) return [];
  const known = new Map(stored?.ordinal === row.ordinal ? stored.index : []);
  return row.index
    .filter(([name, value]) => known.get(name) !== value)
    .map(([name, value]) => ({ model, key, name, value, ordinal: row.ordinal }));
};

/** Of a stored row whose index is not known, each entry that its model may have made. */
const goneEntries = ({ model, key, stored, row }: RowTask) => {
  if (!stored) return [];
  const known = new Map(stored.index);
  const kept = new Map(row?.index);
  return Object.keys(model.index ?? {})
    .filter((name) => !kept.has(name) && (known.size === 0 || known.has(name)))
    .map((name) => ({ model, key, name }));
};

/**
 * The checkpoints are locked first, and only as we believe them to be: a worker that lost its lock unawares writes
 * nothing. The commit need not wait for the disk: rows and checkpoint are lost together or not at all, and are folded
 * again.
 */
const statement = (name: string, stands: string) => ({
  name,
  text: `
    WITH unflushed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
    known AS MATERIALIZED (
      SELECT c.model, c.version, t.digest FROM unflushed, read_model_checkpoint c
      JOIN unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::bigint[], $37::text[])
        AS t (model, version, state, revision, ordinal, digest)
        ON (c.model, c.version, c.state, c.revision, c.ordinal) = (t.model, t.version, t.state, t.revision, t.ordinal)
      FOR UPDATE OF c),
    proof AS MATERIALIZED (SELECT ${stands} AS stands),
    fence AS MATERIALIZED (
      SELECT count(*) = cardinality($1::text[]) AND (SELECT stands FROM proof) AS whole FROM known),
    marked AS (
      INSERT INTO log_mark (ordinal, position, event_id) SELECT $7, $6, $38 FROM fence
      WHERE fence.whole AND $38::text IS NOT NULL
        AND $7::bigint >= ${marksApart} + (SELECT coalesce(max(ordinal), 0) FROM log_mark)
      ON CONFLICT DO NOTHING),
    moved AS (
      UPDATE read_model_checkpoint c SET position = $6, event_id = $38, ordinal = $7, revision = c.revision + 1,
        digest = known.digest
      FROM known, fence WHERE fence.whole AND (c.model, c.version) = (known.model, known.version)),
    written AS (
      INSERT INTO read_model_row (model, version, key, row, ordinal)
      SELECT model, version, key, row::json, ordinal
      FROM fence, unnest($8::text[], $9::int[], $10::text[], $11::text[], $12::bigint[])
        AS t (model, version, key, row, ordinal) WHERE fence.whole
      ON CONFLICT (model, version, key) DO UPDATE SET row = EXCLUDED.row, ordinal = EXCLUDED.ordinal),
    removed AS (
      DELETE FROM read_model_row r USING fence, unnest($13::text[], $14::int[], $15::text[]) AS t (model, version, key)
      WHERE fence.whole AND (r.model, r.version, r.key) = (t.model, t.version, t.key)),
    indexed AS (
      INSERT INTO read_model_index (model, version, key, name, value, ordinal)
      SELECT model, version, key, name, value, ordinal
      FROM fence, unnest($16::text[], $17::int[], $18::text[], $19::text[], $20::text[], $21::bigint[])
        AS t (model, version, key, name, value, ordinal) WHERE fence.whole
      ON CONFLICT (model, version, key, name) DO UPDATE SET value = EXCLUDED.value, ordinal = EXCLUDED.ordinal),
    gone AS (
      DELETE FROM read_model_index i
      USING fence, unnest($22::text[], $23::int[], $24::text[], $25::text[]) AS t (model, version, key, name)
      WHERE fence.whole AND (i.model, i.version, i.key, i.name) = (t.model, t.version, t.key, t.name)),
    parked AS (
      INSERT INTO read_model_parked (model, version, key, ordinal, stream, revision, reason, due_at, failures)
      SELECT model, version, key, ordinal, stream, revision, reason, due_at, failures
      FROM fence, unnest($26::text[], $27::int[], $28::text[], $29::bigint[], $30::text[], $31::bigint[], $32::text[],
                         $33::timestamptz[], $34::int[])
        AS t (model, version, key, ordinal, stream, revision, reason, due_at, failures) WHERE fence.whole
      ON CONFLICT (model, version, ordinal) DO NOTHING)
    SELECT (SELECT stands FROM proof) AS stands, fence.whole, (SELECT count(pg_notify($35, payload)) FROM unnest($36::text[]) AS payload WHERE fence.whole)
    FROM fence`,
});

const save = statement('save_rows', 'true');
const saveUponLog = statement('save_rows_upon_log', standsInLog('$6', '$38'));
