import { webcrypto } from 'node:crypto';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** The PKCS#10 of a new P-256 key (F27). The key is thrown away: the device that had it is lost. */
export const certificateRequest = async (): Promise<string> => {
  const { Pkcs10CertificateRequestGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=device',
    keys: keys as CryptoKeyPair,
    signingAlgorithm: algorithm,
  });
  return request.toString('pem');
};
