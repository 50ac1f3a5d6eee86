import { Injectable } from '@nestjs/common';
import type { IdentityUser } from '../../domain/identity-user/state.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type PasswordOwner, parsePassword } from '../../domain/shared/password.js';
import type { CommandContext } from '../command-context.js';
import { derivedId } from '../ids.js';
import { Credentials } from '../ports/credentials.js';
import { PasswordHasher } from '../ports/password-hasher.js';
import type { Fields } from './fields.js';

export interface NewPasswordForm {
  readonly password: string;
  readonly passwordConfirmation: string;
}

/** V6, and the confirmation that must agree (`password.confirmation`). */
export const readNewPassword = (fields: Fields, form: NewPasswordForm, owner: PasswordOwner): void => {
  fields.take('/password', parsePassword(form.password, owner));
  if (form.password !== form.passwordConfirmation) fields.refuse('/passwordConfirmation', 'password.confirmation');
};

/** Keeps hashes beside the log: stored before the event that names them, removed when it does not come. */
@Injectable()
export class Passwords {
  constructor(
    private readonly credentials: Credentials,
    private readonly hasher: PasswordHasher,
  ) {}

  /** Whether it is the user's password; nobody's costs the same (R8). */
  async isRight(password: string, user: { readonly userId: string; readonly credentialId: string } | undefined) {
    const hash = await this.credentials.get(user?.userId ?? '', user?.credentialId ?? '');
    return this.hasher.verify(hash, password);
  }

  /** The credential that this command makes. */
  idOf = (context: CommandContext): string => derivedId(context.commandId, 'credential');

  /** Stores a new password and does what makes it count; what it replaces goes, or itself when it does not count. */
  async set(
    userId: string,
    password: string,
    replaces: string | null,
    context: CommandContext,
    work: (credentialId: string) => Promise<IdentityUser>,
  ): Promise<IdentityUser> {
    const credentialId = this.idOf(context);
    await this.credentials.put(userId, credentialId, await this.hasher.hash(password));
    try {
      const user = await work(credentialId);
      const counts = user.is === 'active' && user.credentialId === credentialId;
      const gone = counts ? replaces : credentialId;
      if (gone !== null) await this.credentials.delete(userId, gone);
      return user;
    } catch (error) {
      if (error instanceof DomainError) await this.credentials.delete(userId, credentialId);
      throw error;
    }
  }
}
