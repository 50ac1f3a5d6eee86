import { Injectable } from '@nestjs/common';
import { refusal } from '../../domain/shared/domain-error.js';
import { second } from '../../domain/shared/instant.js';
import type { Position } from '../ports/event-store.js';
import { ReadModels } from '../ports/read-models.js';
import type { CommandContext } from './command-context.js';

const patienceMs = 2 * second;

/** A write answers through the query renderer, so it first waits until the read side has seen it. */
@Injectable()
export class ReadYourWrites {
  constructor(private readonly readModels: ReadModels) {}

  /**
   * Waits at most 2 s until the read models have passed the last append of this command; at once when there is none.
   * @throws DomainError `projection.lagging`
   */
  async settle(context: CommandContext): Promise<void> {
    if (context.written.position !== undefined) await this.reach(context.written.position);
  }

  /** @throws DomainError `projection.lagging` after 2 s */
  async reach(position: Position): Promise<void> {
    const seen = await this.readModels.waitFor(position, patienceMs);
    if (!seen) throw refusal('projection.lagging');
  }
}
