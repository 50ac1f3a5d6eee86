import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { u64 } from './cosigned-message.js';
import { algorithmOf, keyAlgorithms, publicKeyOf, rawOf } from './key-algorithms.js';
import { NotANote } from './not-a-note.js';
import { type SignatureType, type Signer, signatureTypeOf, signatureTypes, typeFor } from './signature-types.js';

/** A public key by the name that its signatures stand under. */
export interface NoteKey {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly id: string;
  readonly type: SignatureType;
  readonly publicKey: KeyObject;
}

/** A line `— <name> <base64>` of a note. */
export interface NoteSignature {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly keyId: string;
  readonly bytes: Buffer;
}

export interface Note {
  /** With the newline at its end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/**
 * @param key the public key, or the private one that it belongs to
 * @throws NotANote for a name that no key may have, or a key that signs no notes
 */
export const noteKey = (name: string, key: KeyObject, signer: Signer = 'log'): NoteKey => {
  const algorithm = algorithmOf(key);
  if (!algorithm) throw new NotANote(`a key ${key.asymmetricKeyType} signs no notes`);
  return keyOf(name, key.type === 'private' ? createPublicKey(key) : key, typeFor(algorithm, signer));
};

const keyOf = (name: string, publicKey: KeyObject, type: SignatureType): NoteKey => {
  if (!/^[^\s+]+$/u.test(name)) throw new NotANote('a key name has no spaces and no plus');
  const { longestName } = signatureTypes[type];
  if (Buffer.byteLength(name) > longestName)
    throw new NotANote(`the name of a key of type ${type} has at most ${longestName} bytes`);
  const id = createHash('sha256').update(`${name}\n`).update(typed(publicKey, type)).digest('hex').slice(0, 8);
  return { name, id, type, publicKey };
};

/** The identifier byte, and the public key. */
const typed = (publicKey: KeyObject, type: SignatureType): Buffer =>
  Buffer.concat([Buffer.of(type), rawOf(publicKey, signatureTypes[type].algorithm)]);

/** `<name>+<key id>+<base64 of type and key>`: how a public key is handed to those who verify. */
export const vkeyOf = ({ name, id, type, publicKey }: NoteKey): string =>
  `${name}+${id}+${typed(publicKey, type).toString('base64')}`;

/**
 * @throws NotANote for what is no vkey of a known type, or where the key id is another key's; AlgorithmUnavailable for a key
 * that this Node.js cannot verify by
 */
export const parseVkey = (vkey: string): NoteKey => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(vkey.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const type = signatureTypeOf(bytes[0]);
  if (name === undefined || type === undefined) throw new NotANote('not a verifier key');
  const { algorithm } = signatureTypes[type];
  if (bytes.length !== 1 + keyAlgorithms[algorithm].key) throw new NotANote('not a verifier key');
  const key = keyOf(name, publicKeyOf(algorithm, bytes.subarray(1)), type);
  if (key.id !== id) throw new NotANote('the key id of the verifier key is that of another key');
  return key;
};

export const formatSignature = ({ name, keyId, bytes }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), bytes]).toString('base64')}\n`;

/**
 * A line for each key, in their order, those of Ed25519 before others: `verify.sh` of an archive reads the first line of the log alone.
 * @param text with a newline at its end @param seconds since 1970
 */
export const signNote = (text: string, name: string, privateKeys: readonly KeyObject[], seconds: number): string => {
  const keys = privateKeys.map((privateKey) => ({ privateKey, key: noteKey(name, privateKey) }));
  const inOrder = keys.toSorted((a, b) => a.key.type - b.key.type);
  return `${text}\n${inOrder.map(({ privateKey, key }) => lineBy(privateKey, key, text, seconds)).join('')}`;
};

/** The line by which a witness cosigns the text of a checkpoint. @param seconds since 1970 */
export const cosign = (text: string, name: string, privateKey: KeyObject, seconds: number): string =>
  lineBy(privateKey, noteKey(name, privateKey, 'witness'), text, seconds);

const lineBy = (privateKey: KeyObject, { name, id, type }: NoteKey, text: string, seconds: number): string => {
  const { isTimed, message } = signatureTypes[type];
  const time = BigInt(isTimed ? seconds : 0);
  const signed = message({ text, name, time });
  if (!signed) throw new NotANote(`a key of type ${type} does not sign such a text`);
  const signature = sign(null, signed, privateKey);
  return formatSignature({ name, keyId: id, bytes: isTimed ? Buffer.concat([u64(time), signature]) : signature });
};

/** @throws NotANote */
export const parseNote = (note: string): Note => {
  const end = note.lastIndexOf('\n\n');
  const lines = note.slice(end + 2).split('\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a note must not hold
  if (end < 0 || lines.pop() !== '' || /[\0-\x09\x0b-\x1f]/.test(note)) throw new NotANote('not a signed note');
  return { text: note.slice(0, end + 1), signatures: parseSignatures(lines) };
};

/** The note with the signatures of the log alone, which its first line names: cosignatures are added to it later. */
export const withoutCosignatures = (note: string): string => {
  const { text, signatures } = parseNote(note);
  const origin = text.slice(0, text.indexOf('\n'));
  return `${text}\n${signatures
    .filter(({ name }) => name === origin)
    .map(formatSignature)
    .join('')}`;
};

/**
 * The note with one signature, that of the log's newest Ed25519 key: whoever verifies need not have the key that it replaces, nor
 * a program that knows ML-DSA.
 */
export const withNewestSignature = (note: string): string => {
  const { text, signatures } = parseNote(withoutCosignatures(note));
  const newest = signatures.find(({ bytes }) => bytes.length === keyAlgorithms.ed25519.signature);
  if (!newest) throw new NotANote('no Ed25519 key of the log signed it');
  return `${text}\n${formatSignature(newest)}`;
};

/** Signature lines without their newlines. @throws NotANote */
export const parseSignatures = (lines: readonly string[]): readonly NoteSignature[] => {
  if (lines.length === 0 || lines.length > 100) throw new NotANote('not a signed note');
  return lines.map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/u.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    if (name === undefined || bytes.length < 5 || bytes.toString('base64') !== encoded)
      throw new NotANote('not a signature line');
    return { name, keyId: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) };
  });
};

/** Whether the note bears a signature of the key, and every one that it bears is valid. */
export const isSignedBy = (note: Note, key: NoteKey): boolean => judge(note, key) === 'valid';

/** Whether the note bears a signature of one of the keys, and every one of theirs is valid. */
export const isSignedByOne = (note: Note, keys: readonly NoteKey[]): boolean => {
  const verdicts = keys.map((key) => judge(note, key));
  return verdicts.includes('valid') && !verdicts.includes('invalid');
};

/** Those of the keys that signed. */
export const signersOf = (note: Note, keys: readonly NoteKey[]): readonly NoteKey[] =>
  keys.filter((key) => isSignedBy(note, key));

const judge = ({ text, signatures }: Note, key: NoteKey): 'valid' | 'invalid' | 'none' => {
  const own = signatures.filter(({ name, keyId }) => name === key.name && keyId === key.id);
  if (own.length === 0) return 'none';
  return own.every(({ bytes }) => isValid(text, bytes, key)) ? 'valid' : 'invalid';
};

/** The last second that a time may be (tlog-cosignature). */
const lastTime = 2n ** 63n - 1n;

const isValid = (text: string, bytes: Buffer, { name, type, publicKey }: NoteKey): boolean => {
  const { algorithm, isTimed, message } = signatureTypes[type];
  const before = isTimed ? 8 : 0;
  if (bytes.length !== before + keyAlgorithms[algorithm].signature) return false;
  const time = isTimed ? bytes.readBigUInt64BE() : 0n;
  const signed = time <= lastTime && message({ text, name, time });
  return signed ? verify(null, signed, publicKey, bytes.subarray(before)) : false;
};
