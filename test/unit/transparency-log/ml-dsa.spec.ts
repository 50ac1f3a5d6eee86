import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Checkpoint, checkpointText } from '../../../src/application/transparency-log/checkpoint.js';
import { cosignedMessage } from '../../../src/application/transparency-log/cosigned-message.js';
import {
  isAvailable,
  makePrivateKey,
  openPrivateKey,
  openPublicKey,
} from '../../../src/application/transparency-log/key-algorithms.js';
import { NotANote } from '../../../src/application/transparency-log/not-a-note.js';
import {
  cosign,
  formatSignature,
  isSignedBy,
  type NoteKey,
  type NoteSignature,
  noteKey,
  parseNote,
  parseVkey,
  signNote,
  vkeyOf,
  withNewestSignature,
  withoutCosignatures,
} from '../../../src/application/transparency-log/note.js';
import { signedCheckpoint } from '../../../src/application/transparency-log/signed-checkpoint.js';
import { describeWithMlDsa } from '../../support/ml-dsa.js';

const origin = 'realname.example/log/0b9c/0';
const time = 1_679_315_147;
const root = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64');
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

it('the message of a cosignature is the structure of tlog-cosignature, byte for byte', () => {
  const head = { cosigner: 'witness.example/w1', time: BigInt(time), origin: 'example.com/behind-the-sofa' };
  expect(cosignedMessage({ ...head, size: 20_852_163, root })?.toString('hex')).toBe(
    [
      '737562747265652f76310a00',
      '127769746e6573732e6578616d706c652f7731',
      '00000000641850cb',
      '1b6578616d706c652e636f6d2f626568696e642d7468652d736f6661',
      '0000000000000000',
      '00000000013e2dc3',
      '0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62',
    ].join(''),
  );
  const named = (length: number) => cosignedMessage({ ...head, origin: 'o'.repeat(length), size: 1, root });
  expect(named(255)).toHaveLength(12 + 19 + 8 + 256 + 8 + 8 + 32);
  expect([named(0), named(256)]).toEqual([undefined, undefined]);
});

describeWithMlDsa('a key of ML-DSA-44', () => {
  /** The example of RFC 9881: the seed 00, 01, … 1f. */
  const pkcs8 = 'MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';
  const spkiBegins = 'MIIFMjALBglghkgBZQMEAxEDggUhANeytHJUquDbReeTDUqY0sl9jxOX0Xidr6Fw';
  const seeded = openPrivateKey(Buffer.from(pkcs8, 'base64'));
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const checkpoint: Checkpoint = { origin, size: 20_852_163, root, extensions: [] };
  const text = checkpointText(checkpoint);
  const log = noteKey(origin, seeded);
  const note = signNote(text, origin, [seeded], time);

  it('is the one that its seed gives in RFC 9881, and is handed on as a verifier key of type 6', () => {
    const spki = createPublicKey(seeded).export({ format: 'der', type: 'spki' });
    expect(spki.toString('base64').slice(0, 64)).toBe(spkiBegins);
    expect(sha256(spki)).toBe('837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be');
    const key = noteKey('example.com/foo', seeded);
    const raw = spki.subarray(-1312);
    expect(key.id).toBe(sha256(Buffer.concat([Buffer.from('example.com/foo\n\x06'), raw])).slice(0, 8));
    expect(key.id).toBe(noteKey('example.com/foo', seeded, 'witness').id);
    const vkey = vkeyOf(key);
    expect(vkey).toBe(`example.com/foo+${key.id}+${Buffer.concat([Buffer.of(6), raw]).toString('base64')}`);
    expect(vkeyOf(parseVkey(vkey))).toBe(vkey);
    for (const wrong of [vkey.slice(0, -4), `${vkey}AAAA`, vkey.replace('+Bt', '+At'), vkey.replace('foo', 'fo')])
      expect(() => parseVkey(wrong)).toThrow(NotANote);
  });

  it('signs by time and 2420 bytes, and its signature is verified under its name alone', () => {
    const [{ bytes, keyId }] = parseNote(note).signatures as [NoteSignature];
    expect([bytes.length, bytes.readBigUInt64BE(), keyId]).toEqual([2428, BigInt(time), log.id]);
    expect(isSignedBy(parseNote(note), log)).toBe(true);
    expect(isSignedBy(parseNote(note), noteKey(origin, makePrivateKey('ml-dsa-44')))).toBe(false);
    const renamed = note.replace(`— ${origin}`, '— other.example');
    const other: NoteKey = { ...log, name: 'other.example' };
    expect(isSignedBy(parseNote(renamed), other)).toBe(false);
  });

  it('cosigns as a witness, under its own name and the log’s origin', () => {
    const line = cosign(text, 'witness.example/w1', seeded, time);
    const witness = noteKey('witness.example/w1', seeded, 'witness');
    expect(isSignedBy(parseNote(note + line), witness)).toBe(true);
    expect(withoutCosignatures(note + line)).toBe(note);
  });

  it('does not sign altered size, root, origin or time', () => {
    const [{ bytes, keyId }] = parseNote(note).signatures as [NoteSignature];
    const isValid = (altered: Partial<Checkpoint>, signature = bytes) => {
      const line = formatSignature({ name: origin, keyId, bytes: signature });
      return isSignedBy(parseNote(`${checkpointText({ ...checkpoint, ...altered })}\n${line}`), log);
    };
    expect(isValid({})).toBe(true);
    const sizes = fc.nat().filter((size) => size !== checkpoint.size);
    const roots = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => !root.equals(bytes));
    const origins = fc.stringMatching(/^[a-z./]{1,40}$/);
    const bits = fc.nat(8 * bytes.length - 1);
    const flipped = (bit: number) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy;
    };
    fc.assert(fc.property(sizes, (size) => !isValid({ size })));
    fc.assert(fc.property(roots, (bytes) => !isValid({ root: Buffer.from(bytes) })));
    fc.assert(fc.property(origins, (name) => !isValid({ origin: name })));
    fc.assert(fc.property(bits, (bit) => !isValid({}, flipped(bit))));
    fc.assert(fc.property(fc.nat(63), (bit) => !isValid({}, flipped(bit))));
    for (const length of [1, 8, 64, 2427]) expect(isValid({}, bytes.subarray(0, length))).toBe(false);
    expect(isValid({}, Buffer.concat([bytes, Buffer.of(0)]))).toBe(false);
  });

  it('signs no extension lines: they are believed where an Ed25519 key of the log signed them', () => {
    const forked = { ...checkpoint, extensions: ['previous realname.example/log/0b9c/0 7 AA=='] };
    const both = signNote(checkpointText(forked), origin, [seeded, ed25519], time);
    const invented = both.replace(' 7 AA==', ' 8 AA==');
    expect(signedCheckpoint(both, [log])).toEqual({ ...forked, extensions: [] });
    expect(signedCheckpoint(both, [log, noteKey(origin, ed25519)])).toEqual(forked);
    expect(signedCheckpoint(invented, [log])).toEqual({ ...forked, extensions: [] });
    expect(signedCheckpoint(invented, [log, noteKey(origin, ed25519)])).toBeUndefined();
  });

  it('is believed beside another, unless a line of a key that is known is wrong', () => {
    const both = signNote(text, origin, [seeded, ed25519], time);
    const keys = [log, noteKey(origin, ed25519)];
    for (const key of keys) expect(signedCheckpoint(both, [key])).toEqual(checkpoint);
    const { signatures } = parseNote(both);
    const forged = signatures.map(({ bytes, ...line }, n) =>
      formatSignature({ ...line, bytes: n === 0 ? Buffer.alloc(bytes.length) : bytes }),
    );
    const note = `${text}\n${forged.join('')}`;
    expect(signedCheckpoint(note, keys)).toBeUndefined();
    expect(signedCheckpoint(note, [log])).toEqual(checkpoint);
  });

  it('signs after those of Ed25519, and leaves archives the newest of these alone', () => {
    const older = generateKeyPairSync('ed25519').privateKey;
    const all = signNote(text, origin, [seeded, ed25519, older], time);
    const inOrder = [ed25519, older, seeded].map((key) => noteKey(origin, key).id);
    expect(parseNote(all).signatures.map(({ keyId }) => keyId)).toEqual(inOrder);
    expect(withNewestSignature(all)).toBe(signNote(text, origin, [ed25519], time));
    expect(() => withNewestSignature(note)).toThrow(NotANote);
  });

  it('signs checkpoints alone, under names of at most 255 bytes', () => {
    expect(() => signNote('text\n', 'a', [seeded], time)).toThrow(NotANote);
    expect(isSignedBy(parseNote(note.replace(root.toString('base64'), 'AAAA')), log)).toBe(false);
    expect(() => noteKey('a'.repeat(256), seeded)).toThrow('255');
    expect(noteKey('a'.repeat(256), ed25519).name).toHaveLength(256);
    const [longest, tooLong] = ['a'.repeat(255), 'a'.repeat(256)];
    const long = checkpointText({ ...checkpoint, origin: longest });
    expect(isSignedBy(parseNote(signNote(long, longest, [seeded], time)), noteKey(longest, seeded))).toBe(true);
    expect(() => cosign(checkpointText({ ...checkpoint, origin: tooLong }), 'w', seeded, time)).toThrow(NotANote);
  });

  it('is opened from DER, and a key of another algorithm is not', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(() => openPrivateKey(privateKey.export({ format: 'der', type: 'pkcs8' }))).toThrow('another algorithm');
    expect(() => openPublicKey(publicKey.export({ format: 'der', type: 'spki' }))).toThrow('another algorithm');
    expect(() => noteKey('a', publicKey)).toThrow(NotANote);
    const made = makePrivateKey('ml-dsa-44');
    expect(openPrivateKey(made.export({ format: 'der', type: 'pkcs8' })).equals(made)).toBe(true);
    expect(isAvailable('ed25519')).toBe(true);
  });
});
