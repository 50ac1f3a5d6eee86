import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FacePurpose } from '../../domain/identity-user/events.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { invalidFields, refusal } from '../../domain/shared/domain-error.js';
import { parsePersonName } from '../../domain/shared/person-name.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { Fields } from '../shared/fields.js';
import type { Session } from '../shared/sessions.js';
import { type AgreementForm, IdentityConfiguration } from './configuration.js';
import { FaceChecks, type FaceUse, faceOwner } from './face-checks.js';
import { IdentityTickets } from './identity-tickets.js';
import { StrangeFaces } from './strange-faces.js';
import { type FoundUser, IdentityUsers, identifierKey, idNumberKey } from './users.js';

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
  /** Asked of frequent starters without a session. */
  readonly captchaId?: string;
  readonly captcha?: string;
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
    /** Keyed HMAC of where the request came from (R8). */
    readonly address: string,
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
    private readonly strangeFaces: StrangeFaces,
  ) {}

  async execute(command: StartFaceVerification): Promise<FaceVerificationStarted> {
    const { form, session, address, context } = command;
    const consent = this.configuration.consent('faceConsent', form.consent, context.at);
    const parties = await this.parties(command);
    if (!session) await this.strangeFaces.mayStart(address, form, context);
    const faceVerificationId = derivedId(context.commandId, 'face-verification');
    const flow = await this.faces.start(faceVerificationId, { purpose: form.purpose, ...parties, consent });
    return { faceVerificationId, ...flow };
  }

  private async parties({ form, session, address, context }: StartFaceVerification): Promise<FaceParties> {
    switch (form.purpose) {
      case 'realNameLevel':
        return this.ofSession(session);
      case 'signIn': {
        if (session) return this.ofSession(session);
        return partiesOfSignIn(this.users, required('identifier', form.identifier), address, context);
      }
      case 'passwordReset': {
        const [name, idNumber] = [required('name', form.name), required('idNumber', form.idNumber)];
        return partiesOfReset(this.users, name, idNumber, address, context);
      }
      case 'activation': {
        const token = required('activationTicket', form.activationTicket);
        const { userId } = await this.tickets.read('activation', token);
        return partiesOfActivation({ userId, user: await this.users.load(userId) }, address);
      }
    }
  }

  private async ofSession(session: Session | undefined): Promise<FaceParties> {
    if (!session) throw refusal('session.required');
    return { owner: { userId: session.subject, user: await this.users.active(session.subject) } };
  }
}

/** Whose face it must be, and who shows it where there is no session. */
export type FaceParties = Pick<FaceUse, 'owner' | 'stranger'>;

/** R7: whoever signs in by face. */
export const partiesOfSignIn = async (
  users: IdentityUsers,
  identifier: string,
  address: string,
  context: CommandContext,
): Promise<FaceParties> => {
  const asked = identifierKey(identifier, context.at);
  return { owner: faceOwner(await users.holder(asked), asked.join('/')), stranger: { address, asked } };
};

/** R6: an SMS code to a mobile of one's own says nothing of who one is. */
export const partiesOfActivation = (found: FoundUser, address: string): FaceParties => {
  const asked = isKnown(found.user) ? idNumberKey(found.user.idNumber) : [found.userId];
  return { owner: faceOwner(found, found.userId), stranger: { address, asked } };
};

/** R11: name and ID number must go together; who gives a wrong name is as good as unknown. */
export const partiesOfReset = async (
  users: IdentityUsers,
  name: string,
  idNumber: string,
  address: string,
  context: CommandContext,
): Promise<FaceParties> => {
  const fields = new Fields();
  const id = fields.take('/idNumber', parseResidentId(idNumber, shanghaiDate(context.at)));
  const person = fields.take('/name', parsePersonName(name));
  fields.check();
  const asked = idNumberKey(id!);
  const found = await users.holder(asked);
  const same = found?.user.is === 'active' && found.user.name === person;
  return { owner: faceOwner(same ? found : undefined, `${id}/${person}`), stranger: { address, asked } };
};

const required = (field: string, value: string | undefined): string => {
  if (value === undefined) throw invalidFields({ pointer: `/${field}`, code: 'field.required' });
  return value;
};
