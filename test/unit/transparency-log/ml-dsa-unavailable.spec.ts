import * as crypto from 'node:crypto';
import { expect, it, jest } from '@jest/globals';

// As in Node.js before 24.6, which knows no key of ML-DSA.
const mlDsa44 = Buffer.from('0609608648016503040311', 'hex');
type Encoded = { readonly key: Buffer };
const refusing =
  <A extends [unknown, ...unknown[]], R>(open: (...args: A) => R) =>
  (...args: A): R => {
    const [input] = args;
    const isMlDsa =
      input === 'ml-dsa-44' || (Buffer.isBuffer((input as Encoded).key) && (input as Encoded).key.includes(mlDsa44));
    if (isMlDsa) throw new Error('unsupported');
    return open(...args);
  };
const older = {
  ...crypto,
  createPublicKey: refusing(crypto.createPublicKey as (...args: [unknown]) => unknown),
  createPrivateKey: refusing(crypto.createPrivateKey as (...args: [unknown]) => unknown),
  generateKeyPairSync: refusing(crypto.generateKeyPairSync as (...args: [unknown, ...unknown[]]) => unknown),
};
jest.unstable_mockModule('node:crypto', () => ({ ...older, default: older }));

const algorithms = await import('../../../src/application/transparency-log/key-algorithms.js');
const { noteKey, parseVkey, vkeyOf } = await import('../../../src/application/transparency-log/note.js');
const { parsePolicy } = await import('../../../src/application/transparency-log/policy.js');
const { pemKeys } = await import('../../../src/application/transparency-log/pem-keys.js');

const why = `ML-DSA-44 needs Node.js 24.6 or later with OpenSSL 3.5: this is Node.js ${process.versions.node}`;
const pkcs8 = 'MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';
const pem = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`;
const vkey = `w.example+00000000+${Buffer.concat([Buffer.of(6), Buffer.alloc(1312)]).toString('base64')}`;

it('where Node.js has no ML-DSA, its keys are refused with what they need, and Ed25519 goes on', () => {
  expect(algorithms.isAvailable('ml-dsa-44')).toBe(false);
  for (const refused of [
    () => algorithms.makePrivateKey('ml-dsa-44'),
    () => algorithms.openPrivateKey(Buffer.from(pkcs8, 'base64')),
    () => pemKeys(pem),
    () => parseVkey(vkey),
    () => parsePolicy(`witness w ${vkey}\nquorum w`),
  ])
    expect(refused).toThrow(why);
  expect(() => parsePolicy(`witness w ${vkey}\nquorum w`)).toThrow('line 1: ');
  const known = vkeyOf(noteKey('a.example', algorithms.makePrivateKey('ed25519')));
  expect(vkeyOf(parseVkey(known))).toBe(known);
});
