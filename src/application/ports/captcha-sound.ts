/** Speaks a captcha (V5): legible to ears, noisy to machines. */
export abstract class CaptchaSound {
  /**
   * @param text of `spokenAlphabet`
   * @returns a WAV of some seconds
   */
  abstract speak(text: string): Promise<Uint8Array>;
}
