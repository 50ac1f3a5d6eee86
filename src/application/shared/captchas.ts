import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { captchaAlphabet, captchaText, isCaptchaAnswer, spokenAlphabet } from '../../domain/shared/captcha-text.js';
import { rule } from '../../domain/shared/domain-error.js';
import { type Instant, minute, plus } from '../../domain/shared/instant.js';
import { newId } from '../core/ids.js';
import { CaptchaImage } from '../ports/captcha-image.js';
import { CaptchaSound } from '../ports/captcha-sound.js';
import { Clock } from '../ports/clock.js';
import { ShortLived } from '../ports/short-lived.js';
import { smsPurposes } from '../ports/sms-gateway.js';
import type { Fields } from './fields.js';

export interface IssuedCaptcha {
  readonly captchaId: string;
  /** A PNG as data URI. */
  readonly image: string;
  /** The same spoken, a WAV as data URI, where it was asked for. */
  readonly audio?: string;
  readonly expiresAt: Instant;
}

/** What a captcha is spent for. */
export const captchaPurposes = [...smsPurposes, 'face'] as const;
export type CaptchaPurpose = (typeof captchaPurposes)[number];

type Stored = { readonly purpose: CaptchaPurpose; readonly text: string };

/** A captcha that a form may carry. */
export interface SolvedCaptcha {
  readonly captchaId?: string;
  readonly captcha?: string;
}

/** One without an answer is asked for it, and not spent. */
export const mustBeAnswered = (fields: Fields, { captchaId, captcha }: SolvedCaptcha): void => {
  if (captchaId !== undefined && captcha === undefined) fields.refuse('/captcha', 'field.required');
};

const dataUri = (type: string, bytes: Uint8Array): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

const lifetime = 2 * minute;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * V5: 2 minutes, single use even when wrong, good for the purpose it was issued for. A captcha is no `SingleUse` thing: it
 * is taken before it is looked at, and an error of what follows does not give it back, or one picture would allow many
 * guesses.
 */
@Injectable()
export class Captchas {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly image: CaptchaImage,
    private readonly sound: CaptchaSound,
  ) {}

  /** @param audio whether it is spoken too; what an ear confuses is not in it then */
  async issue(purpose: CaptchaPurpose, audio = false): Promise<IssuedCaptcha> {
    const captchaId = newId();
    const text = captchaText((length) => randomInt(length), audio ? spokenAlphabet : captchaAlphabet);
    const expiresAt = plus(this.clock.now(), lifetime);
    const [png, wav] = await Promise.all([this.image.draw(text), audio ? this.sound.speak(text) : undefined]);
    await this.shortLived.put('captcha', captchaId, { purpose, text }, expiresAt);
    return {
      captchaId,
      image: dataUri('image/png', png),
      ...(wav && { audio: dataUri('audio/wav', wav) }),
      expiresAt,
    };
  }

  /**
   * Spends the captcha, whatever the answer. A command that passed and comes again (a repeat after a crash or a 503)
   * passes again when it gives its id.
   * @throws DomainError `captcha.invalid`: wrong, spent, expired, of another purpose, or no captcha at all
   */
  async check(purpose: CaptchaPurpose, captchaId: string, answer: string, commandId?: string): Promise<void> {
    if (!uuid.test(captchaId)) throw rule('captcha.invalid');
    const passed = `${captchaId}/${commandId}`;
    if (commandId !== undefined && (await this.shortLived.get('captcha', passed))) return;

    const captcha = await this.shortLived.take<Stored>('captcha', captchaId);
    if (captcha?.purpose !== purpose || !isCaptchaAnswer(answer, captcha.text)) throw rule('captcha.invalid');
    if (commandId !== undefined)
      await this.shortLived.put('captcha', passed, { purpose }, plus(this.clock.now(), lifetime));
  }

  /** For the sandbox: the answer of a captcha that was issued and not yet spent. */
  async answer(captchaId: string): Promise<string | undefined> {
    return uuid.test(captchaId) ? (await this.shortLived.get<Stored>('captcha', captchaId))?.text : undefined;
  }
}
