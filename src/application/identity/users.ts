import { Injectable } from '@nestjs/common';
import { ClaimHeld } from '../../domain/claim/decider.js';
import type { IdentityUserCommand } from '../../domain/identity-user/commands.js';
import { identityUser } from '../../domain/identity-user/decider.js';
import { type ActiveUser, type IdentityUser, isKnown, type KnownUser } from '../../domain/identity-user/state.js';
import { conflict, DomainError, refusal } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { parseMobile } from '../../domain/shared/phone-number.js';
import type { CodeOf } from '../../domain/shared/problem-codes.js';
import { parseResidentId } from '../../domain/shared/resident-id.js';
import { shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import { foldUsername } from '../../domain/shared/username.js';
import { type ClaimKey, Claims } from '../core/claims.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { newId, ownerId } from '../core/ids.js';

export interface FoundUser {
  readonly userId: string;
  readonly user: IdentityUser;
}

export interface WantedClaim {
  readonly key: ClaimKey;
  /** The code of the conflict with whoever holds it. */
  readonly refusal: CodeOf<'conflict'>;
}

/** The data key's subject of a user (P1). */
export const userSubject = (userId: string): string => `identity/${userId}`;
export const userStream = (userId: string): string => `${identityUser.category}-${userId}`;

export const idNumberKey = (idNumber: string) => ['identityIdNumber', idNumber] as const;
export const mobileKey = (mobile: string) => ['identityMobile', mobile] as const;
export const usernameKey = (username: string) => ['username', foldUsername(username)] as const;

/** What an identifier names, as it was typed: an ID number, else a mobile, else nothing that anybody holds. */
export const identifierKey = (identifier: string, at: Instant): ClaimKey => {
  const id = parseResidentId(identifier, shanghaiDate(at));
  const mobile = parseMobile(identifier);
  return 'value' in id ? idNumberKey(id.value) : mobileKey('value' in mobile ? mobile.value : identifier);
};

/** The claims of a user. Each is free for others once the user is gone. */
export const claimsOf = (user: KnownUser): readonly ClaimKey[] => [
  idNumberKey(user.idNumber),
  ...(user.mobile ? [mobileKey(user.mobile)] : []),
  ...(user.is === 'active' && user.username ? [usernameKey(user.username)] : []),
];

/** Finds users and decides about them, from the log itself: no read model's delay. */
@Injectable()
export class IdentityUsers {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
  ) {}

  /** The holder of a claim. A free claim costs the same reads. The holder may not be there yet (`unknown`), or be gone. */
  async holder(key: ClaimKey): Promise<FoundUser | undefined> {
    const userId = await this.claims.holder(key);
    const user = await this.load(userId ?? newId());
    return userId === undefined ? undefined : { userId, user };
  }

  /** Whether another user has it (R2, R13). One who is about to come to be is waited for; one who never came has nothing. */
  async isTaken(key: ClaimKey, except?: string): Promise<boolean> {
    const found = await this.holder(key);
    if (!found || found.userId === except) return false;
    return isKnown(await this.arrived(found));
  }

  /** The holder of a claim once it is there: who is still `unknown` then broke off. */
  async arrived({ userId, user }: FoundUser): Promise<IdentityUser> {
    return user.is === 'unknown' ? (await this.claims.owner(identityUser, userId)).state : user;
  }

  /** R7: by ID number or mobile, as it was typed. */
  byIdentifier(identifier: string, context: CommandContext): Promise<FoundUser | undefined> {
    return this.holder(identifierKey(identifier, context.at));
  }

  async load(userId: string): Promise<IdentityUser> {
    return (await this.runner.load(identityUser, userId)).state;
  }

  /** The user of a session. @throws DomainError `session.required` when the account is gone */
  async active(userId: string): Promise<ActiveUser> {
    const user = await this.load(userId);
    if (user.is !== 'active') throw refusal('session.required');
    return user;
  }

  async run(userId: string, command: IdentityUserCommand, context: CommandContext): Promise<IdentityUser> {
    return (await this.runner.run(identityUser, userId, command, context, userSubject(userId))).state;
  }

  /**
   * Takes the claims for the user, then does the work. A refusal of the work releases the claims that were taken here. The
   * claim of a user who is gone, or who was never to be, is taken over. ReleaseOrphanedClaims releases what nobody wants.
   * @throws DomainError with the claim's `refusal` (409) when somebody else holds it or is about to, and what `work` throws
   */
  async withClaims<T>(
    wanted: readonly WantedClaim[],
    userId: string,
    context: CommandContext,
    work: () => Promise<T>,
  ): Promise<T> {
    const taken: ClaimKey[] = [];
    try {
      for (const claim of wanted) if (await this.claim(claim, userId, context)) taken.push(claim.key);
      return await work();
    } catch (error) {
      if (error instanceof DomainError) for (const key of taken) await this.release(key, userId, context);
      throw error;
    }
  }

  /** Whether it was not the user's before. */
  private async claim({ key, refusal: code }: WantedClaim, userId: string, context: CommandContext): Promise<boolean> {
    for (let attempt = 0; ; attempt++) {
      try {
        const { position } = await this.claims.take(key, userStream(userId), partOf(context, String(attempt)));
        return position !== undefined;
      } catch (error) {
        if (!(error instanceof ClaimHeld)) throw error;
        if (isKnown(await this.bar(ownerId(error.owner), context))) throw conflict(code);
        await this.claims.release(key, error.owner, partOf(context, error.owner));
      }
    }
  }

  /** A user whose command broke off before the first event is barred, and may not come to be later. */
  private async bar(userId: string, context: CommandContext): Promise<IdentityUser> {
    const user = (await this.claims.owner(identityUser, userId)).state;
    if (user.is !== 'unknown') return user;
    return this.run(userId, { type: 'AbandonUser', at: context.at }, partOf(context, 'bar', userId));
  }

  async release(key: ClaimKey, userId: string, context: CommandContext): Promise<void> {
    await this.claims.release(key, userStream(userId), context);
  }
}
