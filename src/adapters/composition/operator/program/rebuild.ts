import type { Command } from 'commander';
import { type AddCommands, example } from './tell.js';
import { type Decided, reasonText, sure } from './writing.js';

const work = () => import('../rebuild.js');

interface RebuildOptions extends Partial<Decided> {
  readonly all?: true;
  readonly check?: true;
}

export const rebuild: AddCommands = (program, tell) => {
  const command = program
    .command('rebuild')
    .argument('[models...]', 'names of read models, as status tells them')
    .option('--all', 'every read model')
    .option('--check', 'only compares')
    .option('--reason <text>', 'why, and who decided: kept in the log', reasonText)
    .option('--yes', 'does it without asking, as a script must say')
    .description(
      'folds the log anew beside the live rows of a read model, compares, and replaces the rows that differ; instances go on meanwhile',
    )
    .action((models: string[], { all, check, reason, yes }: RebuildOptions, self: Command) => {
      if (models.length > 0 === (all === true)) self.error('error: name read models, or say --all');
      if (!check && reason === undefined) self.error("error: needs --reason '…', or --check");
      return tell(work, (work, config) =>
        work.rebuild(config, models, async (model, different) => {
          if (check || reason === undefined) return undefined;
          await sure(`Replace ${different} rows of ${model}?`, { reason, ...(yes && { yes }) });
          return { reason };
        }),
      );
    });
  example(command, 'realname rebuild --all --check', "realname rebuild change_request --reason 'INC-9, Li' --yes");
};
