import { areEqual, type Bytes, base64, hexOf, joined, sha256, utf8 } from './bytes.js';

/** A verifier key of the log, `<origin>+<key id>+<key>` (C2SP signed-note, Ed25519). */
export interface LogKey {
  readonly origin: string;
  readonly id: string;
  readonly key: CryptoKey;
}

/** @throws Error for what is no verifier key */
export const parseLogKey = async (vkey: string): Promise<LogKey> => {
  const [, origin = '', id = '', encoded = ''] = /^(\S+?)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey.trim()) ?? [];
  const key = base64(encoded);
  if (key?.[0] !== 1 || key.length !== 33 || hexOf((await sha256(joined(utf8(`${origin}\n`), key))).slice(0, 4)) !== id)
    throw new Error(vkey);
  return { origin, id, key: await crypto.subtle.importKey('raw', key.slice(1), 'Ed25519', false, ['verify']) };
};

/** A head of the log that one of the keys signed. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  /** Names of those who signed: the log, and witnesses, whose signatures are not judged here. */
  readonly signers: readonly string[];
}

/** Undefined for a note that is no checkpoint, or that none of the keys signed. */
export const openCheckpoint = async (note: string, keys: readonly LogKey[]): Promise<Checkpoint | undefined> => {
  const end = note.indexOf('\n\n') + 1;
  const [text, lines] = [note.slice(0, end), note.slice(end + 1).split('\n')];
  const [origin = '', size, encodedRoot] = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0) return undefined;
  let isSigned = false;
  const signers: string[] = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = base64(encoded);
    signers.push(name);
    const key = bytes && keys.find((each) => each.origin === origin && each.id === hexOf(bytes.slice(0, 4)));
    if (name === origin && key) isSigned ||= await crypto.subtle.verify('Ed25519', key.key, bytes.slice(4), utf8(text));
  }
  const root = base64(encodedRoot ?? '');
  return isSigned && root?.length === 32 ? { origin, size: Number(size), root, signers } : undefined;
};

/** RFC 9162 §2.1.3.2. */
const rootOf = async (
  leaf: Bytes,
  index: number,
  size: number,
  hashes: readonly Bytes[],
): Promise<Bytes | undefined> => {
  const node = (left: Bytes, right: Bytes) => sha256(joined(Uint8Array.of(1), left, right));
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of hashes) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = await node(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else hash = await node(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
};

export interface Place extends Checkpoint {
  /** Of the event in the log, counted from 0. */
  readonly index: number;
}

/** Where an entry stands in the log, by its proof (C2SP tlog-proof); undefined where the proof proves nothing. */
export const placeOf = async (entry: Bytes, proof: string, keys: readonly LogKey[]): Promise<Place | undefined> => {
  const end = proof.indexOf('\n\n');
  const [head, indexLine, ...encoded] = proof.slice(0, Math.max(0, end)).split('\n');
  const [, digits] = /^index (0|[1-9]\d{0,14})$/.exec(indexLine ?? '') ?? [];
  const checkpoint = await openCheckpoint(proof.slice(end + 2), keys);
  const hashes = encoded.flatMap((each) => base64(each) ?? []);
  const areHashes = hashes.length === encoded.length && hashes.every(({ length }) => length === 32);
  const index = Number(digits);
  if (head !== 'c2sp.org/tlog-proof@v1' || !areHashes || !checkpoint || !(index < checkpoint.size)) return undefined;
  const root = await rootOf(await sha256(joined(Uint8Array.of(0), entry)), index, checkpoint.size, hashes);
  return areEqual(root, checkpoint.root) ? { ...checkpoint, index } : undefined;
};
