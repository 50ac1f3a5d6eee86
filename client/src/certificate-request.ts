import { writeDer, writeUnsigned } from './der.js';
import type { DeviceKey, Signer } from './device-key.js';
import { toPem } from './encoding.js';

const version = Uint8Array.of(0x02, 1, 0);
const nobody = Uint8Array.of(0x30, 0);
const noAttributes = Uint8Array.of(0xa0, 0);
/** AlgorithmIdentifier ecdsa-with-SHA256. */
const ecdsaWithSha256 = Uint8Array.of(0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);

/**
 * PKCS#10 (RFC 2986), PEM, signed by the device's key (F27). It names nobody: the server builds the subject. `installCertificate`
 * makes its own.
 * @throws DeviceError as `DeviceKey.sign` does
 * @example
 * const csr = await createCertificateRequest(await DeviceKey.create(storage, password), password);
 */
export const createCertificateRequest = (deviceKey: DeviceKey, password: string): Promise<string> =>
  encodeCertificateRequest(deviceKey.publicKey, (bytes) => deviceKey.sign(bytes, password));

/** The same for a public key (SubjectPublicKeyInfo, DER) and what signs with its private key. */
export const encodeCertificateRequest = async (publicKey: Uint8Array, sign: Signer): Promise<string> => {
  const info = writeDer(0x30, version, nobody, publicKey, noAttributes);
  const signature = await sign(info);
  const ecdsa = writeDer(0x30, writeUnsigned(signature.subarray(0, 32)), writeUnsigned(signature.subarray(32)));
  const bits = writeDer(0x03, Uint8Array.of(0), ecdsa);
  return toPem('CERTIFICATE REQUEST', writeDer(0x30, info, ecdsaWithSha256, bits));
};
