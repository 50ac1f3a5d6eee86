import { type AddCommands, example } from './tell.js';
import { type Decided, sure, writes } from './writing.js';

const work = () => import('../keys.js');

export const keys: AddCommands = (program, tell) => {
  const group = program.command('keys').description('keys that wrap the data keys of people');
  const list = group
    .command('list')
    .description('which keys wrap data keys, by names that say nothing of them, and how many')
    .action(() => tell(work, ({ listKeys }, config) => listKeys(config)));
  example(list, 'realname keys list');
  const rewrap = writes(group.command('rewrap'))
    .argument('<key>', 'its name, as keys list tells it; master is the master key’s own')
    .description('wraps every data key by this key, also those that are made from now on; goes on where it broke off')
    .action((to: string, decided: Decided) =>
      tell(work, async ({ rewrapKeys }, config) => {
        await sure(`Wrap every data key by ${to}? Every instance must have it.`, decided);
        return rewrapKeys(config, to, decided.reason);
      }),
    );
  example(rewrap, "realname keys rewrap 1f0a52c7b39de844 --reason 'yearly roll, Li and Wang' --yes");
};
