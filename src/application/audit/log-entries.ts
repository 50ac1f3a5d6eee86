import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { notFound, refusal } from '../../domain/shared/domain-error.js';
import { everything } from '../../domain/shared/scope.js';
import type { CommandContext } from '../core/command-context.js';
import { sha256, uuidOf } from '../core/ids.js';
import type { Staff } from '../ports/staff-tokens.js';
import { type TileName, TransparencyLog } from '../ports/transparency-log.js';
import { StaffActs } from '../shared/staff-acts.js';
import { formatBundle } from '../transparency-log/entry.js';

/** Answers an entry bundle of C2SP tlog-tiles: what the hashes of a tile of level 0 are over. */
export class ReadLogEntries extends Command<Buffer> {
  constructor(
    readonly bundle: Omit<TileName, 'level'>,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * Entries name streams and types of everybody, so that only who audits everything reads them. That somebody does is one fact a
 * day: one for each bundle would give whoever follows the log something new to read each time.
 * @throws DomainError `access.forbidden`; `route.not-found` where the tree is not so large
 */
@CommandHandler(ReadLogEntries)
export class ReadLogEntriesHandler implements ICommandHandler<ReadLogEntries> {
  constructor(
    private readonly tree: TransparencyLog,
    private readonly acts: StaffActs,
  ) {}

  async execute({ bundle, staff, context }: ReadLogEntries): Promise<Buffer> {
    if (!staff.mayActFor(everything)) throw refusal('access.forbidden');
    const entries = await this.tree.entries(bundle);
    if (!entries) throw notFound('route.not-found');
    const commandId = uuidOf(sha256(`log entries ${staff.id} ${context.at.slice(0, 10)}`).slice(0, 32));
    const act = { type: 'LogEntriesRead', data: { from: bundle.index } } as const;
    await this.acts.record(act, everything, staff, { ...context, commandId });
    return formatBundle(entries);
  }
}
