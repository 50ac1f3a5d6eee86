import { Injectable } from '@nestjs/common';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import type { StoredEvent } from '../ports/event-store.js';
import { Timers } from '../ports/timers.js';
import { type DueTimer, type Process } from './process.js';

/** F19: an open request expires after 30 days, or what the company configured when it was opened. */
@Injectable()
export class ExpireRequests implements Process {
  readonly name = 'expire-requests';
  readonly types = ['ProfileChangeRequestOpened'];
  readonly beginsAt = 'first';

  constructor(
    private readonly runner: CommandRunner,
    private readonly timers: Timers,
  ) {}

  async handle(event: StoredEvent): Promise<void> {
    await this.timers.set(this.name, ownerId(event.stream), String(event.data.expiresAt), { causedBy: event.id });
  }

  async fire({ key, dueAt, payload }: DueTimer): Promise<void> {
    const cause = { id: String(payload.causedBy), correlationId: String(payload.causedBy) };
    const command = { type: 'ExpireRequest', at: dueAt } as const;
    await this.runner.run(profileChangeRequest, key, command, systemContext(this.name, dueAt, cause));
  }
}
