import { DeviceError } from './device-error.js';

const runs = ['0123456789', '9876543210'];

/**
 * V8: a certificate password has 6–8 digits, neither all equal nor a straight run. The service never sees
 * it: the device alone can hold to the rule.
 * @throws DeviceError `certificate-password.shape` or `certificate-password.guessable`
 */
export const checkCertificatePassword = (password: string): void => {
  if (typeof password !== 'string' || !/^\d{6,8}$/.test(password)) throw new DeviceError('certificate-password.shape');
  const guessable = new Set(password).size === 1 || runs.some((run) => run.includes(password));
  if (guessable) throw new DeviceError('certificate-password.guessable');
};
