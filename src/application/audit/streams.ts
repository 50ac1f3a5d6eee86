import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FieldError } from '../../domain/shared/domain-error.js';
import { identityScope, union } from '../../domain/shared/scope.js';
import { personOf } from '../core/aggregates.js';
import { Claims } from '../core/claims.js';
import type { CommandContext } from '../core/command-context.js';
import { EventCodec } from '../core/event-codec.js';
import { Keyring } from '../core/keyring.js';
import { EventStore, type StoredEvent } from '../ports/event-store.js';
import { ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { allRows } from '../read-models/all-rows.js';
import { type StreamRow, streams } from '../read-models/streams.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { readIdNumber } from '../shared/id-number.js';
import { mustHaveScope } from '../shared/own-scopes.js';
import { StaffActs } from '../shared/staff-acts.js';
import { type AuditItem, auditItem } from './audited.js';
import { EventScopes } from './event-scopes.js';
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
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
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
    private readonly customers: CustomerScopes,
    private readonly keyring: Keyring,
    private readonly readModels: ReadModels,
    private readonly acts: StaffActs,
  ) {}

  async execute({ search, reason, staff, context, misshapen }: SearchStreams) {
    mustHaveScope(staff);
    const idNumber = readIdNumber(search.idNumber, context.at, misshapen);
    const found: StreamRow[] = [];
    // All of them: the answer has no word for "there are more".
    for (const subject of await this.personsOf(idNumber, staff))
      for await (const { row } of allRows(this.readModels, streams, { subject })) found.push(row);
    const items = found.filter(({ category }) => !search.category || category === search.category);
    const subject = this.keyring.hmac('lookup', 'auditSearch', idNumber);
    const act = { type: 'StreamsSearched', data: { subject, found: items.length, reason } } as const;
    await this.acts.record(act, staff, staff, context);
    return { items: items.map(({ subject: _, ...item }) => ({ ...item, revision: Number(item.revision) })) };
  }

  private async personsOf(idNumber: string, staff: Staff): Promise<ReadonlySet<string>> {
    const ids = new Set((await this.customers.own(idNumber, staff)).keys());
    const userId = staff.mayActFor(identityScope) && (await this.claims.holder(['identityIdNumber', idNumber]));
    if (userId) ids.add(userId);
    return ids;
  }
}

/**
 * Oldest first. Personal fields are masked unless they are revealed, which is recorded before anything is shown.
 * @throws DomainError `stream.not-found`, also for another scope's
 */
@CommandHandler(ReadStream)
export class ReadStreamHandler implements ICommandHandler<ReadStream> {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly scopes: EventScopes,
    private readonly acts: StaffActs,
  ) {}

  async execute({ stream, range, reveal, staff, context }: ReadStream) {
    await this.scopes.mustSee(staff, stream);
    const events = await this.events(stream, range, staff);
    const page = events.slice(0, range.limit);
    if (reveal !== undefined) await this.recordReveal(stream, page, reveal, staff, context);
    const next = events.length > range.limit ? String(events[range.limit]!.revision) : null;
    if (reveal === undefined) return { items: page.map((event) => auditItem(event)), next };
    const person = await this.personOf(stream);
    const items = page.map(async (event) => auditItem(event, (await this.codec.decode(event, person)).data));
    return { items: await Promise.all(items), next };
  }

  /** One more than the page holds, where there is one. */
  private async events(stream: string, range: ReadStream['range'], staff: Staff): Promise<StoredEvent[]> {
    const { from = 0n, until, limit } = range;
    const events: StoredEvent[] = [];
    for await (const event of this.store.read(stream, { from: typeof from === 'bigint' ? from : 0n })) {
      if (typeof from === 'string' && event.metadata.at < from) continue;
      if (until !== undefined && !isUntil(event, until)) break;
      if (!(await this.scopes.sees(staff, event))) continue;
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
    const act = { type: 'PersonalDataRevealed', data: { stream, from: from!, until: until!, reason } } as const;
    const scopes = await Promise.all(page.map((event) => this.scopes.of(event)));
    await this.acts.record(act, scopes.length > 0 ? union(scopes) : staff, staff, context);
  }

  private async personOf(stream: string): Promise<string | undefined> {
    for await (const first of this.store.read(stream, { limit: 1 })) return personOf(first);
    return undefined;
  }
}
