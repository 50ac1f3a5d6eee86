import { DeviceError } from './device-error.js';

/** WebCrypto. @throws DeviceError `device.insecure-context` where the page has none */
export const webCrypto = (): SubtleCrypto => {
  if (!globalThis.crypto?.subtle) throw new DeviceError('device.insecure-context');
  return crypto.subtle;
};
