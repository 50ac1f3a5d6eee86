#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { type Config, readConfig } from './adapters/composition/config.js';
import { audit } from './adapters/composition/operator/program/audit.js';
import { authority } from './adapters/composition/operator/program/authority.js';
import { checkpoints } from './adapters/composition/operator/program/checkpoints.js';
import { evidence } from './adapters/composition/operator/program/evidence.js';
import { fork } from './adapters/composition/operator/program/fork.js';
import { keys } from './adapters/composition/operator/program/keys.js';
import { looking } from './adapters/composition/operator/program/looking.js';
import { parked } from './adapters/composition/operator/program/parked.js';
import { person } from './adapters/composition/operator/program/person.js';
import { rebuild } from './adapters/composition/operator/program/rebuild.js';
import type { Tell } from './adapters/composition/operator/program/tell.js';
import { verify } from './adapters/composition/operator/program/verify.js';
import { witness } from './adapters/composition/operator/program/witness.js';
import { startErrorText } from './adapters/composition/start-errors.js';

/** Everything is as it should be or done; something was found; it cannot be told. */
const [fine, found, failed] = [0, 1, 2];

interface Asked {
  readonly json?: true;
}

const tell: Tell = async (command) => {
  let config: Config | undefined;
  try {
    config = readConfig(process.env);
    const report = await command(config);
    if (!report) return;
    const { json } = program.opts<Asked>();
    process.stdout.write(json ? `${JSON.stringify(report.data)}\n` : `${report.lines.join('\n')}\n`);
    process.exitCode = report.found ? found : report.cannotTell ? failed : fine;
  } catch (error) {
    process.stderr.write(`realname: ${startErrorText(error, config)}\n`);
    process.exitCode = failed;
  }
};

const program = new Command('realname')
  .description(
    'What an operator does beside the service, with the same environment, whether it runs or not.\nExit code 0: fine or done; 1: something was found; 2: it cannot be told.',
  )
  .option('--json', 'one JSON object on standard output in place of lines')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

for (const add of [
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
  verify,
  witness,
])
  add(program, tell);

await program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? fine : failed;
});
