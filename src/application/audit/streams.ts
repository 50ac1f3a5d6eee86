import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type AuditTrailEvent, auditTrail } from '../../domain/audit-trail/audit-trail.js';
import { invalidFields, notFound } from '../../domain/shared/domain-error.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { Claims } from '../claims.js';
import type { CommandContext } from '../command-context.js';
import { CommandRunner } from '../command-runner.js';
import { Companies } from '../companies.js';
import { EventCodec, upcast } from '../event-codec.js';
import { Keyring } from '../keyring.js';
import { EventStore, type JsonObject, type StoredEvent } from '../ports/event-store.js';
import { ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { type StreamRow, streams } from '../read-models/streams.js';
import { isSealed, openAll } from '../sealed.js';

export class SearchStreams extends Command<{ readonly items: readonly object[] }> {
  constructor(
    readonly search: { readonly idNumber: string; readonly category?: string },
    readonly reason: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class ReadStream extends Command<{ readonly items: readonly object[]; readonly next: string | null }> {
  constructor(
    readonly stream: string,
    readonly range: { readonly from?: bigint; readonly until?: bigint; readonly limit: number },
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
    for (const customerId of await this.customersOf(id.value, staff)) {
      const { items } = await this.readModels.find(streams, { subject: customerId }, { limit: 500, oldestFirst: true });
      found.push(...items.map(({ row }) => row));
    }
    const items = found.filter(({ category }) => !search.category || category === search.category);
    const subject = this.keyring.hmac('lookup', 'auditSearch', id.value);
    await record(this.runner, staff, context, {
      type: 'StreamsSearched',
      data: { subject, found: items.length, reason },
    });
    return { items: items.map(({ subject: _, ...item }) => ({ ...item, revision: Number(item.revision) })) };
  }

  private async customersOf(idNumber: string, staff: Staff): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (const { code, accountTypes } of this.companies.all().filter(({ code }) => staff.mayActFor(code))) {
      for (const accountType of accountTypes) {
        const id = await this.claims.holder(['customer', code, accountType.code, idNumber]);
        if (id) ids.add(id);
      }
    }
    return ids;
  }
}

/** Oldest first. Personal fields are masked unless they are revealed, which is recorded before anything is shown. */
@CommandHandler(ReadStream)
export class ReadStreamHandler implements ICommandHandler<ReadStream> {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly runner: CommandRunner,
  ) {}

  async execute({ stream, range, reveal, staff, context }: ReadStream) {
    const events: StoredEvent[] = [];
    const from = range.from ?? 0n;
    for await (const event of this.store.read(stream, { from, limit: range.limit + 1 })) {
      if (range.until !== undefined && event.revision > range.until) break;
      events.push(upcast(event));
    }
    if (events.length === 0 && from === 0n) throw notFound('stream.not-found');
    const page = events.slice(0, range.limit);
    if (reveal !== undefined) await this.recordReveal(stream, page, reveal, staff, context);
    const next = events.length > range.limit ? String(events[range.limit]!.revision) : null;
    return { items: await Promise.all(page.map((event) => this.item(event, reveal !== undefined))), next };
  }

  private async recordReveal(
    stream: string,
    page: readonly StoredEvent[],
    reason: string,
    staff: Staff,
    context: CommandContext,
  ): Promise<void> {
    const [from, until] = [page[0], page.at(-1)].map((event) => String(event?.revision ?? ''));
    await record(this.runner, staff, context, {
      type: 'PersonalDataRevealed',
      data: { stream, from: from!, until: until!, reason },
    });
  }

  private async item({ id, stream, revision, position, type, data, metadata }: StoredEvent, reveal: boolean) {
    const { commandId: _, ...rest } = metadata;
    const shown = reveal ? await this.codec.open(data) : (openAll(data, masked) as JsonObject);
    return { id, stream, revision: Number(revision), position, type, ...rest, data: shown };
  }
}

const masked = (sealed: unknown) => (isSealed(sealed) ? '***' : sealed);

const record = (runner: CommandRunner, staff: Staff, context: CommandContext, act: AuditTrailEvent) =>
  runner.run(auditTrail, staff.id, act, context, `staff/${staff.id}`);
