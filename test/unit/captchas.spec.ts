import { beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { SvgCaptchaImage } from '../../src/adapters/images/svg-captcha-image.js';
import { CaptchaImage } from '../../src/application/ports/captcha-image.js';
import { Captchas } from '../../src/application/shared/captchas.js';
import { minute } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';

/** The text itself in place of a picture of it. */
class PlainImage extends CaptchaImage {
  async draw(text: string) {
    return Buffer.from(text);
  }
}

const invalid = expect.objectContaining({ kind: 'rule', code: 'captcha.invalid' });

describe('captchas', () => {
  let clock: ManualClock;
  let captchas: Captchas;
  beforeEach(() => {
    clock = new ManualClock('2026-11-23T08:00:00.000Z');
    captchas = new Captchas(new MemoryShortLived(clock), clock, new PlainImage());
  });
  const issued = async () => {
    const { captchaId, image } = await captchas.issue('futuresLogin');
    return { captchaId, text: Buffer.from(image.split(',')[1]!, 'base64').toString() };
  };

  it('V5 have 4 characters without 0, O, 1 and I, for 2 minutes', async () => {
    const { captchaId, image, expiresAt } = await captchas.issue('futuresLogin');
    expect(captchaId).toMatch(/^[0-9a-f-]{36}$/);
    expect(image).toMatch(/^data:image\/png;base64,/);
    expect(expiresAt).toBe('2026-11-23T08:02:00.000Z');
    expect((await issued()).text).toMatch(/^[2-9A-HJ-NP-Z]{4}$/);
    expect(await captchas.answer(captchaId)).toMatch(/^[2-9A-HJ-NP-Z]{4}$/);
  });

  it('V5 differ', async () => {
    const texts = await Promise.all(Array.from({ length: 50 }, async () => (await issued()).text));
    expect(new Set(texts).size).toBeGreaterThan(45);
  });

  it('V5 accept the answer without regard to case, once', async () => {
    const { captchaId, text } = await issued();
    await captchas.check('futuresLogin', captchaId, ` ${text.toLowerCase()} `);
    await expect(captchas.check('futuresLogin', captchaId, text)).rejects.toEqual(invalid);
    expect(await captchas.answer(captchaId)).toBeUndefined();
  });

  it('V5 are spent by a wrong answer, and by another purpose', async () => {
    const wrong = await issued();
    await expect(captchas.check('futuresLogin', wrong.captchaId, '0000')).rejects.toEqual(invalid);
    await expect(captchas.check('futuresLogin', wrong.captchaId, wrong.text)).rejects.toEqual(invalid);
    const other = await issued();
    await expect(captchas.check('contactPhone', other.captchaId, other.text)).rejects.toEqual(invalid);
    await expect(captchas.check('futuresLogin', other.captchaId, other.text)).rejects.toEqual(invalid);
  });

  it('V5 end after 2 minutes', async () => {
    const [early, late] = [await issued(), await issued()];
    clock.advance(2 * minute - 1);
    await captchas.check('futuresLogin', early.captchaId, early.text);
    clock.advance(1);
    await expect(captchas.check('futuresLogin', late.captchaId, late.text)).rejects.toEqual(invalid);
  });

  it('refuse an id that is none alike', async () => {
    for (const id of ['', 'x', '../1', `${(await issued()).captchaId}/undefined`]) {
      await expect(captchas.check('futuresLogin', id, 'ABCD')).rejects.toEqual(invalid);
      expect(await captchas.answer(id)).toBeUndefined();
    }
  });

  it('V5 let the very command pass again that passed, and no other', async () => {
    const { captchaId, text } = await issued();
    await captchas.check('futuresLogin', captchaId, text, 'first');
    await captchas.check('futuresLogin', captchaId, text, 'first');
    await expect(captchas.check('futuresLogin', captchaId, text, 'second')).rejects.toEqual(invalid);
    await expect(captchas.check('futuresLogin', captchaId, text)).rejects.toEqual(invalid);
  });

  it('V5 do not let a command pass again that was wrong', async () => {
    const { captchaId, text } = await issued();
    await expect(captchas.check('futuresLogin', captchaId, '0000', 'first')).rejects.toEqual(invalid);
    await expect(captchas.check('futuresLogin', captchaId, text, 'first')).rejects.toEqual(invalid);
  });

  it('V5 pass for exactly one of two parallel uses', async () => {
    const { captchaId, text } = await issued();
    const uses = ['a', 'b'].map((command) => captchas.check('futuresLogin', captchaId, text, command));
    const outcomes = (await Promise.allSettled(uses)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('captcha images', () => {
  it('V5 are PNGs with ink on paper, each drawn differently', async () => {
    const images = new SvgCaptchaImage();
    const [one, two] = await Promise.all([images.draw('A2Z9'), images.draw('A2Z9')]);
    expect(await sharp(one).metadata()).toMatchObject({ format: 'png', width: 320, height: 112 });
    expect((await sharp(one).stats()).entropy).toBeGreaterThan(1);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });
});
