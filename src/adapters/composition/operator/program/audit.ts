import { type Command, InvalidArgumentError } from 'commander';
import type { Bound } from '../../../../application/audit/folds.js';
import { toInstant } from '../../../../domain/shared/instant.js';
import type { EventsQuery } from '../audit.js';
import { type AddCommands, example } from './tell.js';

const work = () => import('../audit.js');

const boundOf = (text: string): Bound => {
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new InvalidArgumentError('a revision, or an instant as 2026-11-30T08:00:00Z');
  return toInstant(instant);
};

interface EventsOptions extends Omit<EventsQuery, 'types'> {
  readonly type?: readonly string[];
  readonly json?: true;
}

/** Later than any event. */
const endOfTime = '9999-12-31T23:59:59.999Z';

export const audit: AddCommands = (program, tell) => {
  const events = program
    .command('events')
    .option('--stream <stream>', 'of one stream')
    .option('--type <types...>', 'of these types')
    .option('--after <position>', 'after a position')
    .option('--follow', 'goes on with what is appended, until it is interrupted')
    .description('the log, oldest first, one event a line (with --json one object a line), personal fields masked')
    .action((_: unknown, command: Command) =>
      tell(work, async ({ eventJson, eventLine, tellEvents, writeLine }, config) => {
        const { json, type, ...query } = command.optsWithGlobals() as EventsOptions;
        const ending = new AbortController();
        process.once('SIGINT', () => ending.abort());
        const asked = { ...query, ...(type && { types: type }) };
        return tellEvents(config, asked, ending.signal, (event) =>
          writeLine(json ? eventJson(event) : eventLine(event)),
        );
      }),
    );
  example(events, 'realname events --type OperatorActed', 'realname --json events --after 1204 --follow');
  const state = program
    .command('state')
    .argument('<stream>')
    .option('--at <when>', 'a revision, or an instant; unless given, as of now', boundOf, endOfTime)
    .description('an aggregate as of then, folded by its own decider, personal fields masked')
    .action((stream: string, { at }: { at: Bound }) =>
      tell(work, ({ tellState }, config) => tellState(config, stream, at)),
    );
  example(state, 'realname state CustomerAccount-0b6f5a0e-0000-4000-8000-000000000001 --at 2026-11-30T08:00:00Z');
  const diff = program
    .command('diff')
    .argument('<stream>')
    .requiredOption('--from <when>', 'a revision, or an instant', boundOf)
    .requiredOption('--to <when>', 'a revision, or an instant', boundOf)
    .description('which fields of an aggregate differ, and which event set each, personal fields masked')
    .action((stream: string, { from, to }: { from: Bound; to: Bound }) =>
      tell(work, ({ tellDiff }, config) => tellDiff(config, stream, from, to)),
    );
  example(diff, 'realname diff CustomerAccount-0b6f5a0e-0000-4000-8000-000000000001 --from 0 --to 4');
};
