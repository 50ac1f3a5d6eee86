import { type AddCommands, example, several } from './tell.js';

const ofArchive = () => import('../verify.js');
const ofLog = () => import('../verify-log.js');

interface Asked {
  readonly log?: true;
  readonly ca?: readonly string[];
  readonly logKey?: readonly string[];
  readonly tsaCa?: readonly string[];
  readonly checkpoint?: string;
  readonly witnessPolicy?: string;
}

export const verify: AddCommands = (program, tell) => {
  const command = program
    .command('verify')
    .argument('[archive]', 'an evidence archive, or a folder with what was in it')
    .option('--log', 'the whole log of events instead')
    .option('--ca <file>', 'of an archive: root certificates that are trusted, PEM', several)
    .option(
      '--log-key <vkey>',
      'verifier key of the log, from an auditor; again for another that signs; for the log else the keys of this machine',
      several,
    )
    .option('--tsa-ca <file>', 'of an archive: root certificates of its time-stamps, PEM', several)
    .option('--checkpoint <file>', 'of the log: a checkpoint that an auditor or a witness has kept')
    .option('--witness-policy <file>', 'of the log: whose cosignatures a checkpoint must bear (C2SP tlog-policy)')
    .description(
      [
        'judges an evidence archive offline by what is trusted: passed (0), failed (1), or not to be told (2); or compares the log',
        'with MACs, tiles and checkpoints, and names the first event that does not fit. Changes nothing',
      ].join(' '),
    )
    .summary('judges an evidence archive, or the whole log')
    .action(
      (archive: string | undefined, { log, ca = [], logKey = [], tsaCa = [], checkpoint, witnessPolicy }: Asked) => {
        if ((archive === undefined) !== (log === true)) command.error('error: name an archive, or say --log');
        if (archive !== undefined)
          return tell(ofArchive, ({ verifyArchive }) => verifyArchive(archive, { ca, logKey, tsaCa }));
        const given = {
          logKeys: logKey,
          ...(checkpoint && { checkpoint }),
          ...(witnessPolicy && { witnessPolicy }),
        };
        return tell(ofLog, ({ verifyLog }, config) => verifyLog(config, given));
      },
    );
  example(
    command,
    'realname verify evidence.zip --ca ca.pem --log-key log.vkey',
    "realname verify --log --log-key 'realname.example/log/6f0e…/0+8s3kBQ…' --checkpoint kept-in-march",
  );
};
