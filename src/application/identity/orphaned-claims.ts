import { Injectable } from '@nestjs/common';
import { isKnown } from '../../domain/identity-user/state.js';
import { Claims } from '../core/claims.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { claimsOf, IdentityUsers } from './users.js';

/** Claims of users whose command died before what the claim was for. */
@Injectable()
export class OrphanedUserClaims {
  constructor(
    private readonly users: IdentityUsers,
    private readonly claims: Claims,
  ) {}

  /**
   * Whether a claim serves nothing. Its command is barred first, so that one which is only slow loses: a registration by
   * an abandonment, a change of somebody who is there by the fact that this call lapsed.
   */
  async bar(claimId: string, userId: string, causationId: string, context: CommandContext): Promise<boolean> {
    const { at } = context;
    const before = await this.users.run(userId, { type: 'AbandonUser', at }, partOf(context, 'abandon'));
    if (!isKnown(before)) return true;
    if (this.owns(before, claimId)) return false;
    const after = await this.users.run(userId, { type: 'LapseAttempt', causationId, at }, partOf(context, 'lapse'));
    return !(isKnown(after) && this.owns(after, claimId));
  }

  private owns(user: Parameters<typeof claimsOf>[0], claimId: string): boolean {
    return claimsOf(user).some((key) => this.claims.idOf(key) === claimId);
  }
}
