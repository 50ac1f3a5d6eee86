import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FacePurpose } from '../../domain/identity-user/events.js';
import { invalidFields, refusal } from '../../domain/shared/domain-error.js';
import { parsePersonName } from '../../domain/shared/person-name.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { Fields } from '../shared/fields.js';
import type { Session } from '../shared/sessions.js';
import { type AgreementForm, IdentityConfiguration } from './configuration.js';
import { FaceChecks, type FaceOwner, faceOwner } from './face-checks.js';
import { IdentityTickets } from './identity-tickets.js';
import { IdentityUsers, idNumberKey } from './users.js';

export interface FaceVerificationForm {
  readonly purpose: FacePurpose;
  /** For a sign-in. */
  readonly identifier?: string;
  /** For a password reset. */
  readonly name?: string;
  readonly idNumber?: string;
  /** For an activation. */
  readonly activationTicket?: string;
  readonly consent: AgreementForm;
}

export interface FaceVerificationStarted {
  readonly faceVerificationId: string;
  readonly provider: string;
  readonly url: string;
  readonly token: string;
  readonly expiresAt: string;
}

export class StartFaceVerification extends Command<FaceVerificationStarted> {
  constructor(
    readonly form: FaceVerificationForm,
    /** Of whoever is signed in: the face is theirs, whatever the purpose. */
    readonly session: Session | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(StartFaceVerification)
export class StartFaceVerificationHandler implements ICommandHandler<StartFaceVerification> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly tickets: IdentityTickets,
    private readonly configuration: IdentityConfiguration,
    private readonly faces: FaceChecks,
  ) {}

  async execute({ form, session, context }: StartFaceVerification): Promise<FaceVerificationStarted> {
    const consent = this.configuration.consent('faceConsent', form.consent, context.at);
    const owner = await this.owner(form, session, context);
    const faceVerificationId = derivedId(context.commandId, 'face-verification');
    const flow = await this.faces.start(faceVerificationId, form.purpose, owner, consent);
    return { faceVerificationId, ...flow };
  }

  private async owner(
    form: FaceVerificationForm,
    session: Session | undefined,
    context: CommandContext,
  ): Promise<FaceOwner> {
    switch (form.purpose) {
      case 'realNameLevel':
        return this.ofSession(session);
      case 'signIn': {
        if (session) return this.ofSession(session);
        const identifier = required('identifier', form.identifier);
        return faceOwner(await this.users.byIdentifier(identifier, context), identifier);
      }
      case 'passwordReset': {
        const [name, idNumber] = [required('name', form.name), required('idNumber', form.idNumber)];
        return ownerOfReset(this.users, name, idNumber, context);
      }
      case 'activation': {
        const token = required('activationTicket', form.activationTicket);
        const { userId } = await this.tickets.read('activation', token);
        return faceOwner({ userId, user: await this.users.load(userId) }, userId);
      }
    }
  }

  private async ofSession(session: Session | undefined): Promise<FaceOwner> {
    if (!session) throw refusal('session.required');
    return { userId: session.subject, user: await this.users.active(session.subject) };
  }
}

/** R11: name and ID number must go together; who gives a wrong name is as good as unknown. */
export const ownerOfReset = async (
  users: IdentityUsers,
  name: string,
  idNumber: string,
  context: CommandContext,
): Promise<FaceOwner> => {
  const fields = new Fields();
  const id = fields.take('/idNumber', parseResidentId(idNumber, shanghaiDate(context.at)));
  const person = fields.take('/name', parsePersonName(name));
  fields.check();
  const found = await users.holder(idNumberKey(id!));
  const same = found?.user.is === 'active' && found.user.name === person;
  return faceOwner(same ? found : undefined, `${id}/${person}`);
};

const required = (field: string, value: string | undefined): string => {
  if (value === undefined) throw invalidFields({ pointer: `/${field}`, code: 'field.required' });
  return value;
};
