import { readModels } from '../../../application/read-models/models.js';
import { toInstant } from '../../../domain/shared/instant.js';
import { Rebuild, type Rebuilt } from '../../typeorm/rebuild.js';
import type { Config } from '../config.js';
import { recordAct } from './acts.js';
import { type Database, withDatabase } from './database.js';
import { progressLine } from './progress.js';
import type { Report } from './report.js';

interface Outcome extends Rebuilt {
  readonly model: string;
  readonly takenOver: boolean;
}

/** Asked once something differs, before it is replaced. */
type Consent = (model: string, different: number) => Promise<{ readonly reason: string } | undefined>;

/**
 * Builds read models anew beside the live ones, compares, and replaces what differs where `consent` gives a reason.
 * @param names of read models; none: all
 * @throws Error for a name that is none; DependencyUnavailable
 */
export const rebuild = (config: Config, names: readonly string[], consent: Consent): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    const unknown = names.find((name) => !readModels.some((model) => model.name === name));
    if (unknown) throw new Error(`there is no read model ${unknown}: see realname status`);
    const outcomes: Outcome[] = [];
    for (const model of readModels)
      if (names.length === 0 || names.includes(model.name))
        outcomes.push(await rebuildOne(database, config, model, consent));
    const found = outcomes.some(({ refusal, different, takenOver }) => refusal || (different.length > 0 && !takenOver));
    return { found, lines: outcomes.flatMap(linesOf), data: { models: outcomes } };
  });

const rebuildOne = async (
  database: Database,
  config: Config,
  model: (typeof readModels)[number],
  consent: Consent,
): Promise<Outcome> => {
  const { readSide, store } = database;
  const now = () => toInstant(Date.now());
  let takenOver = false;
  const rebuilt = await new Rebuild(readSide, store, model, now, progressLine(model.name)).run(
    async ({ different }) => {
      const decided = await consent(model.name, different.length);
      if (!decided) return false;
      const act = {
        command: 'rebuild',
        on: `read model ${model.name}, ${different.length} rows`,
        reason: decided.reason,
      };
      await recordAct(database, config, act);
      takenOver = true;
      return true;
    },
  );
  return { model: model.name, ...rebuilt, takenOver };
};

/** Differing keys that are told one by one. */
const told = 20;

const linesOf = ({ model, rows, built, events, different, refusal, takenOver }: Outcome): readonly string[] => {
  const more = different.length - told;
  return [
    `${model}  ${rows} rows, ${built} built from ${events} events, ${different.length} differ`,
    ...different.slice(0, told).map((key) => `  differs: ${key}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(refusal ? [`  refused: ${refusal}`] : []),
    ...(takenOver ? ['  taken over'] : []),
  ];
};
