import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isKnown } from '../../domain/identity-user/state.js';
import { conflict, DomainError, type FieldError, notFound } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { parsePersonName } from '../../domain/shared/person-name.js';
import { parseMobile } from '../../domain/shared/phone-number.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { identityScope } from '../../domain/shared/scope.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { Keyring } from '../core/keyring.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { IdentityUsers, idNumberKey, mobileKey, type WantedClaim } from '../identity/users.js';
import type { Staff } from '../ports/staff-tokens.js';
import { Fields } from '../shared/fields.js';
import { readIdNumber } from '../shared/id-number.js';
import { mustHaveIdentityScope } from '../shared/own-scopes.js';
import { StaffActs } from '../shared/staff-acts.js';

export interface IdentityUserForm {
  readonly name: string;
  readonly idNumber: string;
  readonly mobile?: string;
  readonly realNameLevel: 1 | 2 | 3;
}

export interface ImportedUser {
  readonly userId: string;
  readonly created: boolean;
}

export class ImportIdentityUser extends Command<ImportedUser> {
  constructor(
    readonly form: IdentityUserForm,
    readonly staff: Staff,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

export interface UserSummary {
  readonly userId: string;
  readonly status: 'active' | 'inactive';
  readonly realNameLevel: number;
}

/** A command, since the search is a fact itself, whatever it finds. */
export class FindIdentityUser extends Command<UserSummary> {
  constructor(
    readonly idNumber: string,
    readonly staff: Staff,
    readonly context: CommandContext,
    /** Fields whose shape was refused already: told with the others. */
    readonly misshapen: readonly FieldError[] = [],
  ) {
    super();
  }
}

/** R5: an account that is not activated yet; one that is active already keeps what it has. */
@CommandHandler(ImportIdentityUser)
export class ImportIdentityUserHandler implements ICommandHandler<ImportIdentityUser> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, staff, context, misshapen }: ImportIdentityUser): Promise<ImportedUser> {
    mustHaveIdentityScope(staff);
    const person = readForm(form, new Fields(misshapen), context.at);
    const imported = await this.import(person, context).catch((error: unknown) => {
      // Another import of the same person was first: this one is about that account.
      if (error instanceof DomainError && error.code === 'revision.conflict') return this.import(person, context);
      throw error;
    });
    await this.readYourWrites.settle(context);
    return imported;
  }

  private async import(person: Person, context: CommandContext): Promise<ImportedUser> {
    const newUserId = derivedId(context.commandId, 'identity-user');
    const found = await this.users.holder(idNumberKey(person.idNumber));
    const user = found && (await this.users.arrived(found));
    const userId = user && isKnown(user) ? found.userId : newUserId;
    const claims = user?.is === 'active' ? [] : await this.claimsFor(userId, person);
    const command = { type: 'ImportUser', ...person, causationId: context.causationId, at: context.at } as const;
    await this.users.withClaims(claims, userId, context, () => this.users.run(userId, command, context));
    return { userId, created: userId === newUserId };
  }

  private async claimsFor(userId: string, { mobile, idNumber }: Person): Promise<readonly WantedClaim[]> {
    if (mobile && (await this.users.isTaken(mobileKey(mobile), userId))) throw conflict('identity.mobile-in-use');
    return [
      { key: idNumberKey(idNumber), refusal: 'revision.conflict' },
      ...(mobile ? [{ key: mobileKey(mobile), refusal: 'identity.mobile-in-use' } as const] : []),
    ];
  }
}

type Person = ReturnType<typeof readForm>;

const readForm = (form: IdentityUserForm, fields: Fields, at: Instant) => {
  const name = fields.take('/name', parsePersonName(form.name));
  const idNumber = fields.take('/idNumber', parseResidentId(form.idNumber, shanghaiDate(at)));
  const mobile = form.mobile ? fields.take('/mobile', parseMobile(form.mobile)) : null;
  fields.check();
  return { name: name!, idNumber: idNumber!, mobile: mobile ?? null, realNameLevel: form.realNameLevel };
};

@CommandHandler(FindIdentityUser)
export class FindIdentityUserHandler implements ICommandHandler<FindIdentityUser> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly keyring: Keyring,
    private readonly acts: StaffActs,
  ) {}

  async execute({ idNumber, staff, context, misshapen }: FindIdentityUser): Promise<UserSummary> {
    mustHaveIdentityScope(staff);
    const id = readIdNumber(idNumber, context.at, misshapen);
    const found = await this.users.holder(idNumberKey(id));
    const known = found !== undefined && isKnown(found.user);
    const subject = this.keyring.hmac('lookup', 'auditSearch', id);
    await this.acts.record(
      { type: 'IdentityUserSearched', data: { subject, found: known } },
      identityScope,
      staff,
      context,
    );
    if (!found || !isKnown(found.user)) throw notFound('user.not-found');
    const { is: status, realNameLevel } = found.user;
    return { userId: found.userId, status, realNameLevel };
  }
}
