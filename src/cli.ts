#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type Config, readConfig } from './adapters/composition/config.js';
import { doctor } from './adapters/composition/operator/doctor.js';
import { forkLog } from './adapters/composition/operator/fork.js';
import { listParked, retryParked } from './adapters/composition/operator/parked.js';
import type { Report } from './adapters/composition/operator/report.js';
import { status } from './adapters/composition/operator/status.js';
import { startErrorText } from './adapters/composition/start-errors.js';

/** Everything is as it should be or done; something was found; it cannot be told. */
const [fine, found, failed] = [0, 1, 2];

interface Asked {
  readonly json?: true;
}

/** Runs a command and tells its report. */
const tell = async (command: (config: Config) => Promise<Report>): Promise<void> => {
  let config: Config | undefined;
  try {
    config = readConfig(process.env);
    const report = await command(config);
    const { json } = program.opts<Asked>();
    process.stdout.write(json ? `${JSON.stringify(report.data)}\n` : `${report.lines.join('\n')}\n`);
    process.exitCode = report.found ? found : fine;
  } catch (error) {
    process.stderr.write(`realname: ${startErrorText(error, config)}\n`);
    process.exitCode = failed;
  }
};

const reasonText = (text: string): string => {
  const reason = text.trim();
  if (reason === '') throw new InvalidArgumentError('say why, and who decided');
  return reason;
};

const program = new Command('realname')
  .description(
    'What an operator does beside the service, with the same environment, whether it runs or not.\nExit code 0: fine or done; 1: something was found; 2: it cannot be told.',
  )
  .option('--json', 'one JSON object on standard output in place of lines')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

program
  .command('status')
  .description('how far read models and processes are, who works, what is parked or overdue')
  .action(() => tell(status));

program
  .command('doctor')
  .description('looks whether log, read side, server, keys and connections are as they should be; changes nothing')
  .action(() => tell(doctor));

const parked = program.command('parked').description('events and timers that were put aside because they failed');
parked
  .command('list')
  .description('each with its reason, and when it is tried again')
  .action(() => tell(listParked));
parked
  .command('retry')
  .argument('<worker>', 'name of a read model or process, as status tells it')
  .description('asks the instance that works to try them again now')
  .action((worker: string) => tell((config) => retryParked(config, worker)));

program
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
  .action(({ accept, reason }: { accept?: true; reason?: string }, command: Command) => {
    if (accept && reason === undefined) command.error("error: --accept needs --reason '…': say why, and who decided");
    return tell((config) => forkLog(config, accept ? reason : undefined));
  });

await program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? fine : failed;
});
