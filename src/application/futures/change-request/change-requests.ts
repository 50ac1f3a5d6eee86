import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ClaimHeld } from '../../../domain/claim/decider.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import type { ChangeKind, PhotoKind, StoredPhoto } from '../../../domain/profile-change-request/events.js';
import {
  isPending,
  type ProfileChangeRequest,
  type RequestStatus,
  statusAt,
} from '../../../domain/profile-change-request/state.js';
import { conflict } from '../../../domain/shared/domain-error.js';
import { day, plus } from '../../../domain/shared/instant.js';
import { Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner, type Loaded } from '../../core/command-runner.js';
import { derivedId, ownerId } from '../../core/ids.js';
import { ReadYourWrites } from '../../core/read-your-writes.js';
import { Clock } from '../../ports/clock.js';
import { ReadModels } from '../../ports/read-models.js';
import { filteredPage } from '../../read-models/filtered-page.js';
import { changeRequests } from '../../read-models/models.js';
import { Companies } from '../../shared/companies.js';
import { Customers, type FuturesSession } from '../account/customers.js';
import { type ChangeRequestBody, type ChangeRequestView, ChangeRequestViews } from './change-request-view.js';
import { ChangeRequestWriter, groupNow } from './change-request-writer.js';

export class OpenChangeRequest extends Command<ChangeRequestView> {
  constructor(
    readonly kind: ChangeKind,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class CancelChangeRequest extends Command<void> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class RefreshChangeRequest extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetChangeRequest extends Query<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly session: FuturesSession,
  ) {
    super();
  }
}

export interface ChangeRequestPage {
  readonly items: readonly ChangeRequestBody[];
  readonly next: string | null;
}

export class ListChangeRequests extends Query<ChangeRequestPage> {
  constructor(
    readonly filter: { kind?: ChangeKind; status?: RequestStatus; cursor?: string; limit?: number },
    readonly session: FuturesSession,
  ) {
    super();
  }
}

/** One kind per request, one open request per customer and kind (F15): the claim says which. */
@CommandHandler(OpenChangeRequest)
export class OpenChangeRequestHandler implements ICommandHandler<OpenChangeRequest> {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
    private readonly customers: Customers,
    private readonly companies: Companies,
    private readonly writer: ChangeRequestWriter,
  ) {}

  async execute({ kind, session, context }: OpenChangeRequest): Promise<ChangeRequestView> {
    const account = await this.customers.account(session.subject);
    const company = this.companies.get(account.companyCode);
    const id = derivedId(context.commandId, 'change-request');
    await this.claim(kind, id, session, context);
    const photosOnFile: { [K in PhotoKind]?: StoredPhoto } = {};
    for (const { kind: photo, photoId, sha256, mediaType } of Object.values(account.photos))
      photosOnFile[photo] = { photoId, sha256, mediaType };
    const command = {
      type: 'OpenRequest',
      customerId: session.subject,
      companyCode: account.companyCode,
      customerNumber: account.customerNumber,
      kind,
      idNumber: account.idNumber,
      group: groupNow(account, kind),
      photosOnFile,
      at: context.at,
      expiresAt: plus(context.at, company.requestLifetimeDays * day),
    } as const;
    return this.writer.run(id, command, session, context);
  }

  /** A holder that is over gives way; one that is open or submitted does not. */
  private async claim(kind: ChangeKind, id: string, session: FuturesSession, context: CommandContext): Promise<void> {
    const key = ['openRequest', session.subject, kind] as const;
    const owner = `${profileChangeRequest.category}-${id}`;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.claims.take(key, owner, partOf(context, String(attempt)));
        return;
      } catch (error) {
        if (!(error instanceof ClaimHeld)) throw error;
        const changeRequestId = ownerId(error.owner);
        const holder = await this.holder(changeRequestId, context);
        const status = holder.state.is === 'opened' && statusAt(holder.state, context.at);
        if (status && isPending(status)) {
          this.runner.tellOf(holder, context);
          throw conflict('change-request.already-open', { changeRequestId, requestStatus: status });
        }
        await this.claims.release(key, error.owner, partOf(context, error.owner));
      }
    }
  }

  /** One that broke off before its first event is barred: its claim is for nothing, and it may not come to be later. */
  private async holder(id: string, context: CommandContext): Promise<Loaded<ProfileChangeRequest>> {
    const holder = await this.claims.owner(profileChangeRequest, id);
    if (holder.state.is !== 'none') return holder;
    const command = { type: 'AbandonRequest', at: context.at } as const;
    return this.runner.run(profileChangeRequest, id, command, partOf(context, 'bar', id));
  }
}

@CommandHandler(CancelChangeRequest)
export class CancelChangeRequestHandler implements ICommandHandler<CancelChangeRequest> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ id, session, context }: CancelChangeRequest): Promise<void> {
    await this.writer.own(id, session);
    await this.writer.append(id, { type: 'CancelRequest', at: context.at }, session, context);
    await this.readYourWrites.settle(context);
  }
}

@CommandHandler(RefreshChangeRequest)
export class RefreshChangeRequestHandler implements ICommandHandler<RefreshChangeRequest> {
  constructor(private readonly writer: ChangeRequestWriter) {}

  async execute({ id, session, context }: RefreshChangeRequest): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    const group = await this.writer.groupNow(request.kind, session);
    return this.writer.run(id, { type: 'RefreshRequest', group, at: context.at }, session, context);
  }
}

@QueryHandler(GetChangeRequest)
export class GetChangeRequestHandler implements IQueryHandler<GetChangeRequest> {
  constructor(private readonly views: ChangeRequestViews) {}

  execute({ id, session }: GetChangeRequest): Promise<ChangeRequestView> {
    return this.views.get(id, session);
  }
}

@QueryHandler(ListChangeRequests)
export class ListChangeRequestsHandler implements IQueryHandler<ListChangeRequests> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly views: ChangeRequestViews,
    private readonly clock: Clock,
  ) {}

  async execute({ filter, session }: ListChangeRequests): Promise<ChangeRequestPage> {
    const { kind, status, ...page } = filter;
    const where = { customerId: session.subject, ...(kind && { kind }) };
    const now = this.clock.now();
    const { items, next } = await filteredPage(this.readModels, changeRequests, where, page, ({ state }) => {
      return !status || (state.is === 'opened' && statusAt(state, now) === status);
    });
    const rows = items.map(({ row }) => row);
    const rendered = await this.views.list(rows, session);
    return { items: rendered.map(({ body }) => body), next };
  }
}
