import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Signature types of C2SP signed-note: a log's Ed25519, a witness's Ed25519 with a time (tlog-cosignature). */
export const signatureTypes = { ed25519: 1, cosignature: 4 } as const;
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

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

/** It is no signed note, or the key of it is no vkey. */
export class NotANote extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotANote';
  }
}

const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** The 32 bytes of an Ed25519 public key (RFC 8032). */
const rawOf = (publicKey: KeyObject): Buffer => publicKey.export({ format: 'der', type: 'spki' }).subarray(spki.length);

/** @param key the public key, or the private one that it belongs to */
export const noteKey = (name: string, key: KeyObject, type: SignatureType = signatureTypes.ed25519): NoteKey => {
  if (!/^[^\s+]+$/u.test(name)) throw new NotANote('a key name has no spaces and no plus');
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const id = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(type))
    .update(rawOf(publicKey))
    .digest('hex')
    .slice(0, 8);
  return { name, id, type, publicKey };
};

/** `<name>+<key id>+<base64 of type and key>`: how a public key is handed to those who verify. */
export const vkeyOf = ({ name, id, type, publicKey }: NoteKey): string =>
  `${name}+${id}+${Buffer.concat([Buffer.of(type), rawOf(publicKey)]).toString('base64')}`;

/** @throws NotANote for what is no vkey of a known type, or where the key id is another key's */
export const parseVkey = (vkey: string): NoteKey => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(vkey.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const type = Object.values(signatureTypes).find((each) => each === bytes[0]);
  if (name === undefined || type === undefined || bytes.length !== 33) throw new NotANote('not a verifier key');
  const publicKey = createPublicKey({ key: Buffer.concat([spki, bytes.subarray(1)]), format: 'der', type: 'spki' });
  const key = noteKey(name, publicKey, type);
  if (key.id !== id) throw new NotANote('the key id of the verifier key is that of another key');
  return key;
};

export const formatSignature = ({ name, keyId, bytes }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), bytes]).toString('base64')}\n`;

/** @param text with a newline at its end @param privateKeys a line for each, in their order */
export const signNote = (text: string, name: string, ...privateKeys: readonly KeyObject[]): string => {
  const lines = privateKeys.map((key) =>
    formatSignature({ name, keyId: noteKey(name, key).id, bytes: sign(null, Buffer.from(text), key) }),
  );
  return `${text}\n${lines.join('')}`;
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

/** The note with one signature, that of the log's newest key: whoever verifies need not have the key that it replaces. */
export const withNewestSignature = (note: string): string => {
  const { text, signatures } = parseNote(withoutCosignatures(note));
  return `${text}\n${formatSignature(signatures[0]!)}`;
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
export const isSignedBy = ({ text, signatures }: Note, key: NoteKey): boolean => {
  const own = signatures.filter(({ name, keyId }) => name === key.name && keyId === key.id);
  return own.length > 0 && own.every(({ bytes }) => isValid(text, bytes, key));
};

const isValid = (text: string, bytes: Buffer, { type, publicKey }: NoteKey): boolean => {
  switch (type) {
    case signatureTypes.ed25519:
      return verify(null, Buffer.from(text), publicKey, bytes);
    case signatureTypes.cosignature: {
      if (bytes.length !== 72) return false;
      const signed = cosigned(text, bytes.readBigUInt64BE());
      return verify(null, signed, publicKey, bytes.subarray(8));
    }
  }
};

/** What a witness signs (C2SP tlog-cosignature). @param time seconds since 1970 */
const cosigned = (text: string, time: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

/** The line by which a witness cosigns the text of a checkpoint. @param seconds since 1970 */
export const cosign = (text: string, name: string, privateKey: KeyObject, seconds: number): string => {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, cosigned(text, BigInt(seconds)), privateKey);
  const { id } = noteKey(name, privateKey, signatureTypes.cosignature);
  return formatSignature({ name, keyId: id, bytes: Buffer.concat([time, signature]) });
};
