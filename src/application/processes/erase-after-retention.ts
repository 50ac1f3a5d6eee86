import { Injectable } from '@nestjs/common';
import { systemContext } from '../core/command-context.js';
import { ownerId } from '../core/ids.js';
import { CustomerErasure } from '../futures/account/customer-erasure.js';
import { ShutOut } from '../futures/account/shut-out.js';
import type { StoredEvent } from '../ports/event-store.js';
import { Timers } from '../ports/timers.js';
import { type DueTimer, type Process } from './process.js';

/** P2: when the retention of a restricted account ends, it is erased. */
@Injectable()
export class EraseAfterRetention implements Process {
  readonly name = 'erase-after-retention';
  readonly types = ['ProcessingRestricted'];
  readonly beginsAt = 'first';

  constructor(
    private readonly erasure: CustomerErasure,
    private readonly shutOut: ShutOut,
    private readonly timers: Timers,
  ) {}

  async handle({ id, stream, data, metadata }: StoredEvent): Promise<void> {
    const customerId = ownerId(stream);
    await this.timers.set(this.name, customerId, String(data.retainedUntil), { causedBy: id });
    const { at, correlationId } = metadata;
    await this.shutOut.of(customerId, systemContext(this.name, at, { id, correlationId }));
  }

  async fire({ key, dueAt, payload }: DueTimer): Promise<void> {
    const cause = { id: String(payload.causedBy), correlationId: String(payload.causedBy) };
    await this.erasure.erase(key, systemContext(this.name, dueAt, cause));
  }
}
