import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { DomainError, invalidFields } from '../../domain/shared/domain-error.js';
import { isErased } from '../../domain/shared/personal.js';
import type { ProfileValues } from '../../domain/shared/profile.js';
import { branchScope, companyScope } from '../../domain/shared/scope.js';
import type { CommandContext } from '../core/command-context.js';
import { EventCodec } from '../core/event-codec.js';
import { appliedFields, isKind } from '../futures/change-request/kinds/kinds.js';
import { type FoundRow, ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { type AccountChangeRow, accountChanges } from '../read-models/account-changes.js';
import { customerProfiles } from '../read-models/models.js';
import { mustActFor } from '../shared/own-scopes.js';
import { StaffActs } from '../shared/staff-acts.js';

/** One applied change, its values in the words of the import. */
export interface AppliedChange {
  readonly position: string;
  readonly customerNumber: string;
  readonly changeRequestId: string;
  readonly kind: string;
  readonly values: unknown;
  readonly appliedAt: string;
}

export interface AccountChangePage {
  readonly items: readonly AppliedChange[];
  readonly next: string | null;
}

/** A command, since the reading of clear values is a fact itself. */
export class ReadAccountChanges extends Command<AccountChangePage> {
  constructor(
    readonly companyCode: string,
    readonly page: { readonly after?: string; readonly limit?: number },
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** F22: what the company's system must take over, oldest first, resumable after any item's position. */
@CommandHandler(ReadAccountChanges)
export class ReadAccountChangesHandler implements ICommandHandler<ReadAccountChanges> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly codec: EventCodec,
    private readonly acts: StaffActs,
  ) {}

  async execute({ companyCode, page, staff, context }: ReadAccountChanges): Promise<AccountChangePage> {
    mustActFor(staff, companyScope(companyCode), 'company.not-found');
    const { after, limit } = page;
    const options = { oldestFirst: true, ...(after && { cursor: after }), ...(limit && { limit }) };
    const { items, next } = await this.readModels.find(accountChanges, { companyCode }, options).catch(atAfter);
    const readable = await this.readable(items, staff);
    if (readable.length > 0) await this.record(companyCode, readable.length, staff, context);
    const changes = readable.map(async ({ row, cursor }) => {
      const { customerNumber, changeRequestId, kind, appliedAt, values } = await this.codec.open(row, {
        stream: `${customerAccount.category}-${row.customerId}`,
        person: row.customerId,
      });
      return {
        position: cursor,
        customerNumber,
        changeRequestId,
        kind,
        values: shown(kind, values),
        appliedAt,
      };
    });
    return { items: await Promise.all(changes), next };
  }

  /** Nothing of other branches, nor of a customer whose data is restricted or erased (P2). */
  private async readable(
    items: readonly FoundRow<AccountChangeRow>[],
    staff: Staff,
  ): Promise<readonly FoundRow<AccountChangeRow>[]> {
    const open = new Set<string>();
    for (const customerId of new Set(items.map(({ row }) => row.customerId))) {
      const account = (await this.readModels.get(customerProfiles, customerId))?.state;
      if (account?.is !== 'registered' || account.restriction) continue;
      if (staff.mayActFor(branchScope(account))) open.add(customerId);
    }
    return items.filter(({ row }) => open.has(row.customerId));
  }

  private record(companyCode: string, count: number, staff: Staff, context: CommandContext) {
    const act = { type: 'AccountChangesRead', data: { companyCode, count } } as const;
    const scope = { companies: [companyCode], branches: staff.branches };
    return this.acts.record(act, scope, staff, context);
  }
}

/** Here the list's cursor is called `after`. */
const atAfter = (error: unknown): never => {
  if (!(error instanceof DomainError) || !error.extras.errors) throw error;
  throw invalidFields(...error.extras.errors.map(({ code }) => ({ pointer: '/after', code })));
};

/** Unknown kinds are of a later version that was taken back. */
const shown = (kind: string, values: Partial<ProfileValues>): object =>
  isErased(values) || !isKind(kind) ? values : appliedFields(kind, values);
