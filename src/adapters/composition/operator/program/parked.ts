import { type AddCommands, example } from './tell.js';
import { type Decided, sure, writes } from './writing.js';

const work = () => import('../parked.js');

const worker = ['<worker>', 'name of a read model or process, as parked list tells it'] as const;
const place = ['<place>', 'stream@revision, or the name of a timer, as parked list tells it'] as const;

export const parked: AddCommands = (program, tell) => {
  const group = program.command('parked').description('events and timers that were put aside because they failed');
  const list = group
    .command('list')
    .description('each with its reason, and when it is tried again')
    .action(() => tell(work, ({ listParked }, config) => listParked(config)));
  example(list, 'realname parked list');
  const show = group
    .command('show')
    .argument(...worker)
    .argument(...place)
    .description('one of them: why, the event with its personal fields masked, and what waits behind it')
    .action((name: string, at: string) => tell(work, ({ showParked }, config) => showParked(config, name, at)));
  example(show, 'realname parked show send-notices CustomerAccount-0b6f5a0e-…@4');
  const retry = writes(group.command('retry'))
    .argument(...worker)
    .description('asks the instance that works to try them again now')
    .action((name: string, decided: Decided) =>
      tell(work, async ({ retryParked }, config) => {
        await sure(`Try everything of ${name} again?`, decided);
        return retryParked(config, name, decided.reason);
      }),
    );
  example(retry, "realname parked retry send-notices --reason 'the gateway is back, INC-7, Li' --yes");
  const skip = writes(group.command('skip'))
    .argument(...worker)
    .argument(...place)
    .description('forgets it for good: what waits behind it goes on')
    .action((name: string, at: string, decided: Decided) =>
      tell(work, async ({ skipParked }, config) => {
        await sure(`Never handle ${at} by ${name}?`, decided);
        return skipParked(config, name, at, decided.reason);
      }),
    );
  example(skip, "realname parked skip send-notices CustomerAccount-0b6f5a0e-…@4 --reason 'told by phone, Li' --yes");
};
