import { type VerifyOptions, verifyLog as verify } from '../verify-log.js';
import { type AddCommands, example } from './tell.js';

export const verifyLog: AddCommands = (program, tell) => {
  const command = program
    .command('verify')
    .requiredOption('--log', 'the whole log of events')
    .option('--log-key <vkey>', 'verifier key of the log, from an auditor; else the key of this machine')
    .option('--checkpoint <file>', 'a checkpoint that an auditor or a witness has kept')
    .description(
      'compares the log with MACs, tiles and checkpoints, and names the first event that does not fit; changes nothing',
    )
    .action((options: VerifyOptions) => tell((config) => verify(config, options)));
  example(command, "realname verify --log --log-key 'realname.example/log/6f0e…/0+8s3kBQ…' --checkpoint kept-in-march");
};
