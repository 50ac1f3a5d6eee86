import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { parseValidity } from '../../domain/shared/card-validity-form.js';
import { invalidFields, notFound } from '../../domain/shared/domain-error.js';
import { birthDate } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../command-context.js';
import { Companies } from '../companies.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter } from './change-request-writer.js';
import { Customers, type FuturesSession } from './customers.js';
import { OtherInformationForms, type OtherInformationInput } from './other-information-form.js';

export class ProposeCardValidity extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly form: { readonly start?: unknown; readonly end?: unknown; readonly longTerm?: unknown },
    readonly session: FuturesSession,
    readonly context: CommandContext,
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
  ) {
    super();
  }
}

/** F16: the dates by V2, judged today and against the birth date in the ID number. */
@CommandHandler(ProposeCardValidity)
export class ProposeCardValidityHandler implements ICommandHandler<ProposeCardValidity> {
  constructor(private readonly writer: ChangeRequestWriter) {}

  async execute({ id, form, session, context }: ProposeCardValidity): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    if (request.kind !== 'identityValidity') throw notFound('change-request.not-found');
    const today = shanghaiDate(context.at);
    const validity = parseValidity(form, { today, birth: birthDate(request.idNumber) });
    if ('error' in validity) throw invalidFields(...validity.error);
    const group = await this.writer.groupNow(request.kind, session);
    const command = { type: 'ProposeCardValidity', validity: validity.value, group, at: context.at } as const;
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

  async execute({ id, form, session, context }: ProposeOtherInformation): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    if (request.kind !== 'otherInformation') throw notFound('change-request.not-found');
    const { other: current } = await this.customers.account(session.subject);
    const other = this.forms.read(form, this.companies.get(request.companyCode), current);
    if ('error' in other) throw invalidFields(...other.error);
    const group = await this.writer.groupNow(request.kind, session);
    const command = { type: 'ProposeOtherInformation', other: other.value, group, at: context.at } as const;
    return this.writer.run(id, command, session, context);
  }
}
