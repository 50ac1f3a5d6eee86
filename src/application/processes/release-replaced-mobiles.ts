import { Injectable } from '@nestjs/common';
import { identityUser } from '../../domain/identity-user/decider.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { isErased } from '../../domain/shared/personal.js';
import { systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { IdentityUsers, mobileKey } from '../identity/users.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { Process } from './process.js';

/** R13: a number that a user no longer has is free for others. */
@Injectable()
export class ReleaseReplacedMobiles implements Process {
  readonly name = 'release-replaced-mobiles';
  readonly types = ['MobileChanged', 'IdentityUserImported'];
  readonly beginsAt = 'first';

  constructor(
    private readonly runner: CommandRunner,
    private readonly users: IdentityUsers,
  ) {}

  async handle(event: StoredEvent): Promise<void> {
    const userId = ownerId(event.stream);
    const old = await this.mobile(userId, event.revision - 1n);
    const { state: now } = await this.runner.loadWith(identityUser, userId, event.revision);
    if (old === null || isErased(old) || (isKnown(now) && now.mobile === old)) return;
    const { at, correlationId } = event.metadata;
    await this.users.release(mobileKey(old), userId, systemContext(this.name, at, { id: event.id, correlationId }));
  }

  private async mobile(userId: string, until: bigint): Promise<string | null> {
    const { state } = await this.runner.load(identityUser, userId, until);
    return isKnown(state) ? state.mobile : null;
  }
}
