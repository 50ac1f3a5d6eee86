/**
 * A refusal on the device. `code` is stable and dotted:
 * `certificate-password.shape`, `.guessable` (V8), `.wrong` (with `triesLeft`), `.locked` ·
 * `certificate.not-installed`, `certificate.other-key`, `device-key.replaced` (by another window) ·
 * `signing.malformed`, `signing.other-document`, `signing.other-certificate`.
 */
export class DeviceError extends Error {
  constructor(
    readonly code: string,
    readonly triesLeft?: number,
  ) {
    super(code);
    this.name = 'DeviceError';
  }
}
