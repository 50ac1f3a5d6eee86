import type { DataSource, EntityManager } from 'typeorm';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { announce } from './announcements.js';
import { Superseded, type Version } from './save-rows.js';
import { type Checkpoint, checkpoints } from './tables.js';
import { WrittenRows } from './written-rows.js';

export interface Versions {
  /** What queries read, of this release or of others that know the version too. */
  readonly live: Version[];
  /** What queries of this release will read. */
  readonly building: Version[];
}

/** Of each of `models` the version that this release reads: the newest live one of those it knows. */
export const readOf = (models: readonly AnyReadModel[], known: readonly Checkpoint[]): Checkpoint[] => {
  const ids = new Set(models.map(({ name, version }) => `${version} ${name}`));
  const live = known.filter(({ model, version, state }) => state === 'live' && ids.has(`${version} ${model}`));
  return live.filter(({ model, version }) => !live.some((each) => each.model === model && each.version > version));
};

/** Models of which there is a live version that a newer release knows. */
export const newerOf = (models: readonly AnyReadModel[], known: readonly Checkpoint[]) =>
  newestOf(models).flatMap(({ name, version }) => {
    const live = known.filter(({ model, state }) => model === name && state === 'live').map((each) => each.version);
    return Math.max(0, ...live) > version ? [{ model: name, known: version, live: live.sort((a, b) => a - b) }] : [];
  });

/** Of each name the newest version this release knows: to be built unless it is live already. */
const newestOf = (models: readonly AnyReadModel[]): AnyReadModel[] => {
  const newest = new Map<string, AnyReadModel>();
  for (const model of models) {
    if (model.version > (newest.get(model.name)?.version ?? Number.NEGATIVE_INFINITY)) newest.set(model.name, model);
  }
  return [...newest.values()];
};

/** Where every version stands; begins those that are new and, unless in `skip`, those that were refused before. */
export const openVersions = async (
  dataSource: DataSource,
  models: readonly AnyReadModel[],
  skip: ReadonlySet<AnyReadModel>,
): Promise<Versions> =>
  dataSource.transaction(async (manager) => {
    const known = await manager.find(checkpoints);
    const at = (model: AnyReadModel) => known.find((c) => c.model === model.name && c.version === model.version);
    const building: Version[] = [];
    for (const model of newestOf(models)) {
      const begun = at(model);
      if (begun?.state === 'live' || skip.has(model)) continue;
      // A build whose rows were not followed from the first on proves nothing.
      if (begun?.state === 'building' && begun.digest !== null) building.push(toVersion(model, begun));
      else {
        await deleteVersion(manager, model.name, model.version);
        building.push(await beginVersion(manager, model));
      }
    }
    const live = models.flatMap((model) => {
      const checkpoint = at(model);
      return checkpoint?.state === 'live' ? [toVersion(model, checkpoint)] : [];
    });
    return { live, building };
  });

/** Begins to build a version of which nothing is there. */
export const beginVersion = async (manager: EntityManager, model: AnyReadModel): Promise<Version> => {
  const start = { position: null, eventId: null, ordinal: '0', revision: '0', digest: '0' };
  const fresh: Checkpoint = { ...idOf(model), state: 'building', ...start };
  await manager.insert(checkpoints, fresh);
  return toVersion(model, fresh);
};

/** Without statistics the planner takes the worst index for tables that grow faster than autovacuum runs. */
export const analyse = async (dataSource: DataSource): Promise<void> => {
  const tables = ['read_model_row', 'read_model_index', 'read_model_parked', 'process_timer'];
  for (const table of tables) await dataSource.query(`ANALYZE ${table}`);
};

/**
 * Lets queries read the new versions, once they have passed what the versions before them have; answers whether.
 * @throws Superseded
 */
export const takeOver = (dataSource: DataSource, versions: readonly Version[]): Promise<boolean> =>
  dataSource.transaction(async (manager) => {
    for (const version of versions) if (await isAhead(manager, version)) return false;
    for (const { model, ordinal } of versions) {
      const { affected } = await manager.update(
        checkpoints,
        { ...idOf(model), state: 'building', ordinal: String(ordinal) },
        { state: 'live' },
      );
      if (affected !== 1) throw new Superseded();
    }
    await announce(manager, { changes: 'unknown' });
    return true;
  });

/**
 * Whether the version before is further in the log than one that is to replace it, or is being moved at this moment. If not,
 * it is held still until the end of the transaction.
 */
const isAhead = async (manager: EntityManager, { model, ordinal }: Version): Promise<boolean> => {
  const before = await versionBefore(manager, model);
  if (before === null) return false;
  const [held] = await manager.query(
    `SELECT ordinal <= $3 AS passed FROM read_model_checkpoint WHERE model = $1 AND version = $2 FOR UPDATE SKIP LOCKED`,
    [model.name, before, ordinal],
  );
  return !held?.passed;
};

const versionBefore = async (manager: EntityManager, { name, version }: AnyReadModel): Promise<number | null> => {
  const [{ before }] = await manager.query(
    `SELECT max(version) AS before FROM read_model_checkpoint WHERE model = $1 AND version < $2 AND state = 'live'`,
    [name, version],
  );
  return before;
};

/** Of the versions older than one that took over, the newest live one stays, for the release before. */
export const removeOutdated = (dataSource: DataSource, { model }: Version): Promise<void> =>
  dataSource.transaction(async (manager) => {
    const kept = (await versionBefore(manager, model)) ?? model.version;
    const all = await manager.findBy(checkpoints, { model: model.name });
    const outdated = all.filter(({ version }) => version < model.version && version !== kept);
    for (const { version } of outdated) await deleteVersion(manager, model.name, version);
  });

export const refuse = async (dataSource: DataSource, { model, ordinal }: Version): Promise<void> => {
  const where: Partial<Checkpoint> = { ...idOf(model), state: 'building', ordinal: String(ordinal) };
  await dataSource.manager.update(checkpoints, where, { state: 'refused' });
};

/** How many events a new version could not fold although the live one could. */
export const newlyParked = async (dataSource: DataSource, { model }: Version): Promise<number> => {
  const [{ count }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM read_model_checkpoint live JOIN read_model_parked fresh USING (model)
     WHERE live.model = $1 AND fresh.version = $2 AND fresh.ordinal <= live.ordinal
       AND live.version = (SELECT max(version) FROM read_model_checkpoint
                           WHERE model = $1 AND version < $2 AND state = 'live')
       AND NOT EXISTS (SELECT FROM read_model_parked old
                       WHERE (old.model, old.version, old.ordinal) = (live.model, live.version, fresh.ordinal))`,
    [model.name, model.version],
  );
  return count;
};

const idOf = ({ name, version }: AnyReadModel) => ({ model: name, version });

export const toVersion = (
  model: AnyReadModel,
  { state, position, eventId, ordinal, revision, digest }: Checkpoint,
): Version => ({
  model,
  state,
  position,
  eventId,
  ordinal: Number(ordinal),
  revision: Number(revision),
  digest,
  written: state === 'live' ? new WrittenRows() : undefined,
});

/** Rows that one statement deletes: few enough for its deadline. */
const deletedAtOnce = 20_000;

export const deleteVersion = async (manager: EntityManager, name: string, version: number): Promise<void> => {
  for (const table of ['checkpoint', 'row', 'index', 'parked'].map((each) => `read_model_${each}`)) {
    const some = `SELECT ctid FROM ${table} WHERE model = $1 AND version = $2 LIMIT ${deletedAtOnce}`;
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; ) {
      const statement = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(${some}))`;
      [, deleted] = await manager.query<[unknown, number]>(statement, [name, version]);
    }
  }
};
