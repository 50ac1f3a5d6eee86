import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loginRefused } from '../../domain/identity-user/decider.js';
import { isLocked } from '../../domain/identity-user/password-lock.js';
import type { ActiveUser, IdentityUser } from '../../domain/identity-user/state.js';
import { DomainError, refusal } from '../../domain/shared/domain-error.js';
import type { CommandContext } from '../core/command-context.js';
import { Sessions } from '../shared/sessions.js';
import { Decoys } from './decoys.js';
import { type Face, FaceChecks, type KnownOwner } from './face-checks.js';
import { partiesOfSignIn } from './face-verifications.js';
import type { SignInMethod } from './identity-session.js';
import { IdentityTickets } from './identity-tickets.js';
import { Passwords } from './passwords.js';
import { IdentityUsers, userSubject } from './users.js';

export interface UserSignedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly guide?: 'raiseRealNameLevel';
}

export class SignInByPassword extends Command<UserSignedIn> {
  constructor(
    readonly form: { readonly identifier: string; readonly password: string },
    /** Keyed HMAC of where the request came from (R8). */
    readonly address: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class SignInByFace extends Command<UserSignedIn> {
  constructor(
    readonly form: { readonly identifier: string; readonly face: Face },
    readonly address: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * R5, R7–R9. An unknown account costs what a known one does: the same reads, one comparison, one write. No Consistency-Token
 * tells that a refusal was recorded.
 */
@CommandHandler(SignInByPassword)
export class SignInByPasswordHandler implements ICommandHandler<SignInByPassword> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly passwords: Passwords,
    private readonly tickets: IdentityTickets,
    private readonly decoys: Decoys,
    private readonly sessions: Sessions,
  ) {}

  async execute({ form, address, context }: SignInByPassword): Promise<UserSignedIn> {
    const found = await this.users.byIdentifier(form.identifier, context);
    const { userId = '', user } = found ?? {};
    const active = user?.is === 'active' ? user : undefined;
    const known = active && { userId, credentialId: active.credentialId };
    const { right, stored } = await this.passwords.check(form.password, known);
    if (user) context.written.person = userSubject(userId);
    if (user?.is === 'inactive') throw activationRequired(await this.tickets.issue('activation', { userId }));
    if (!active || isLocked(active.passwordGuard, address, context.at)) return this.decoys.refuse(form.identifier);

    const { credentialId } = active;
    const { commandId, at } = context;
    const command = { type: 'SignInByPassword', right, credentialId, address, commandId, at } as const;
    const quiet: CommandContext = { ...context, written: {} };
    const run = () => this.users.run(userId, command, quiet);
    const after = await (right ? run() : this.decoys.recording(run)).catch(async (error: unknown) => {
      if (error instanceof DomainError) await this.decoys.write(form.identifier);
      throw error;
    });
    if (!right) throw loginRefused();
    await this.passwords.renew(form.password, stored!, { userId, credentialId });
    Object.assign(context.written, quiet.written);
    return openSession(this.sessions, this.users, { userId, after, by: 'password' }, context);
  }
}

@CommandHandler(SignInByFace)
export class SignInByFaceHandler implements ICommandHandler<SignInByFace> {
  constructor(
    private readonly users: IdentityUsers,
    private readonly faces: FaceChecks,
    private readonly tickets: IdentityTickets,
    private readonly sessions: Sessions,
  ) {}

  async execute({ form, address, context }: SignInByFace): Promise<UserSignedIn> {
    const parties = await partiesOfSignIn(this.users, form.identifier, address, context);
    const use = { face: form.face, purpose: 'signIn', ...parties } as const;
    const signIn = async ({ userId, user }: KnownOwner): Promise<UserSignedIn> => {
      context.written.person = userSubject(userId);
      if (user.is === 'inactive') throw activationRequired(await this.tickets.issue('activation', { userId }));
      const { commandId, at } = context;
      const after = await this.users.run(userId, { type: 'SignInByFace', address, commandId, at }, context);
      return openSession(this.sessions, this.users, { userId, after, by: 'face' }, context);
    };
    return this.faces.use(use, context, signIn).catch((error: unknown) => {
      throw error instanceof DomainError && error.kind === 'rule' ? loginRefused() : error;
    });
  }
}

const activationRequired = (activationTicket: string) => refusal('identity.activation-required', { activationTicket });

/** A password or a mobile that was changed, or an account that was cancelled, between the decision and the session ends it again. */
const openSession = async (
  sessions: Sessions,
  users: IdentityUsers,
  { userId, after, by }: { readonly userId: string; readonly after: IdentityUser; readonly by: SignInMethod },
  context: CommandContext,
): Promise<UserSignedIn> => {
  const { token, expiresAt, session } = await sessions.open({
    ...({ app: 'identity', subject: userId, device: null, claims: { signedInBy: by } } as const),
  });
  const { credentialId, mobile, guidedIn } = after as ActiveUser;
  const now = await users.load(userId);
  if (now.is !== 'active' || now.credentialId !== credentialId || now.mobile !== mobile) {
    await sessions.end(session);
    throw loginRefused();
  }
  return { token, expiresAt, ...(guidedIn === context.commandId && { guide: 'raiseRealNameLevel' as const }) };
};
