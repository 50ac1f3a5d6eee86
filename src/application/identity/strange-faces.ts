import { Injectable } from '@nestjs/common';
import { facesPerDay, tooManyFaces } from '../../domain/identity-user/decider.js';
import { rule } from '../../domain/shared/domain-error.js';
import { hour, plus } from '../../domain/shared/instant.js';
import { nextShanghaiMidnight } from '../../domain/shared/shanghai-calendar.js';
import type { CommandContext } from '../core/command-context.js';
import { Keyring } from '../core/keyring.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';
import { Captchas, type SolvedCaptcha } from '../shared/captchas.js';

/** Whoever shows a face without a session. */
export interface Stranger {
  /** Keyed HMAC of where the call came from (R8). */
  readonly address: string;
  /** Whom the call names, normalised, before anybody looks that up: known and unknown persons count alike. */
  readonly asked: readonly string[];
}

/** How many flows an address may begin in an hour without a captcha. Does not change while the service runs. */
export class FaceLimits {
  constructor(readonly withoutCaptcha: number) {}
}

/** R16: what strangers may do with faces. Failures count per person and address, so that none closes the owner's way. */
@Injectable()
export class StrangeFaces {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly captchas: Captchas,
    private readonly limits: FaceLimits,
  ) {}

  /** @throws DomainError `face.too-many-tries` after five failures of the day, until the next midnight in Shanghai */
  async mustHaveTries(stranger: Stranger): Promise<void> {
    if (await this.shortLived.get('face-failures', exhaustedOf(this.keyOf(stranger))))
      throw tooManyFaces(this.clock.now());
  }

  /** @throws DomainError `face.too-many-tries` beyond the fifth failure: parallel ones get no more */
  async countFailure(stranger: Stranger): Promise<void> {
    const key = this.keyOf(stranger);
    const now = this.clock.now();
    const midnight = nextShanghaiMidnight(now);
    const failures = await this.shortLived.count('face-failures', key, midnight);
    if (failures === facesPerDay) await this.shortLived.put('face-failures', exhaustedOf(key), {}, midnight);
    if (failures > facesPerDay) throw tooManyFaces(now);
  }

  /** @throws DomainError `captcha.required` for a frequent starter, `captcha.invalid` */
  async mayStart(
    address: string,
    { captchaId, captcha = '' }: SolvedCaptcha,
    { commandId }: CommandContext,
  ): Promise<void> {
    if (captchaId !== undefined) return this.captchas.check('face', captchaId, captcha, commandId);
    const started = await this.shortLived.count('face-starts', address, plus(this.clock.now(), hour));
    if (started > this.limits.withoutCaptcha) throw rule('captcha.required');
  }

  private keyOf = ({ address, asked }: Stranger): string => this.keyring.hmac('decoy', 'face', address, ...asked);
}

const exhaustedOf = (key: string): string => `${key}/exhausted`;
