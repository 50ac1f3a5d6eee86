import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isExpired } from '../../../domain/shared/card-validity.js';
import { DomainError, type FieldError, refusal, rule } from '../../../domain/shared/domain-error.js';
import { maskName, maskPhoneBeforeSignIn } from '../../../domain/shared/mask.js';
import { birthDate, isAdult, parseResidentId, type ResidentId } from '../../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import { parseSmsCode } from '../../../domain/shared/sms-code.js';
import type { CommandContext } from '../../core/command-context.js';
import { Keyring } from '../../core/keyring.js';
import { Captchas } from '../../shared/captchas.js';
import { Companies, type Company } from '../../shared/companies.js';
import { Fields } from '../../shared/fields.js';
import { Sessions } from '../../shared/sessions.js';
import { SmsCodes } from '../../shared/sms-codes.js';
import { Customers, customerSubject } from './customers.js';

interface Identification {
  readonly companyCode: string;
  readonly idNumber: string;
  readonly accountType: string;
}

export interface LoginCodeSent {
  readonly maskedMobile: string;
  readonly resendAt: string;
  readonly resendIn: number;
}

export class RequestLoginCode extends Command<LoginCodeSent> {
  constructor(
    readonly form: Identification & { readonly captchaId: string; readonly captcha: string },
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly customer: { readonly maskedName: string };
  readonly idExpired: boolean;
}

export class SignIn extends Command<SignedIn> {
  constructor(
    readonly form: Identification & { readonly smsCode: string },
    readonly context: CommandContext,
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** F2–F4: the code goes to the mobile on file; whoever has none here gets a decoy that looks and counts the same. */
@CommandHandler(RequestLoginCode)
export class RequestLoginCodeHandler implements ICommandHandler<RequestLoginCode> {
  constructor(
    private readonly companies: Companies,
    private readonly captchas: Captchas,
    private readonly customers: Customers,
    private readonly smsCodes: SmsCodes,
    private readonly keyring: Keyring,
  ) {}

  async execute({ form, context, misshapen }: RequestLoginCode): Promise<LoginCodeSent> {
    const fields = new Fields(misshapen);
    const who = identify(fields, this.companies, form, context);
    fields.check();
    const [company, idNumber] = [who.company!, who.idNumber!];
    this.companies.assertOpen(company, context.at);
    await this.captchas.check('futuresLogin', form.captchaId, form.captcha, context.commandId);
    mustBeAdult(idNumber, context);

    const { customerId, account } = await this.customers.forSignIn(company.code, form.accountType, idNumber);
    if (account && !account.contactMobile) throw rule('customer.no-contact-mobile');
    if (account) context.written.person = customerSubject(company.code, customerId);
    const number = account?.contactMobile;
    const sent = await this.smsCodes.sendTo(idNumber, {
      purpose: 'futuresLogin',
      boundTo: bindingOf(company, form, idNumber),
      context,
      ...(number && { number }),
    });
    return { maskedMobile: number ? maskPhoneBeforeSignIn(number) : this.decoyMask(idNumber), ...sent };
  }

  /** The same at each company, as a person's mobile mostly is. */
  private decoyMask(idNumber: ResidentId): string {
    const digits = BigInt(`0x${this.keyring.hmac('decoy', 'mask', idNumber).slice(0, 12)}`) % 10_000n;
    return `*******${String(digits).padStart(4, '0')}`;
  }
}

/** Every refusal is the same (F4). */
@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly companies: Companies,
    private readonly customers: Customers,
    private readonly smsCodes: SmsCodes,
    private readonly sessions: Sessions,
    private readonly keyring: Keyring,
  ) {}

  async execute({ form, context, misshapen }: SignIn): Promise<SignedIn> {
    const fields = new Fields(misshapen);
    const who = identify(fields, this.companies, form, context);
    const smsCode = fields.take('/smsCode', () => parseSmsCode(form.smsCode));
    fields.check();
    const [company, idNumber] = [who.company!, who.idNumber!];
    this.companies.assertOpen(company, context.at);
    mustBeAdult(idNumber, context);
    const find = () => this.customers.forSignIn(company.code, form.accountType, idNumber);
    const { customerId, account } = await find();
    const code = {
      number: account?.contactMobile ?? 'none',
      purpose: 'futuresLogin',
      boundTo: bindingOf(company, form, idNumber),
      code: smsCode!,
      commandId: context.commandId,
    } as const;
    const signIn = async (): Promise<SignedIn> => {
      if (!account) throw refusal('login.refused');
      context.written.person = customerSubject(company.code, customerId);
      const { token, expiresAt, session } = await this.sessions.open({
        app: 'futures',
        subject: customerId,
        companyCode: company.code,
        device: context.device,
      });
      // An import that shut the account meanwhile ended the sessions it found (F4): this one may have come after it.
      const now = await find();
      if (now.account?.contactMobile !== account.contactMobile) {
        await this.sessions.end(session);
        throw refusal('login.refused');
      }
      const customer = { maskedName: maskName(account.name) };
      return { token, expiresAt, customer, idExpired: isExpired(account.validity, shanghaiDate(context.at)) };
    };
    return this.smsCodes.use(code, signIn).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      this.sessions.refused('futures', this.keyring.hmac('lookup', 'refusedSignIn', code.boundTo).slice(0, 32));
      throw refusal('login.refused');
    });
  }
}

/** Which way a code was wrong is not told (F4). */
const isRefusal = (error: unknown): boolean =>
  error instanceof DomainError && (error.kind === 'rule' || error.code === 'login.refused');

/** What a sign-in code is bound to beside number and purpose (V4.1). */
const bindingOf = (company: Company, { accountType }: Identification, idNumber: ResidentId): string =>
  `${company.code}/${accountType}/${idNumber}`;

/** Who it is, once no field is refused. Which account types there are, the company alone can say. */
const identify = (
  fields: Fields,
  companies: Companies,
  { companyCode, idNumber, accountType }: Identification,
  context: CommandContext,
): { readonly company: Company | undefined; readonly idNumber: ResidentId | undefined } => {
  const company = fields.sound('/companyCode') ? companies.get(companyCode) : undefined;
  const id = fields.take('/idNumber', () => parseResidentId(idNumber, shanghaiDate(context.at)));
  const known = company?.accountTypes.some(({ code }) => code === accountType) ?? true;
  if (!known && fields.sound('/accountType')) fields.refuse('/accountType', 'account-type.unknown');
  return { company, idNumber: id };
};

/** F6, judged from the number before any look-up: an expired card on file does not block. */
const mustBeAdult = (idNumber: ResidentId, context: CommandContext): void => {
  if (!isAdult(birthDate(idNumber), shanghaiDate(context.at))) throw rule('customer.under-age');
};
