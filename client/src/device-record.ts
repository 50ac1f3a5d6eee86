import type { DeviceStorage } from './device-storage.js';
import type { ProtectedKey } from './protected-key.js';

/** A request for a certificate as it is sent, and sent again. */
export interface CertificateRequest {
  /** The pass it is for. */
  readonly verificationId: string;
  /** PEM PKCS#10. */
  readonly csr: string;
  readonly idempotencyKey: string;
}

/** What the device keeps. Base64 values; `tries` are wrong passwords in a row, counted before each try. */
export interface DeviceRecord {
  readonly version: 1;
  readonly publicKey: string;
  readonly privateKey: ProtectedKey;
  readonly tries: number;
  /** From before it is first sent; it stays with the certificate, which is that pass's. */
  readonly request?: CertificateRequest;
  /** PEM. */
  readonly certificate?: string;
}

/** Of the record, and of the lock that its changes are made under. */
const name = 'realname.device-key';

export const readDeviceRecord = async (storage: DeviceStorage): Promise<DeviceRecord | undefined> => {
  const stored = await storage.get(name);
  return stored === undefined ? undefined : JSON.parse(stored);
};

export const writeDeviceRecord = (storage: DeviceStorage, record: DeviceRecord): Promise<void> =>
  storage.set(name, JSON.stringify(record));

/** One change at a time over all windows of this origin, or tries made in parallel would be counted as one. */
export const changingDeviceRecord = <T>(storage: DeviceStorage, work: () => Promise<T>): Promise<T> =>
  storage.alone(name, work);
