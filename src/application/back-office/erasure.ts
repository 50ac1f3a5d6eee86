import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { auditTrail } from '../../domain/audit-trail/audit-trail.js';
import type { CustomerAccount } from '../../domain/customer-account/state.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { invalidFields, notFound } from '../../domain/shared/domain-error.js';
import { type Instant, latest } from '../../domain/shared/instant.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { Claims } from '../core/claims.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { derivedId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { CustomerErasure } from '../futures/account/customer-erasure.js';
import { UserErasure } from '../identity/erasure.js';
import { IdentityUsers, idNumberKey } from '../identity/users.js';
import type { Staff } from '../ports/staff-tokens.js';
import { Companies } from '../shared/companies.js';
import { customersOf } from '../shared/customers-of.js';

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
    private readonly companies: Companies,
    private readonly claims: Claims,
    private readonly customers: CustomerErasure,
    private readonly users: IdentityUsers,
    private readonly userErasure: UserErasure,
    private readonly runner: CommandRunner,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, staff, context }: RequestErasure): Promise<ErasureOutcome> {
    const id = parseResidentId(form.idNumber, shanghaiDate(context.at));
    if ('error' in id) throw invalidFields({ pointer: '/idNumber', code: id.error });
    const erasureId = derivedId(context.commandId, 'erasure');
    const outcome =
      form.app === 'futures'
        ? await this.ofCustomers(id.value, erasureId, staff, context)
        : await this.ofUser(id.value, erasureId, context);
    const { reason, app } = form;
    const act = {
      type: 'ErasureRequested',
      data: { erasureId: outcome.erasureId, app, outcome: outcome.outcome, reason },
    } as const;
    await this.runner.run(auditTrail, staff.id, act, partOf(context, 'act'), `staff/${staff.id}`);
    await this.readYourWrites.settle(context);
    return outcome;
  }

  private async ofCustomers(
    idNumber: string,
    erasureId: string,
    staff: Staff,
    context: CommandContext,
  ): Promise<ErasureOutcome> {
    const accounts: CustomerAccount[] = [];
    for (const id of await customersOf(idNumber, staff, { companies: this.companies, claims: this.claims }))
      accounts.push(await this.customers.request(id, erasureId, partOf(context, id)));
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

  private async ofUser(idNumber: string, erasureId: string, context: CommandContext): Promise<ErasureOutcome> {
    const found = await this.users.holder(idNumberKey(idNumber));
    if (!found || !isKnown(found.user)) throw notFound('user.not-found');
    await this.userErasure.cancel(found.userId, context);
    return { erasureId, outcome: 'erased', retainedUntil: null };
  }
}
