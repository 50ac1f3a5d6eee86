import { Command, CommanderError } from 'commander';
import { type Config, readConfig } from '../../config.js';
import type { Environment } from '../../environment/variable.js';
import { startErrorText } from '../../start-errors.js';
import { audit } from './audit.js';
import { authority } from './authority.js';
import { checkpoints } from './checkpoints.js';
import { evidence } from './evidence.js';
import { fork } from './fork.js';
import { keys } from './keys.js';
import { log } from './log.js';
import { looking } from './looking.js';
import { parked } from './parked.js';
import { person } from './person.js';
import { rebuild } from './rebuild.js';
import { serve } from './serve.js';
import type { Tell } from './tell.js';
import { treeKeys } from './tree-keys.js';
import { verify } from './verify.js';
import { witness } from './witness.js';

const commands = [
  looking,
  audit,
  parked,
  checkpoints,
  rebuild,
  keys,
  authority,
  person,
  fork,
  evidence,
  treeKeys,
  verify,
  log,
  witness,
  serve,
];

/** Everything is as it should be or done; something was found; it cannot be told. */
const [fine, found, failed] = [0, 1, 2] as const;
export type ExitCode = typeof fine | typeof found | typeof failed;

/** Runs one command of an operator, and writes what it tells to the output of this process. */
export const runCommand = async (args: readonly string[], environment: Environment): Promise<ExitCode> => {
  let exitCode: ExitCode = fine;
  const program = new Command('realname')
    .description(
      'What an operator does beside the service, with the same environment, whether it runs or not.\nExit code 0: fine or done; 1: something was found; 2: it cannot be told.',
    )
    .option('--json', 'one JSON object on standard output in place of lines')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  const tell: Tell = async (load, command) => {
    let config: Config | undefined;
    try {
      config = readConfig(environment);
      const report = await command(await load(), config);
      if (!report) return;
      const { json } = program.opts<{ json?: true }>();
      process.stdout.write(json ? `${JSON.stringify(report.data)}\n` : `${report.lines.join('\n')}\n`);
      exitCode = report.found ? found : report.cannotTell ? failed : fine;
    } catch (error) {
      process.stderr.write(`realname: ${startErrorText(error, config)}\n`);
      exitCode = failed;
    }
  };
  for (const add of commands) add(program, tell, environment);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? fine : failed;
  }
  return exitCode;
};
