import type { DataSource, EntityManager } from 'typeorm';
import type { AnyReadModel } from '../../application/ports/read-models.js';
import { announce } from './announcements.js';
import { Superseded, type Version } from './save-rows.js';
import { type Checkpoint, checkpoints } from './tables.js';

export interface Versions {
  /** What queries read now, as far as this code has its fold. */
  readonly live: Version[];
  /** What will replace it. */
  readonly building: Version[];
}

/** Of each name the newest version this code knows: to be built unless it, or a newer one, is live already. */
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
      const live = known.find((c) => c.model === model.name && c.state === 'live');
      if ((live && live.version >= model.version) || skip.has(model)) continue;
      const begun = at(model);
      if (begun?.state === 'building') building.push(toVersion(model, begun));
      else {
        await deleteVersions(manager, model.name, '=', model.version);
        const fresh: Checkpoint = { ...idOf(model), state: 'building', position: null, ordinal: '0', revision: '0' };
        await manager.insert(checkpoints, fresh);
        building.push(toVersion(model, fresh));
      }
    }
    const live = models.flatMap((model) => {
      const checkpoint = at(model);
      return checkpoint?.state === 'live' ? [toVersion(model, checkpoint)] : [];
    });
    return { live, building };
  });

/** Without statistics the planner takes the worst index for tables that grow faster than autovacuum runs. */
export const analyse = async (dataSource: DataSource): Promise<void> => {
  const tables = ['read_model_row', 'read_model_index', 'read_model_parked', 'process_timer'];
  for (const table of tables) await dataSource.query(`ANALYZE ${table}`);
};

/** Lets queries read the new versions, and removes the rows of the old ones, in one transaction. */
export const takeOver = async (dataSource: DataSource, versions: readonly Version[]): Promise<void> => {
  await analyse(dataSource);
  await dataSource.transaction(async (manager) => {
    for (const { model, ordinal } of versions) {
      await deleteVersions(manager, model.name, '<', model.version);
      const { affected } = await manager.update(
        checkpoints,
        { ...idOf(model), state: 'building', ordinal: String(ordinal) },
        { state: 'live' },
      );
      if (affected !== 1) throw new Superseded();
    }
    await announce(manager, { changes: 'unknown' });
  });
};

export const refuse = async (dataSource: DataSource, { model, ordinal }: Version): Promise<void> => {
  const where: Partial<Checkpoint> = { ...idOf(model), state: 'building', ordinal: String(ordinal) };
  await dataSource.manager.update(checkpoints, where, { state: 'refused' });
};

/** How many events a new version could not fold although the live one could. */
export const newlyParked = async (dataSource: DataSource, { model }: Version): Promise<number> => {
  const [{ count }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM read_model_checkpoint live JOIN read_model_parked fresh USING (model)
     WHERE live.model = $1 AND live.state = 'live' AND fresh.version = $2
       AND NOT EXISTS (SELECT FROM read_model_parked old
                       WHERE (old.model, old.version, old.ordinal) = (live.model, live.version, fresh.ordinal))`,
    [model.name, model.version],
  );
  return count;
};

const idOf = ({ name, version }: AnyReadModel) => ({ model: name, version });

export const toVersion = (model: AnyReadModel, { state, position, ordinal, revision }: Checkpoint): Version => ({
  model,
  state,
  position,
  ordinal: Number(ordinal),
  revision: Number(revision),
});

/** Rows that one statement deletes: few enough for its deadline. */
const deletedAtOnce = 20_000;

const deleteVersions = async (
  manager: EntityManager,
  name: string,
  comparison: '=' | '<',
  version: number,
): Promise<void> => {
  for (const table of ['checkpoint', 'row', 'index', 'parked'].map((each) => `read_model_${each}`)) {
    const some = `SELECT ctid FROM ${table} WHERE model = $1 AND version ${comparison} $2 LIMIT ${deletedAtOnce}`;
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; ) {
      const statement = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(${some}))`;
      [, deleted] = await manager.query<[unknown, number]>(statement, [name, version]);
    }
  }
};
