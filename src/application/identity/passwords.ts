import { Injectable } from '@nestjs/common';
import type { IdentityUser } from '../../domain/identity-user/state.js';
import { DomainError, type FieldError } from '../../domain/shared/domain-error.js';
import { type PasswordOwner, parsePassword } from '../../domain/shared/password.js';
import type { CommandContext } from '../core/command-context.js';
import { derivedId } from '../core/ids.js';
import { Credentials } from '../ports/credentials.js';
import { PasswordHasher } from '../ports/password-hasher.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { Fields } from '../shared/fields.js';
import { CommonPasswords } from './common-passwords.js';

export interface NewPasswordForm {
  readonly password: string;
  readonly passwordConfirmation: string;
}

/** What is stored of a password. */
export interface HashedPassword {
  readonly hash: string;
}

interface PasswordOf {
  readonly userId: string;
  readonly credentialId: string;
}

/** Hashes outside the log. Each is stored before the event that names it, and removed when that event does not come. */
@Injectable()
export class Passwords {
  constructor(
    private readonly credentials: Credentials,
    private readonly hasher: PasswordHasher,
    private readonly common: CommonPasswords,
  ) {}

  /** V6, and the confirmation that must agree (`password.confirmation`). */
  read(fields: Fields, form: NewPasswordForm, owner: PasswordOwner): void {
    fields.take('/password', parsePassword(form.password, owner, this.common.has));
    if (fields.sound('/password') && form.password !== form.passwordConfirmation)
      fields.refuse('/passwordConfirmation', 'password.confirmation');
  }

  /**
   * Before anybody is known by a ticket or an old password: what is wrong whoever it is for, beside what was refused already.
   * @throws DomainError `request.invalid` if anything was
   */
  mustBeShaped(form: NewPasswordForm, misshapen: readonly FieldError[]): void {
    if (misshapen.length === 0) return;
    const fields = new Fields(misshapen);
    this.read(fields, form, {});
    fields.check();
  }

  /** Before claims are taken: a refusal must leave none. @throws DependencyUnavailable when too many are being hashed */
  async hash(password: string): Promise<HashedPassword> {
    return { hash: await this.hasher.hash(password) };
  }

  /** Whether it is the user's password, and what is stored of it. An unknown user costs the same (R8). */
  async check(password: string, user: PasswordOf | undefined): Promise<{ right: boolean; stored?: HashedPassword }> {
    const hash = await this.credentials.get(user?.userId ?? '', user?.credentialId ?? '');
    const right = await this.hasher.verify(hash, password);
    return hash === undefined ? { right } : { right, stored: { hash } };
  }

  /** Hashes a right password with today's parameters, unless it was replaced meanwhile. The next sign-in repeats a failure. */
  async renew(password: string, { hash }: HashedPassword, { userId, credentialId }: PasswordOf): Promise<void> {
    if (!this.hasher.isOutdated(hash)) return;
    try {
      await this.credentials.replace(userId, credentialId, await this.hasher.hash(password));
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error;
    }
  }

  /** The credential that this command makes. */
  idOf = (context: CommandContext): string => derivedId(context.commandId, 'credential');

  /** Stores the new hash, then appends the event. If it took effect, the old hash is deleted; if not, the new one is. */
  async set(
    userId: string,
    { hash }: HashedPassword,
    replaces: string | null,
    context: CommandContext,
    work: (credentialId: string) => Promise<IdentityUser>,
  ): Promise<IdentityUser> {
    const credentialId = this.idOf(context);
    await this.credentials.put(userId, credentialId, hash);
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
