import { Injectable } from '@nestjs/common';
import { systemContext } from '../core/command-context.js';
import { ownerId } from '../core/ids.js';
import { UserErasure } from '../identity/erasure.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { Process } from './process.js';

/** R17, P2, should the service have died between a cancellation and the erasure. */
@Injectable()
export class EraseCancelledUsers implements Process {
  readonly name = 'erase-cancelled-users';
  readonly types = ['IdentityUserCancelled'];
  readonly beginsAt = 'first';

  constructor(private readonly erasure: UserErasure) {}

  async handle(event: StoredEvent): Promise<void> {
    const { at, correlationId } = event.metadata;
    await this.erasure.erase(ownerId(event.stream), systemContext(this.name, at, { id: event.id, correlationId }));
  }
}
