import { Injectable, Logger } from '@nestjs/common';
import type { DomainError } from '../../domain/shared/domain-error.js';
import { plus } from '../../domain/shared/instant.js';
import { Clock } from '../ports/clock.js';
import type { JsonObject } from '../ports/json.js';
import { ShortLived, type Shown, type Space } from '../ports/short-lived.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { Background, patiently } from './background.js';

/** A thing that serves one command: what it is found by, and what the command shows for it. */
export interface SingleUseThing extends Shown {
  readonly space: Space;
  readonly key: string;
  /** Milliseconds for which a spent thing is remembered, for repeats of the command that spent it. */
  readonly lifetime: number;
  /** What a command is told that does not get the thing: absent (undefined), held or spent by another, proof wrong. */
  readonly refusal: (tried: { readonly tries: number; readonly spent: boolean } | undefined) => DomainError;
}

/**
 * Reserve, work, spend (V4.1, ADR 27). Success alone spends the thing: any error of the work, a server that is
 * away among them, leaves it good for every command.
 */
@Injectable()
export class SingleUse {
  private readonly logger = new Logger(SingleUse.name);

  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly background: Background,
  ) {}

  /**
   * Does the work with the thing held for this command. A repeat of the command may use it again.
   * @throws the thing's refusal, and what `work` throws
   */
  async use<T extends JsonObject, R>(
    thing: SingleUseThing,
    commandId: string,
    work: (value: T) => Promise<R>,
  ): Promise<R> {
    const { space, key } = thing;
    const reserve = () => this.shortLived.reserve<T>(space, key, commandId, thing);
    const reservation = await this.orRelease(thing, commandId, reserve);
    if (!reservation?.held) throw thing.refusal(reservation);
    const result = await this.orRelease(thing, commandId, () => work(reservation.value));
    const rememberedUntil = plus(this.clock.now(), thing.lifetime);
    await this.conclude(() => this.shortLived.spend(space, key, commandId, rememberedUntil));
    return result;
  }

  private async orRelease<R>({ space, key }: SingleUseThing, commandId: string, work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      await this.conclude(() => this.shortLived.release(space, key, commandId));
      throw error;
    }
  }

  /** The command has its outcome, which a store that is away does not change: until it is told, the thing stays held. */
  private async conclude(tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error;
      this.background.add(patiently(tell), ({ name }) =>
        this.logger.warn(`a reservation stays until it ends: ${name}`),
      );
    }
  }
}
