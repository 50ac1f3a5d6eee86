import { type AddCommands, example } from './tell.js';
import { reasonText } from './writing.js';

const work = () => import('../fork.js');

export const fork: AddCommands = (program, tell) => {
  const command = program
    .command('fork')
    .description(
      [
        "says what the log has lost: events that read models, processes or this machine's instance knew and that it does not hold,",
        'as after a failover to a standby that had not everything, or after a restore. With --accept the loss is taken: read models',
        'that folded lost events are built anew, processes that handled some go back to a place that surely survived, and answers',
        'kept under an Idempotency-Key are forgotten. Instances that run go on by themselves within seconds',
      ].join(' '),
    )
    .summary('what the log has lost, and taking the loss')
    .option('--accept', 'does it')
    .option('--reason <text>', 'why, and who decided: kept with the decision', reasonText)
    .action(({ accept, reason }: { accept?: true; reason?: string }) => {
      if (accept && reason === undefined) command.error("error: --accept needs --reason '…': say why, and who decided");
      return tell(work, ({ forkLog }, config) => forkLog(config, accept ? reason : undefined));
    });
  example(command, "realname fork --accept --reason 'failover at 02:10, two orders lost, decided by Li'");
};
