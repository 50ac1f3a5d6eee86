import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { invalidFields } from '../../domain/shared/domain-error.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { personOf } from '../core/aggregates.js';
import { Claims } from '../core/claims.js';
import type { CommandContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { EventCodec } from '../core/event-codec.js';
import { Keyring } from '../core/keyring.js';
import { EventStore, type StoredEvent } from '../ports/event-store.js';
import { ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { allRows } from '../read-models/all-rows.js';
import { type StreamRow, streams } from '../read-models/streams.js';
import { Companies } from '../shared/companies.js';
import { customersOf } from '../shared/customers-of.js';
import { type AuditItem, auditItem, mustBeOwnStream, recordAct } from './audited.js';
import { type Bound, isUntil } from './folds.js';

export interface FoundStream {
  readonly stream: string;
  readonly category: string;
  readonly revision: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

export class SearchStreams extends Command<{ readonly items: readonly FoundStream[] }> {
  constructor(
    readonly search: { readonly idNumber: string; readonly category?: string },
    readonly reason: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class ReadStream extends Command<{ readonly items: readonly AuditItem[]; readonly next: string | null }> {
  constructor(
    readonly stream: string,
    /** Both ends belong to it. */
    readonly range: { readonly from?: Bound; readonly until?: Bound; readonly limit: number },
    /** With a reason: personal fields in clear, and the reading is a fact. */
    readonly reveal: string | undefined,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Which streams exist for a person, found by keyed HMAC; the search is a fact itself. */
@CommandHandler(SearchStreams)
export class SearchStreamsHandler implements ICommandHandler<SearchStreams> {
  constructor(
    private readonly claims: Claims,
    private readonly companies: Companies,
    private readonly keyring: Keyring,
    private readonly readModels: ReadModels,
    private readonly runner: CommandRunner,
  ) {}

  async execute({ search, reason, staff, context }: SearchStreams) {
    const id = parseResidentId(search.idNumber, shanghaiDate(context.at));
    if ('error' in id) throw invalidFields({ pointer: '/idNumber', code: id.error });
    const found: StreamRow[] = [];
    // All of them: the answer has no word for "there are more".
    for (const subject of await this.personsOf(id.value, staff))
      for await (const { row } of allRows(this.readModels, streams, { subject })) found.push(row);
    const items = found.filter(({ category }) => !search.category || category === search.category);
    const subject = this.keyring.hmac('lookup', 'auditSearch', id.value);
    await recordAct(this.runner, staff, context, {
      type: 'StreamsSearched',
      data: { subject, found: items.length, reason },
    });
    return { items: items.map(({ subject: _, ...item }) => ({ ...item, revision: Number(item.revision) })) };
  }

  private async personsOf(idNumber: string, staff: Staff): Promise<ReadonlySet<string>> {
    const ids = new Set(await customersOf(idNumber, staff, { companies: this.companies, claims: this.claims }));
    const userId = await this.claims.holder(['identityIdNumber', idNumber]);
    if (userId) ids.add(userId);
    return ids;
  }
}

/**
 * Oldest first. Personal fields are masked unless they are revealed, which is recorded before anything is shown.
 * @throws DomainError `stream.not-found`, also for another company's
 */
@CommandHandler(ReadStream)
export class ReadStreamHandler implements ICommandHandler<ReadStream> {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly runner: CommandRunner,
  ) {}

  async execute({ stream, range, reveal, staff, context }: ReadStream) {
    await mustBeOwnStream(this.store, stream, staff);
    const events = await this.events(stream, range);
    const page = events.slice(0, range.limit);
    if (reveal !== undefined) await this.recordReveal(stream, page, reveal, staff, context);
    const next = events.length > range.limit ? String(events[range.limit]!.revision) : null;
    if (reveal === undefined) return { items: page.map((event) => auditItem(event)), next };
    const person = await this.personOf(stream);
    const items = page.map(async (event) => auditItem(event, (await this.codec.decode(event, person)).data));
    return { items: await Promise.all(items), next };
  }

  /** One more than the page holds, where there is one. */
  private async events(stream: string, { from = 0n, until, limit }: ReadStream['range']): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of this.store.read(stream, { from: typeof from === 'bigint' ? from : 0n })) {
      if (typeof from === 'string' && event.metadata.at < from) continue;
      if (until !== undefined && !isUntil(event, until)) break;
      events.push(event);
      if (events.length > limit) break;
    }
    return events;
  }

  private async recordReveal(
    stream: string,
    page: readonly StoredEvent[],
    reason: string,
    staff: Staff,
    context: CommandContext,
  ): Promise<void> {
    const [from, until] = [page[0], page.at(-1)].map((event) => String(event?.revision ?? ''));
    await recordAct(this.runner, staff, context, {
      type: 'PersonalDataRevealed',
      data: { stream, from: from!, until: until!, reason },
    });
  }

  private async personOf(stream: string): Promise<string | undefined> {
    for await (const first of this.store.read(stream, { limit: 1 })) return personOf(first);
    return undefined;
  }
}
