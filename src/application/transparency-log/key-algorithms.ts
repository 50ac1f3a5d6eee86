import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

interface Row {
  /** For people. */
  readonly title: string;
  /** Bytes of a public key, and of a signature. */
  readonly key: number;
  readonly signature: number;
  /** What stands before the bytes of a public key in its SubjectPublicKeyInfo. */
  readonly spki: Buffer;
  /** A new private key. */
  readonly make: () => KeyObject;
}

/** Algorithms of keys that sign notes: Ed25519 of RFC 8032, ML-DSA-44 of FIPS 204. */
export const keyAlgorithms = {
  ed25519: {
    title: 'Ed25519',
    key: 32,
    signature: 64,
    spki: Buffer.from('302a300506032b6570032100', 'hex'),
    make: () => generateKeyPairSync('ed25519').privateKey,
  },
  'ml-dsa-44': {
    title: 'ML-DSA-44',
    key: 1312,
    signature: 2420,
    spki: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
    make: () => generateKeyPairSync('ml-dsa-44').privateKey,
  },
} satisfies Record<string, Row>;

export type KeyAlgorithm = keyof typeof keyAlgorithms;

export const algorithmNames = Object.keys(keyAlgorithms) as readonly KeyAlgorithm[];

/** This Node.js has no ML-DSA. */
export class AlgorithmUnavailable extends Error {
  constructor(algorithm: KeyAlgorithm) {
    const { node, openssl } = process.versions;
    super(
      `${keyAlgorithms[algorithm].title} needs Node.js 24.6 or later with OpenSSL 3.5: this is Node.js ${node} with OpenSSL ${openssl}`,
    );
    this.name = 'AlgorithmUnavailable';
  }
}

/** Whether this Node.js has it. */
export const isAvailable = (algorithm: KeyAlgorithm): boolean => {
  try {
    const { spki, key } = keyAlgorithms[algorithm];
    return algorithmOf(openPublic(Buffer.concat([spki, Buffer.alloc(key)]))) === algorithm;
  } catch {
    return false;
  }
};

/** @throws AlgorithmUnavailable */
const assertAvailable = (algorithm: KeyAlgorithm): void => {
  if (!isAvailable(algorithm)) throw new AlgorithmUnavailable(algorithm);
};

/** Undefined: it is a key of none of them. */
export const algorithmOf = ({ asymmetricKeyType }: KeyObject): KeyAlgorithm | undefined =>
  algorithmNames.find((name) => name === asymmetricKeyType);

/** Node.js fails to open the next key after `equals` between keys of two algorithms. */
export const areSame = (one: KeyObject, other: KeyObject): boolean =>
  one.asymmetricKeyType === other.asymmetricKeyType && one.equals(other);

/** @throws AlgorithmUnavailable */
export const makePrivateKey = (algorithm: KeyAlgorithm): KeyObject => {
  assertAvailable(algorithm);
  return keyAlgorithms[algorithm].make();
};

/** The bytes of a public key, without their SubjectPublicKeyInfo. */
export const rawOf = (publicKey: KeyObject, algorithm: KeyAlgorithm): Buffer =>
  publicKey.export({ format: 'der', type: 'spki' }).subarray(keyAlgorithms[algorithm].spki.length);

/** @throws AlgorithmUnavailable */
export const publicKeyOf = (algorithm: KeyAlgorithm, raw: Buffer): KeyObject => {
  assertAvailable(algorithm);
  return openPublic(Buffer.concat([keyAlgorithms[algorithm].spki, raw]));
};

/** @param der PKCS#8 @throws AlgorithmUnavailable, Error for what is no key of the algorithms */
export const openPrivateKey = (der: Buffer): KeyObject =>
  opened(der, () => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));

/** @param der SubjectPublicKeyInfo @throws AlgorithmUnavailable, Error for what is no key of the algorithms */
export const openPublicKey = (der: Buffer): KeyObject => opened(der, () => openPublic(der));

const openPublic = (der: Buffer): KeyObject => createPublicKey({ key: der, format: 'der', type: 'spki' });

/** id-ml-dsa-44, as it stands in a key. */
const mlDsa44 = Buffer.from('0609608648016503040311', 'hex');

const opened = (der: Buffer, open: () => KeyObject): KeyObject => {
  if (der.includes(mlDsa44)) assertAvailable('ml-dsa-44');
  const key = open();
  if (algorithmOf(key) === undefined) throw new Error('a key of another algorithm');
  return key;
};
