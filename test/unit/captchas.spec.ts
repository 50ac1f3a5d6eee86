import { beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { SvgCaptchaImage } from '../../src/adapters/images/svg-captcha-image.js';
import { SpokenCaptcha } from '../../src/adapters/sounds/spoken-captcha.js';
import { CaptchaImage } from '../../src/application/ports/captcha-image.js';
import { CaptchaSound } from '../../src/application/ports/captcha-sound.js';
import { Captchas } from '../../src/application/shared/captchas.js';
import { captchaLength, spokenAlphabet } from '../../src/domain/shared/captcha-text.js';
import { minute } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';

class PlainSound extends CaptchaSound {
  async speak(text: string) {
    return Buffer.from(text);
  }
}

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
    captchas = new Captchas(new MemoryShortLived(clock), clock, new PlainImage(), new PlainSound());
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

  it('V5 are spoken where that is asked for, with the same answer and nothing that an ear confuses', async () => {
    expect(await captchas.issue('futuresLogin')).not.toHaveProperty('audio');
    for (let i = 0; i < 50; i++) {
      const { captchaId, image, audio } = await captchas.issue('futuresLogin', true);
      expect(audio).toMatch(/^data:audio\/wav;base64,/);
      const [seen, heard] = [image, audio!].map((uri) => Buffer.from(uri.split(',')[1]!, 'base64').toString());
      expect(heard).toBe(seen);
      expect(heard).toMatch(/^[2-9FHKLMQWXY]{4}$/);
      expect(await captchas.answer(captchaId)).toBe(heard);
    }
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

describe('captcha sounds', () => {
  const sounds = new SpokenCaptcha();
  const samplesOf = (wav: Uint8Array) => Buffer.from(wav).subarray(44);

  it('V5 are WAVs of seconds, each spoken differently, whatever the text', async () => {
    for (const text of [...spokenAlphabet].map((each) => each.repeat(captchaLength))) {
      const [one, two] = await Promise.all([sounds.speak(text), sounds.speak(text)]);
      const head = Buffer.from(one);
      expect(head.toString('latin1', 0, 4) + head.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
      expect(head.readUInt32LE(4)).toBe(head.length - 8);
      expect(head.readUInt32LE(40)).toBe(head.length - 44);
      const seconds = samplesOf(one).length / head.readUInt32LE(24);
      expect(seconds).toBeGreaterThan(3);
      expect(seconds).toBeLessThan(7);
      expect(head.equals(Buffer.from(two))).toBe(false);
    }
  });

  it('V5 are loud where a character is spoken, never silent, and not cut', async () => {
    const samples = samplesOf(await sounds.speak('M7X4'));
    const loudness = (part: Uint8Array) => Math.hypot(...[...part].map((each) => each - 128)) / Math.sqrt(part.length);
    const slices = Array.from({ length: Math.floor(samples.length / 1000) }, (_, i) =>
      loudness(samples.subarray(i * 1000, (i + 1) * 1000)),
    );
    expect(Math.min(...slices)).toBeGreaterThan(2);
    expect(Math.max(...slices)).toBeGreaterThan(20);
    expect(samples.filter((each) => each === 0 || each === 255).length).toBeLessThan(10);
  });

  it('speak nothing else', async () => {
    await expect(sounds.speak('A0')).rejects.toThrow(TypeError);
  });
});
