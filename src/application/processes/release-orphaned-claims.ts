import { Injectable } from '@nestjs/common';
import { claim } from '../../domain/claim/decider.js';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { identityUser } from '../../domain/identity-user/decider.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { minute, plus } from '../../domain/shared/instant.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import { type CommandContext, partOf, systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { OrphanedUserClaims } from '../identity/orphaned-claims.js';
import type { StoredEvent } from '../ports/event-store.js';
import { Timers } from '../ports/timers.js';
import { type DueTimer, type Process } from './process.js';

/** How long a claim's owner may take to come to be. */
const patience = minute;

/**
 * Releases a claim whose owner never came to be, its command having died in between. The owner's stream is barred first
 * (an abandonment at `no-stream`), so that an owner that is only slow loses.
 */
@Injectable()
export class ReleaseOrphanedClaims implements Process {
  readonly name = 'release-orphaned-claims';
  readonly types = ['ClaimTaken'];
  readonly beginsAt = 'first';

  constructor(
    private readonly runner: CommandRunner,
    private readonly timers: Timers,
    private readonly users: OrphanedUserClaims,
  ) {}

  async handle({ id, stream, data, metadata }: StoredEvent): Promise<void> {
    const payload = { owner: String(data.owner), causedBy: id, attempt: metadata.causationId };
    await this.timers.set(this.name, ownerId(stream), plus(metadata.at, patience), payload);
  }

  async fire({ key, dueAt, payload }: DueTimer): Promise<void> {
    const owner = String(payload.owner);
    const cause = { id: String(payload.causedBy), correlationId: String(payload.causedBy) };
    const context = systemContext(this.name, dueAt, cause);
    if (!(await this.abandoned(key, owner, String(payload.attempt), context))) return;
    const command = { type: 'ReleaseClaim', owner, at: dueAt } as const;
    await this.runner.run(claim, key, command, partOf(context, 'release'));
  }

  private async abandoned(claimId: string, owner: string, attempt: string, context: CommandContext): Promise<boolean> {
    const id = ownerId(owner);
    const { at } = context;
    switch (owner.slice(0, owner.indexOf('-'))) {
      case customerAccount.category: {
        const { state } = await this.runner.run(customerAccount, id, { type: 'AbandonCustomerAccount', at }, context);
        return state.is === 'abandoned';
      }
      case profileChangeRequest.category: {
        const { state } = await this.runner.run(profileChangeRequest, id, { type: 'AbandonRequest', at }, context);
        return state.is === 'abandoned';
      }
      case videoVerification.category: {
        const { state } = await this.runner.run(videoVerification, id, { type: 'AbandonTicket', at }, context);
        return state.is === 'abandoned';
      }
      case identityUser.category:
        return this.users.bar(claimId, id, attempt, context);
      case digitalCertificate.category:
        // A verification has one certificate (F27): a repeat of the command that died finds the claim its own.
        return false;
      default:
        throw new Error(`no aggregate of the category of ${owner} takes claims`);
    }
  }
}
