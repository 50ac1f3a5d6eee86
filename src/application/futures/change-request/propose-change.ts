import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ChangeKind } from '../../../domain/profile-change-request/kinds.js';
import { type FieldError, notFound } from '../../../domain/shared/domain-error.js';
import { birthDate } from '../../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../../core/command-context.js';
import { Companies } from '../../shared/companies.js';
import { Dictionaries } from '../../shared/dictionaries.js';
import { Fields } from '../../shared/fields.js';
import { Customers, type FuturesSession } from '../account/customers.js';
import { newDocumentSeed } from '../documents/document-numbers.js';
import type { ChangeRequestView } from './change-request-view.js';
import { ChangeRequestWriter, groupNow } from './change-request-writer.js';
import type { Input } from './kinds/change-form.js';
import { formOf } from './kinds/kinds.js';

/** Fills in the form of a request. That of a contact phone is `ProposeContactPhone`, since a code verifies it. */
export class ProposeChange extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly kind: ChangeKind,
    readonly input: Input,
    readonly session: FuturesSession,
    readonly context: CommandContext,
    /** Fields that no form carries (F15): told together with what is wrong in those that it has. */
    readonly foreign: readonly FieldError[] = [],
  ) {
    super();
  }
}

@CommandHandler(ProposeChange)
export class ProposeChangeHandler implements ICommandHandler<ProposeChange> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly customers: Customers,
    private readonly companies: Companies,
    private readonly dictionaries: Dictionaries,
  ) {}

  async execute({ id, kind, input, session, context, foreign }: ProposeChange): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    const { read } = formOf(kind);
    if (request.kind !== kind || !read) throw notFound('change-request.not-found');
    const account = await this.customers.account(session.subject);
    const situation = {
      company: this.companies.get(request.companyCode),
      profile: account,
      birth: birthDate(request.idNumber),
      today: shanghaiDate(context.at),
      dictionaries: this.dictionaries,
    };
    const fields = new Fields(foreign);
    const form = fields.accepted(read(input, situation, fields));
    const group = groupNow(account, kind);
    const command = { type: 'ProposeChange', form, group, documentSeed: newDocumentSeed(), at: context.at } as const;
    return this.writer.run(id, command, session, context);
  }
}
