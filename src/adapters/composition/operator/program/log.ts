import { type AddCommands, example } from './tell.js';
import { type Decided, sure, writes } from './writing.js';

const work = () => import('../copy-log.js');

export const log: AddCommands = (program, tell) => {
  const group = program.command('log').description('the log of events as a whole');
  const copy = writes(group.command('copy'))
    .requiredOption('--to <url>', 'esdb://…, a store that is empty or has the beginning of this log')
    .description(
      'copies the log from PostgreSQL to EventStoreDB, goes on where a copy broke off, and proves that the copy has the same root',
    )
    .action(({ to, ...decided }: Decided & { readonly to: string }) =>
      tell(work, async ({ copyLog }, config) => {
        await sure('Copy every event of the log there?', decided);
        return copyLog(config, { to, reason: decided.reason });
      }),
    );
  example(copy, "realname log copy --to esdb://node1:2113 --reason 'a second copy, INC-9, Li' --yes");
};
