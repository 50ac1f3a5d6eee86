import { Injectable } from '@nestjs/common';
import { loginRefused } from '../../domain/identity-user/decider.js';
import { plus, second } from '../../domain/shared/instant.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';

/** What a refusal costs where no fact is recorded: one write, as everywhere else (R8). */
@Injectable()
export class Decoys {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
  ) {}

  async write(asked: string): Promise<void> {
    await this.shortLived.put('ticket', `decoy/${asked}`, {}, plus(this.clock.now(), second));
  }

  /** @throws DomainError `login.refused`, always */
  async refuse(asked: string): Promise<never> {
    await this.write(asked);
    throw loginRefused();
  }
}
