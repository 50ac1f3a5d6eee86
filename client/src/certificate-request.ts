import { writeDer, writeUnsigned } from './der.js';
import type { DeviceKey } from './device-key.js';
import { toPem } from './encoding.js';

const version = Uint8Array.of(0x02, 1, 0);
const nobody = Uint8Array.of(0x30, 0);
const noAttributes = Uint8Array.of(0xa0, 0);
/** AlgorithmIdentifier ecdsa-with-SHA256. */
const ecdsaWithSha256 = Uint8Array.of(0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);

/**
 * PKCS#10 (RFC 2986), PEM, signed by the device's key (F27). It names nobody: the server builds the subject.
 * @throws DeviceError as `DeviceKey.sign` does
 */
export const createCertificateRequest = async (deviceKey: DeviceKey, password: string): Promise<string> => {
  const info = writeDer(0x30, version, nobody, deviceKey.publicKey, noAttributes);
  const signature = await deviceKey.sign(info, password);
  const ecdsa = writeDer(0x30, writeUnsigned(signature.subarray(0, 32)), writeUnsigned(signature.subarray(32)));
  const bits = writeDer(0x03, Uint8Array.of(0), ecdsa);
  return toPem('CERTIFICATE REQUEST', writeDer(0x30, info, ecdsaWithSha256, bits));
};
