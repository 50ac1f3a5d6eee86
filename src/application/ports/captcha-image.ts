/** Draws a captcha (V5): legible to people, noisy to machines. */
export abstract class CaptchaImage {
  /** @returns a PNG */
  abstract draw(text: string): Promise<Uint8Array>;
}
