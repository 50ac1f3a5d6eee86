import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { parseValidity } from '../../../domain/shared/card-validity-form.js';
import { type FieldError, invalidFields, notFound } from '../../../domain/shared/domain-error.js';
import { birthDate } from '../../../domain/shared/resident-id.js';
import type { Result } from '../../../domain/shared/result.js';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../../core/command-context.js';
import { Companies } from '../../shared/companies.js';
import { Customers, type FuturesSession } from '../account/customers.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';
import { OtherInformationForms, type OtherInformationInput } from './kinds/other-information-form.js';

export class ProposeCardValidity extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly form: { readonly start?: unknown; readonly end?: unknown; readonly longTerm?: unknown },
    readonly session: FuturesSession,
    readonly context: CommandContext,
    /** Fields that no form carries (F15): told together with what is wrong in those that it has. */
    readonly foreign: readonly FieldError[] = [],
  ) {
    super();
  }
}

export class ProposeOtherInformation extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly form: OtherInformationInput,
    readonly session: FuturesSession,
    readonly context: CommandContext,
    /** As above. */
    readonly foreign: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** F16: the dates by V2, judged today and against the birth date in the ID number. */
@CommandHandler(ProposeCardValidity)
export class ProposeCardValidityHandler implements ICommandHandler<ProposeCardValidity> {
  constructor(private readonly writer: ChangeRequestWriter) {}

  async execute({ id, form, session, context, foreign }: ProposeCardValidity): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    if (request.kind !== 'identityValidity') throw notFound('change-request.not-found');
    const today = shanghaiDate(context.at);
    const validity = parseValidity(form, { today, birth: birthDate(request.idNumber) });
    const value = accepted(validity, foreign);
    const group = await this.writer.groupNow(request.kind, session);
    const command = { type: 'ProposeCardValidity', validity: value, group, at: context.at } as const;
    return this.writer.run(id, command, session, context);
  }
}

/** F18: the whole form replaces what was there. */
@CommandHandler(ProposeOtherInformation)
export class ProposeOtherInformationHandler implements ICommandHandler<ProposeOtherInformation> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly customers: Customers,
    private readonly companies: Companies,
    private readonly forms: OtherInformationForms,
  ) {}

  async execute({ id, form, session, context, foreign }: ProposeOtherInformation): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    if (request.kind !== 'otherInformation') throw notFound('change-request.not-found');
    const { other: current } = await this.customers.account(session.subject);
    const other = this.forms.read(form, this.companies.get(request.companyCode), current);
    const value = accepted(other, foreign);
    const group = await this.writer.groupNow(request.kind, session);
    const command = { type: 'ProposeOtherInformation', other: value, group, at: context.at } as const;
    return this.writer.run(id, command, session, context);
  }
}

const accepted = <T>(read: Result<T, readonly FieldError[]>, foreign: readonly FieldError[]): T => {
  const errors = [...foreign, ...('error' in read ? read.error : [])];
  if ('error' in read || errors.length > 0) throw invalidFields(...errors);
  return read.value;
};
