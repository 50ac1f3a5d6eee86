import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FacePurpose } from '../../domain/identity-user/events.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { type FieldError, refusal } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { parsePersonName } from '../../domain/shared/person-name.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { refused } from '../../domain/shared/result.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { mustBeAnswered, type SolvedCaptcha } from '../shared/captchas.js';
import { Fields } from '../shared/fields.js';
import type { Session } from '../shared/sessions.js';
import { type AgreementForm, IdentityConfiguration, mentionConsent } from './configuration.js';
import { FaceChecks, type FaceUse, faceOwner } from './face-checks.js';
import { IdentityTickets } from './identity-tickets.js';
import { StrangeFaces } from './strange-faces.js';
import { type FoundUser, IdentityUsers, identifierKey, idNumberKey } from './users.js';

export interface FaceVerificationForm extends SolvedCaptcha {
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
    /** Keyed HMAC of where the request came from (R8). */
    readonly address: string,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
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
    readForm(command);
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
        return partiesOfSignIn(this.users, form.identifier!, address, context);
      }
      case 'passwordReset':
        return partiesOfReset(this.users, form, new Fields(), address, context);
      case 'activation': {
        const { userId } = await this.tickets.read('activation', form.activationTicket!);
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
  form: { readonly name?: unknown; readonly idNumber?: unknown },
  fields: Fields,
  address: string,
  context: CommandContext,
): Promise<FaceParties> => {
  const { idNumber: id, name: person } = readPerson(form, fields, context.at);
  fields.check();
  const asked = idNumberKey(id!);
  const found = await users.holder(asked);
  const same = found?.user.is === 'active' && found.user.name === person;
  return { owner: faceOwner(same ? found : undefined, `${id}/${person}`), stranger: { address, asked } };
};

const readPerson = (
  { name, idNumber }: { readonly name?: unknown; readonly idNumber?: unknown },
  fields: Fields,
  at: Instant,
) => ({
  idNumber: fields.take(
    '/idNumber',
    idNumber === undefined ? refused('field.required') : parseResidentId(idNumber, shanghaiDate(at)),
  ),
  name: fields.take('/name', parsePersonName(name)),
});

/** Which fields there must be, the purpose says. @throws DomainError `request.invalid` with every wrong field */
const readForm = ({ form, session, context, misshapen }: StartFaceVerification): void => {
  const fields = new Fields(misshapen);
  const mustHave = (field: 'identifier' | 'activationTicket') => {
    if (form[field] === undefined) fields.refuse(`/${field}`, 'field.required');
  };
  if (form.purpose === 'signIn' && !session) mustHave('identifier');
  if (form.purpose === 'passwordReset') readPerson(form, fields, context.at);
  if (form.purpose === 'activation') mustHave('activationTicket');
  if (!session) mustBeAnswered(fields, form);
  mentionConsent(fields, '/consent', form.consent);
  fields.check();
};
