import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keyring } from '../../application/core/keyring.js';
import {
  AlgorithmUnavailable,
  algorithmOf,
  areSame,
  makePrivateKey,
  openPrivateKey,
  openPublicKey,
} from '../../application/transparency-log/key-algorithms.js';
import { type NoteKey, noteKey } from '../../application/transparency-log/note.js';
import { pemKeys } from '../../application/transparency-log/pem-keys.js';
import { syncDirectory } from '../files/sync-directory.js';
import { openSealedFile } from '../sealed-file/sealed-file.js';

/**
 * The keys of a log, the newest first. It has one of Ed25519, and may have one of ML-DSA-44; while one changes there are two, and
 * each head bears the signatures of all.
 */
export interface TreeKeys {
  /** Private; at least one of Ed25519. */
  readonly signing: readonly [KeyObject, ...KeyObject[]];
  /** Public keys that sign no more, by which older heads are verified. */
  readonly retired: readonly KeyObject[];
}

/** By which heads of an epoch are verified. */
export const noteKeysOf = ({ signing, retired }: TreeKeys, origin: string): readonly NoteKey[] =>
  [...signing, ...retired].map((key) => noteKey(origin, key));

export const isEd25519 = (key: KeyObject): boolean => algorithmOf(key) === 'ed25519';

/** The newest key of Ed25519: archives bear its signature alone, and every verifier knows such keys. */
export const newestEd25519 = (signing: readonly KeyObject[]): KeyObject => {
  const newest = signing.find(isEd25519);
  if (!newest) throw new Error(noEd25519);
  return newest;
};

const noEd25519 = 'no Ed25519 key signs: one must, for archives and for verifiers that know no other';

/** SHA-256 of each public key, the first that the log had last. */
export const fingerprintsOf = ({ signing, retired }: TreeKeys): readonly string[] =>
  [...signing.map((key) => createPublicKey(key)), ...retired].map((key) =>
    createHash('sha256').update(derOf(key)).digest('hex'),
  );

/**
 * The keys of the operator's own file, or those sealed in `directory`, where the first is made at the first start.
 * @param file PEM blocks, the newest first: each private key signs, a public one has been retired
 * @throws Error when the file has no such key, or a sealed one was sealed with another master key or altered
 */
export const openTreeKeys = async (
  file: string | undefined,
  directory: string,
  keyring: Keyring,
): Promise<TreeKeys> => {
  if (file !== undefined) return readTreeKeys(file);
  if (!(await areTreeKeysThere(directory))) await openSealed(directory, keyring, { number: 1, isRetired: false }, made);
  return (await sealedKeys(directory, keyring))!;
};

/** The keys, where they are: nothing is made. @throws Error as `openTreeKeys` */
export const treeKeysOf = async (
  file: string | undefined,
  directory: string,
  keyring: Keyring | undefined,
): Promise<TreeKeys | undefined> => {
  if (file !== undefined) return readTreeKeys(file);
  return keyring && sealedKeys(directory, keyring);
};

/** Whether the service's own keys are kept in `directory`. */
export const areTreeKeysThere = async (directory: string): Promise<boolean> => (await places(directory)).length > 0;

/** Seals another key, which signs from the next start on, beside those that do. @param key private */
export const addTreeKey = async (directory: string, keyring: Keyring, key: KeyObject): Promise<void> => {
  const number = Math.max(0, ...(await places(directory)).map((place) => place.number)) + 1;
  await openSealed(directory, keyring, { number, isRetired: false }, () => key);
};

/** Keeps the public half of a key that signs, and no more of it. @throws Error where there is no such key */
export const retireTreeKey = async (directory: string, keyring: Keyring, key: KeyObject): Promise<void> => {
  const publicKey = createPublicKey(key);
  for (const place of (await places(directory)).filter(({ isRetired }) => !isRetired)) {
    if (!areSame(createPublicKey(await openSealed(directory, keyring, place, nothing)), publicKey)) continue;
    await openSealed(directory, keyring, { ...place, isRetired: true }, () => publicKey);
    await unlink(join(directory, nameOf(place)));
    return syncDirectory(directory);
  }
  throw new Error(`${directory} has no such key`);
};

/** A sealed file of one key. A retired key may be there twice for a moment: then it is retired. */
interface Place {
  readonly number: number;
  readonly isRetired: boolean;
}

const nameOf = ({ number, isRetired }: Place): string =>
  `${isRetired ? 'retired' : 'signing'}-key${number === 1 ? '' : `-${number}`}.sealed`;

const places = async (directory: string): Promise<readonly Place[]> => {
  const names = await readdir(directory).catch(() => []);
  return names.flatMap((name) => {
    const [, kind, number = '1'] = /^(signing|retired)-key(?:-(\d+))?\.sealed$/.exec(name) ?? [];
    return kind === undefined ? [] : [{ number: Number(number), isRetired: kind === 'retired' }];
  });
};

const sealedKeys = async (directory: string, keyring: Keyring): Promise<TreeKeys | undefined> => {
  const found = [...(await places(directory))].sort((a, b) => b.number - a.number);
  const gone = new Set(found.filter(({ isRetired }) => isRetired).map(({ number }) => number));
  const [signing, retired]: [KeyObject[], KeyObject[]] = [[], []];
  for (const place of found)
    if (place.isRetired) retired.push(await openSealed(directory, keyring, place, nothing));
    else if (!gone.has(place.number)) signing.push(await openSealed(directory, keyring, place, nothing));
  if (!isSome(signing)) return undefined;
  newestEd25519(signing);
  return { signing, retired };
};

const openSealed = async (
  directory: string,
  keyring: Keyring,
  place: Place,
  make: () => KeyObject,
): Promise<KeyObject> => {
  const seal = { keyring, purpose: 'transparency-log' } as const;
  const key = await openSealedFile(join(directory, nameOf(place)), seal, () => derOf(make()));
  return place.isRetired ? openPublicKey(key) : openPrivateKey(key);
};

const made = (): KeyObject => makePrivateKey('ed25519');
const nothing = (): never => {
  throw new Error('the key vanished');
};

const derOf = (key: KeyObject): Buffer =>
  key.type === 'private' ? key.export({ format: 'der', type: 'pkcs8' }) : key.export({ format: 'der', type: 'spki' });

const isSome = (keys: KeyObject[]): keys is [KeyObject, ...KeyObject[]] => keys.length > 0;

const readTreeKeys = async (file: string): Promise<TreeKeys> => {
  const keys = keysIn(await readFile(file, 'utf8').catch(() => ''), file);
  const signing = keys.filter(({ type }) => type === 'private');
  if (!isSome(signing)) throw new Error(`TLOG_KEY_FILE: ${file} has no Ed25519 private key, PKCS#8 in PEM`);
  if (!signing.some(isEd25519)) throw new Error(`TLOG_KEY_FILE: ${file}: ${noEd25519}`);
  return { signing, retired: keys.filter(({ type }) => type === 'public') };
};

const keysIn = (pem: string, file: string): readonly KeyObject[] => {
  try {
    return pemKeys(pem);
  } catch (error) {
    const why = error instanceof AlgorithmUnavailable ? error.message : 'a key in it is neither Ed25519 nor ML-DSA-44';
    throw new Error(`TLOG_KEY_FILE: ${file}: ${why}`, { cause: error });
  }
};
