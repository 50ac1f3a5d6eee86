import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { levelOfRegistration } from '../../domain/identity-user/decider.js';
import { parseValidityTerm } from '../../domain/shared/card-validity-form.js';
import { conflict, type FieldError, rule } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { parsePersonName } from '../../domain/shared/person-name.js';
import { parseMobile } from '../../domain/shared/phone-number.js';
import { birthDate, parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { parseSmsCode, type SmsCode } from '../../domain/shared/sms-code.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { type FourElements, IdentityAuthority } from '../ports/identity-authority.js';
import { Fields } from '../shared/fields.js';
import { readIdNumber } from '../shared/id-number.js';
import { SmsCodes } from '../shared/sms-codes.js';
import { type AgreementForm, IdentityConfiguration, mentionConsent } from './configuration.js';
import { type NewPasswordForm, Passwords } from './passwords.js';
import { IdentityUsers, idNumberKey, mobileKey, type WantedClaim } from './users.js';

export interface RegistrationForm extends NewPasswordForm {
  readonly name: string;
  readonly idNumber: string;
  readonly validity: { readonly start: string; readonly term: number | string; readonly end?: string };
  readonly mobile: string;
  readonly smsCode: string;
  readonly agreement: AgreementForm;
}

export interface Registered {
  readonly userId: string;
  readonly realNameLevel: number;
}

export class CheckRegistration extends Query<void> {
  constructor(
    readonly idNumber: string,
    readonly at: Instant,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export class RegisterUser extends Command<Registered> {
  constructor(
    readonly form: RegistrationForm,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** R2, as soon as the ID number is typed. */
@QueryHandler(CheckRegistration)
export class CheckRegistrationHandler implements IQueryHandler<CheckRegistration> {
  constructor(private readonly users: IdentityUsers) {}

  async execute({ idNumber, at, misshapen }: CheckRegistration): Promise<void> {
    const id = readIdNumber(idNumber, at, misshapen);
    if (await this.users.isTaken(idNumberKey(id))) throw conflict('identity.already-registered');
  }
}

/** R1–R4: all cheap local checks, then the code, then the authority; claims and the registration last. */
@CommandHandler(RegisterUser)
export class RegisterUserHandler implements ICommandHandler<RegisterUser> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly configuration: IdentityConfiguration,
    private readonly smsCodes: SmsCodes,
    private readonly authority: IdentityAuthority,
    private readonly passwords: Passwords,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, context, misshapen }: RegisterUser): Promise<Registered> {
    const { person, smsCode } = readForm(form, new Fields(misshapen), this.passwords, context);
    const agreement = this.configuration.consent('userAgreement', form.agreement, context.at);
    const userId = derivedId(context.commandId, 'identity-user');
    if (await this.users.isTaken(idNumberKey(person.idNumber), userId)) throw conflict('identity.already-registered');
    const code = codeOfRegistration(person.mobile, smsCode, context);
    await this.smsCodes.use(code, async () => {
      // Told to whoever has the mobile alone.
      if (await this.users.isTaken(mobileKey(person.mobile), userId)) throw conflict('identity.mobile-in-use');
      await this.assertFourElements(person);
      const hashed = await this.passwords.hash(form.password);
      await this.users.withClaims(claimsOf(person), userId, context, () =>
        this.passwords.set(userId, hashed, null, context, (credentialId) =>
          this.users.run(userId, { type: 'RegisterUser', ...person, credentialId, agreement, at: context.at }, context),
        ),
      );
    });
    await this.readYourWrites.settle(context);
    return { userId, realNameLevel: levelOfRegistration };
  }

  /** R3: a mismatch blocks, and may be retried. */
  private async assertFourElements({ name, idNumber, validity }: FourElements): Promise<void> {
    const verdict = await this.authority.verify({ name, idNumber, validity });
    if (verdict !== 'match') throw rule('identity.four-elements-mismatch');
  }
}

type Applicant = FourElements & { readonly mobile: string };

const claimsOf = ({ idNumber, mobile }: Applicant): readonly WantedClaim[] => [
  { key: idNumberKey(idNumber), refusal: 'identity.already-registered' },
  { key: mobileKey(mobile), refusal: 'identity.mobile-in-use' },
];

const codeOfRegistration = (number: string, code: SmsCode, { commandId }: CommandContext) =>
  ({ number, purpose: 'registration', boundTo: '', code, commandId }) as const;

const readForm = (
  form: RegistrationForm,
  fields: Fields,
  passwords: Passwords,
  { at }: CommandContext,
): { readonly person: Applicant; readonly smsCode: SmsCode } => {
  const today = shanghaiDate(at);
  const name = fields.take('/name', parsePersonName(form.name));
  const idNumber = fields.take('/idNumber', parseResidentId(form.idNumber, today));
  const birth = idNumber && birthDate(idNumber);
  const validity = parseValidityTerm(form.validity ?? {}, { today, birth, pointer: '/validity' });
  if ('error' in validity) fields.add(validity.error);
  const mobile = fields.take('/mobile', parseMobile(form.mobile));
  const smsCode = fields.take('/smsCode', parseSmsCode(form.smsCode));
  passwords.read(fields, form, { ...(idNumber && { idNumber }), ...(mobile && { mobile }) });
  mentionConsent(fields, '/agreement', form.agreement);
  fields.check();
  const person = {
    name: name!,
    idNumber: idNumber!,
    validity: (validity as { value: FourElements['validity'] }).value,
    mobile: mobile!,
  };
  return { person, smsCode: smsCode! };
};
