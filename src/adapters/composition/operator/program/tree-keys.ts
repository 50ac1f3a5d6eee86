import { type AddCommands, example } from './tell.js';
import { type Decided, sure, writes } from './writing.js';

const work = () => import('../tree-keys.js');

export const treeKeys: AddCommands = (program, tell) => {
  const group = program
    .command('tlog-key')
    .description('the keys that sign the transparency log; realname tlog lists them');
  const add = writes(group.command('add'))
    .description('makes another key that signs beside the present one, once every instance has been restarted')
    .action((decided: Decided) =>
      tell(work, async ({ addKey }, config) => {
        await sure('Make another key of the transparency log?', decided);
        return addKey(config, decided.reason);
      }),
    );
  example(add, "realname tlog-key add --reason 'change of every two years, Li and Wang' --yes");
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
