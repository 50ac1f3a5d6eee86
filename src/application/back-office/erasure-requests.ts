import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FieldError } from '../../domain/shared/domain-error.js';
import type { Scope } from '../../domain/shared/scope.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import type { Staff } from '../ports/staff-tokens.js';
import { readIdNumber } from '../shared/id-number.js';
import { mustActFor } from '../shared/own-scopes.js';
import { StaffActs } from '../shared/staff-acts.js';
import { type ErasureOutcome, type ErasureSubjects, Erasures } from './erasure.js';
import { FourEyes } from './four-eyes.js';

export class RequestErasure extends Command<ErasureOutcome> {
  constructor(
    readonly form: { readonly app: 'futures' | 'identity'; readonly idNumber: string; readonly reason: string },
    readonly staff: Staff,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export class ConfirmErasure extends Command<ErasureOutcome> {
  constructor(
    readonly erasureId: string,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * P2: erases, or leaves it to a second operator where that is configured. A repeat answers what holds already.
 * @throws DomainError `customer.not-found`, `user.not-found`
 */
@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure> {
  constructor(
    private readonly erasures: Erasures,
    private readonly fourEyes: FourEyes,
    private readonly acts: StaffActs,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, staff, context, misshapen }: RequestErasure): Promise<ErasureOutcome> {
    const idNumber = readIdNumber(form.idNumber, context.at, misshapen);
    const { app, reason } = form;
    const whom = await this.erasures.find(app, idNumber, staff);
    const answer = (await this.erasures.takesTwo(whom))
      ? await this.propose(whom, reason, staff, context)
      : await this.erasures.perform(whom, derivedId(context.commandId, 'erasure'), context);
    const { erasureId, outcome } = answer;
    const act = { type: 'ErasureRequested', data: { erasureId, app, outcome, reason } } as const;
    await this.acts.record(act, whom.scope, staff, context);
    await this.readYourWrites.settle(context);
    return answer;
  }

  private async propose(
    whom: ErasureSubjects & { readonly scope: Scope },
    reason: string,
    staff: Staff,
    context: CommandContext,
  ): Promise<ErasureOutcome> {
    const [first, ...rest] = whom.subjects;
    const erasureId = derivedId(first!, 'erasure', ...rest);
    await this.fourEyes.propose(erasureId, { ...whom, reason }, staff, context);
    return { erasureId, outcome: 'waiting', retainedUntil: null };
  }
}

/**
 * P2: the second operator. What has changed meanwhile is judged as of now; the same operator's repeat answers what holds.
 * @throws DomainError `confirmation.not-found`, `access.forbidden`, `customer.not-found`, `user.not-found`
 */
@CommandHandler(ConfirmErasure)
export class ConfirmErasureHandler implements ICommandHandler<ConfirmErasure> {
  constructor(
    private readonly erasures: Erasures,
    private readonly fourEyes: FourEyes,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ erasureId, staff, context }: ConfirmErasure): Promise<ErasureOutcome> {
    const { kind, subjects, confirmedBy } = await this.fourEyes.proposed(
      erasureId,
      'futuresErasure',
      'identityErasure',
    );
    const scope = await this.erasures.scopeOf({ kind, subjects });
    mustActFor(staff, scope, 'confirmation.not-found');
    if (confirmedBy !== staff.id) await this.erasures.mustBeThere({ kind, subjects });
    await this.fourEyes.confirm(erasureId, scope, staff, context);
    const answer = await this.erasures.perform({ kind, subjects }, erasureId, context);
    await this.readYourWrites.settle(context);
    return answer;
  }
}
