import { Injectable } from '@nestjs/common';
import { loginRefused } from '../../domain/identity-user/decider.js';
import { plus, second } from '../../domain/shared/instant.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';

const remembered = 64;

/**
 * The cost of a refusal where no event is recorded (R7, R8): one write, as elsewhere, and the time that a recent recorded
 * refusal took.
 */
@Injectable()
export class Decoys {
  /** Milliseconds of the latest, oldest first. */
  private readonly recorded: number[] = [];
  private turn = 0;

  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
  ) {}

  /** Records a refusal, and how long that takes. */
  async recording<T>(record: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await record();
    this.recorded.push(performance.now() - from);
    if (this.recorded.length > remembered) this.recorded.shift();
    return result;
  }

  async write(asked: string): Promise<void> {
    const from = performance.now();
    await this.shortLived.put('decoy', asked, {}, plus(this.clock.now(), second));
    const usual = this.recorded[this.turn++ % this.recorded.length] ?? 0;
    const left = Math.round(usual - (performance.now() - from));
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** @throws DomainError `login.refused`, always */
  async refuse(asked: string): Promise<never> {
    await this.write(asked);
    throw loginRefused();
  }
}
