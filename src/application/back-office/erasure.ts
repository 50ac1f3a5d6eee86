import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CustomerAccount } from '../../domain/customer-account/state.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { invalidFields, notFound } from '../../domain/shared/domain-error.js';
import { type Instant, latest } from '../../domain/shared/instant.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { identityScope, union } from '../../domain/shared/scope.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { CustomerErasure } from '../futures/account/customer-erasure.js';
import { UserErasure } from '../identity/erasure.js';
import { IdentityUsers, idNumberKey } from '../identity/users.js';
import type { Staff } from '../ports/staff-tokens.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { mustActFor } from '../shared/own-scopes.js';
import { StaffActs } from '../shared/staff-acts.js';

export interface ErasureOutcome {
  readonly erasureId: string;
  readonly outcome: 'erased' | 'restricted';
  /** When the last of the person's records may be erased; null once all are. */
  readonly retainedUntil: Instant | null;
}

export class RequestErasure extends Command<ErasureOutcome> {
  constructor(
    readonly form: { readonly app: 'futures' | 'identity'; readonly idNumber: string; readonly reason: string },
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * P2: users of the identity app are erased at once; customers of the operator's futures companies when the retention
 * ends, until when processing is restricted. A repeat answers what holds already.
 * @throws DomainError `customer.not-found`, `user.not-found`
 */
@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure> {
  constructor(
    private readonly scopes: CustomerScopes,
    private readonly customers: CustomerErasure,
    private readonly users: IdentityUsers,
    private readonly userErasure: UserErasure,
    private readonly acts: StaffActs,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, staff, context }: RequestErasure): Promise<ErasureOutcome> {
    const id = parseResidentId(form.idNumber, shanghaiDate(context.at));
    if ('error' in id) throw invalidFields({ pointer: '/idNumber', code: id.error });
    const erasureId = derivedId(context.commandId, 'erasure');
    const { reason, app } = form;
    const own = app === 'futures' ? await this.scopes.own(id.value, staff) : undefined;
    const outcome = own
      ? await this.ofCustomers([...own.keys()], erasureId, context)
      : await this.ofUser(id.value, erasureId, staff, context);
    const act = {
      type: 'ErasureRequested',
      data: { erasureId: outcome.erasureId, app, outcome: outcome.outcome, reason },
    } as const;
    await this.acts.record(act, own ? union(own.values()) : identityScope, staff, context);
    await this.readYourWrites.settle(context);
    return outcome;
  }

  private async ofCustomers(
    ids: readonly string[],
    erasureId: string,
    context: CommandContext,
  ): Promise<ErasureOutcome> {
    const accounts: CustomerAccount[] = [];
    for (const id of ids) accounts.push(await this.customers.request(id, erasureId, partOf(context, id)));
    const restrictions = accounts.flatMap((account) =>
      account.is === 'registered' && account.restriction ? [account.restriction] : [],
    );
    const [first] = restrictions;
    if (first) {
      const retainedUntil = restrictions.map((each) => each.retainedUntil).reduce(latest);
      return { erasureId: first.erasureId, outcome: 'restricted', retainedUntil };
    }
    if (accounts.length === 0) throw notFound('customer.not-found');
    return { erasureId, outcome: 'erased', retainedUntil: null };
  }

  private async ofUser(
    idNumber: string,
    erasureId: string,
    staff: Staff,
    context: CommandContext,
  ): Promise<ErasureOutcome> {
    mustActFor(staff, identityScope, 'user.not-found');
    const found = await this.users.holder(idNumberKey(idNumber));
    if (!found || !isKnown(found.user)) throw notFound('user.not-found');
    await this.userErasure.cancel(found.userId, context);
    return { erasureId, outcome: 'erased', retainedUntil: null };
  }
}
