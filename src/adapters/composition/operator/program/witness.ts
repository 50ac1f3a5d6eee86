import { Option } from 'commander';
import { algorithmNames, type KeyAlgorithm } from '../../../../application/transparency-log/key-algorithms.js';
import { type AddCommands, example, several } from './tell.js';

const work = () => import('../witness.js');

interface Asked {
  readonly name: string;
  readonly log: readonly string[];
  readonly algorithm?: KeyAlgorithm;
  readonly directory: string;
  readonly listen: string;
}

export const witness: AddCommands = (program, tell) => {
  const command = program
    .command('witness')
    .requiredOption('--name <name>', 'of the witness in its cosignatures')
    .requiredOption(
      '--log <vkey>',
      'verifier key of a log that is witnessed; again for another log, or another key of one',
      several,
    )
    .requiredOption('--directory <folder>', 'holds the key, made at the first start, and what was cosigned: back it up')
    .addOption(
      new Option('--algorithm <name>', 'of the key that is made, ed25519 unless given').choices(algorithmNames),
    )
    .option('--listen <host:port>', 'behind a proxy with TLS', '127.0.0.1:8700')
    .description(
      'serves a witness for somebody else’s log (C2SP tlog-witness): cosigns each checkpoint that continues the last one, and no other',
    )
    .summary('cosigns checkpoints of logs that only grow')
    .action(({ name, log, algorithm, directory, listen }: Asked) => {
      const [, host, port] = /^(.+):(\d{1,5})$/.exec(listen) ?? [];
      if (host === undefined || Number(port) > 65_535) return command.error('error: --listen is <host>:<port>');
      const at = { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
      return tell(work, ({ serveWitness }) => serveWitness({ name, logs: log, algorithm, directory, ...at }));
    });
  example(
    command,
    "realname witness --name auditors.example/1 --log 'realname.example/log/6f0e…/0+8s3kBQ…' --directory witness",
  );
};
