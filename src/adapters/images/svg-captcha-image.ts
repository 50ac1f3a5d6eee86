import sharp from 'sharp';
import svgCaptcha from 'svg-captcha';
import type { CaptchaImage } from '../../application/ports/captcha-image.js';

/** The module itself draws a given text; its types tell only of the texts that it makes up. */
const drawSvg = svgCaptcha as unknown as (text: string, look: object) => string;
const look = { width: 160, height: 56, fontSize: 58, noise: 3, color: false };

/** Draws with the font that svg-captcha carries, so that the host's fonts do not matter. */
export class SvgCaptchaImage implements CaptchaImage {
  async draw(text: string): Promise<Uint8Array> {
    return sharp(Buffer.from(drawSvg(text, look)), { density: 144 })
      .png()
      .toBuffer();
  }
}
