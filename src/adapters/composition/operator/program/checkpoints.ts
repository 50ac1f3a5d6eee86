import type { Command } from 'commander';
import { type AddCommands, example } from './tell.js';
import { type Decided, reasonText, sure } from './writing.js';

const work = () => import('../checkpoints.js');

interface MoveOptions extends Partial<Decided> {
  readonly to: string;
  readonly dryRun?: true;
}

export const checkpoints: AddCommands = (program, tell) => {
  const group = program.command('checkpoints').description('places in the log up to which it is folded or handled');
  const list = group
    .command('list')
    .description('where each read model and process stands, and on which event')
    .action(() => tell(work, ({ listCheckpoints }, config) => listCheckpoints(config)));
  example(list, 'realname checkpoints list');
  const move = group
    .command('move')
    .argument('<process>', 'name of a process')
    .requiredOption('--to <position>', 'position of an event, or start')
    .option('--dry-run', 'only lists what would be handled again, or never')
    .option('--reason <text>', 'why, and who decided: kept in the log', reasonText)
    .option('--yes', 'does it without asking, as a script must say')
    .description('moves a process back, to handle events again, or forward, to leave them out; no instance may run')
    .action((process: string, { to, dryRun, reason, yes }: MoveOptions, command: Command) => {
      const where = { process, to };
      if (dryRun) return tell(work, ({ planMove }, config) => planMove(config, where));
      if (reason === undefined) command.error("error: needs --reason '…', or --dry-run");
      return tell(work, async ({ moveCheckpoint }, config) => {
        await sure(`Move ${process} to ${to}?`, { reason, ...(yes && { yes }) });
        return moveCheckpoint(config, where, reason);
      });
    });
  example(move, 'realname checkpoints move send-notices --to 1204 --dry-run');
};
