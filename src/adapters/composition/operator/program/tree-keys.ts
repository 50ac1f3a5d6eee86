import { Option } from 'commander';
import { algorithmNames, type KeyAlgorithm } from '../../../../application/transparency-log/key-algorithms.js';
import { type AddCommands, example } from './tell.js';
import { type Decided, sure, writes } from './writing.js';

const work = () => import('../tree-keys.js');

interface Added extends Decided {
  readonly algorithm: KeyAlgorithm;
}

export const treeKeys: AddCommands = (program, tell) => {
  const group = program
    .command('tlog-key')
    .description('the keys that sign the transparency log; realname tlog lists them');
  const add = writes(group.command('add'))
    .addOption(new Option('--algorithm <name>', 'of the key').choices(algorithmNames).default('ed25519'))
    .description('makes another key that signs beside the present one, once every instance has been restarted')
    .action(({ algorithm, ...decided }: Added) =>
      tell(work, async ({ addKey }, config) => {
        await sure('Make another key of the transparency log?', decided);
        return addKey(config, algorithm, decided.reason);
      }),
    );
  example(
    add,
    "realname tlog-key add --reason 'change of every two years, Li and Wang' --yes",
    "realname tlog-key add --algorithm ml-dsa-44 --reason 'auditors ask for it, INC-12, Li' --yes",
  );
  const retire = writes(group.command('retire'))
    .argument('<id>', 'of the key: 8 digits, after the first plus of its verifier key')
    .description('ends the signing of a key once another one signs; its public half stays, for older checkpoints')
    .action((id: string, decided: Decided) =>
      tell(work, async ({ retireKey }, config) => {
        await sure(`Never sign with ${id} again?`, decided);
        return retireKey(config, id, decided.reason);
      }),
    );
  example(retire, "realname tlog-key retire f2cdc169 --reason 'auditors have the new one, Li and Wang' --yes");
};
