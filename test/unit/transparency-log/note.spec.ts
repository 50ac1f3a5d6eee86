import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkpointText, parseCheckpoint } from '../../../src/application/transparency-log/checkpoint.js';
import { entryOf } from '../../../src/application/transparency-log/entry.js';
import { leafHash } from '../../../src/application/transparency-log/merkle.js';
import { NotANote } from '../../../src/application/transparency-log/not-a-note.js';
import {
  cosign,
  formatSignature,
  isSignedBy,
  type NoteSignature,
  noteKey,
  parseNote,
  parseVkey,
  signNote,
  vkeyOf,
} from '../../../src/application/transparency-log/note.js';
import { formatProof, parseProof } from '../../../src/application/transparency-log/proof.js';
import { OpenSsl } from '../../support/openssl.js';

/** The examples of C2SP signed-note and tlog-cosignature. */
const example = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};
const origin = 'realname.example/log/0b9c/0';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const checkpoint = { origin, size: 20_852_163, root: leafHash('x'), extensions: [] };
const note = signNote(checkpointText(checkpoint), origin, [privateKey], 1);

describe('a signed note', () => {
  const openssl = new OpenSsl();
  afterAll(() => openssl.remove());

  it('of the specification is read, and verified by its verifier key', () => {
    const key = parseVkey(example.vkey);
    expect(vkeyOf(key)).toBe(example.vkey);
    expect(isSignedBy(parseNote(example.note), key)).toBe(true);
    expect(isSignedBy(parseNote(example.note.replace('example message', 'example massage')), key)).toBe(false);
  });

  it('that is made here is verified by openssl', () => {
    const { text, signatures } = parseNote(note);
    openssl.write('text', text);
    openssl.write('signature', signatures[0]!.bytes);
    openssl.write('key.pem', publicKey.export({ format: 'pem', type: 'spki' }) as string);
    const judged = () =>
      openssl.try(
        'pkeyutl',
        '-verify',
        '-pubin',
        '-inkey',
        'key.pem',
        '-rawin',
        '-in',
        'text',
        '-sigfile',
        'signature',
      );
    expect(judged()).toMatchObject({ ok: true });
    openssl.write('text', text.replace('2', '3'));
    expect(judged()).toMatchObject({ ok: false });
  });

  it('is verified by that key under that name alone, and by every line of it', () => {
    const key = noteKey(origin, publicKey);
    expect(isSignedBy(parseNote(note), key)).toBe(true);
    expect(isSignedBy(parseNote(note), noteKey(`${origin}1`, publicKey))).toBe(false);
    expect(isSignedBy(parseNote(note), noteKey(origin, generateKeyPairSync('ed25519').publicKey))).toBe(false);
    const [{ bytes, ...line }] = parseNote(note).signatures as [NoteSignature];
    const forged = formatSignature({ ...line, bytes: Buffer.from(bytes).fill(0, 60) });
    expect(isSignedBy(parseNote(note + forged), key)).toBe(false);
  });

  it.each([
    'no signature\n',
    'text\n\n',
    'text\n\n— name\n',
    'text\n\n— name AAAA\n',
    'text\n\n- name AAAAAAAAAAA=\n',
    'text\n\n— name AAAAAAAAAAA=',
    'te\txt\n\n— name AAAAAAAAAAA=\n',
    'text\n\n— na+me AAAAAAAAAAA=\n',
  ])('%j is none', (text) => {
    expect(() => parseNote(text)).toThrow(NotANote);
  });

  it.each([
    example.vkey.replace('530d903a', '530d903b'),
    example.vkey.replace('+A', '+B'),
    'example.com/foo',
    '',
  ])('%j is no verifier key', (text) => {
    expect(() => parseVkey(text)).toThrow(NotANote);
  });
});

describe('a cosignature', () => {
  const { text } = parseNote(note);
  const witness = noteKey('witness.example/w1', publicKey, 'witness');
  const line = cosign(text, witness.name, privateKey, 1_679_315_147);

  it('is a further line of the checkpoint, verified by the witness’s key', () => {
    const cosigned = parseNote(note + line);
    expect(isSignedBy(cosigned, parseVkey(vkeyOf(witness)))).toBe(true);
    expect(isSignedBy(cosigned, noteKey(origin, publicKey))).toBe(true);
  });

  it('stands for its time and its text', () => {
    const [, encoded] = /^— \S+ (\S+)\n$/.exec(line)!;
    const bytes = Buffer.from(encoded!, 'base64');
    bytes[11] = bytes[11]! ^ 1;
    const later = `— ${witness.name} ${bytes.toString('base64')}\n`;
    expect(isSignedBy(parseNote(note + later), witness)).toBe(false);
    expect(isSignedBy(parseNote((note + line).replace('20852163', '20852164')), witness)).toBe(false);
  });
});

describe('a checkpoint', () => {
  it('is read back', () => {
    expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
    const forked = { ...checkpoint, extensions: ['previous realname.example/log/0b9c/0 7 AA=='] };
    expect(parseCheckpoint(checkpointText(forked))).toEqual(forked);
  });

  it.each([
    '',
    'a\n1\n',
    'a\n01\nAAAA\n',
    'a\n1\nAAAA\n',
    `a\n-1\n${checkpoint.root.toString('base64')}\n`,
  ])('%j is none', (text) => {
    expect(() => parseCheckpoint(text)).toThrow(NotANote);
  });
});

describe('a file .tlog-proof', () => {
  const proof = { index: 7, hashes: [leafHash('a'), leafHash('b')], checkpoint: note };

  it('has index, hashes and checkpoint, line by line, and is read back', () => {
    const text = formatProof(proof);
    expect(text.split('\n').slice(0, 5)).toEqual([
      'c2sp.org/tlog-proof@v1',
      'index 7',
      leafHash('a').toString('base64'),
      leafHash('b').toString('base64'),
      '',
    ]);
    expect(text.endsWith(`\n\n${note}`)).toBe(true);
    expect(parseProof(text)).toEqual(proof);
    expect(parseProof(text.replace('index', 'extra AAAA\nindex'))).toEqual(proof);
    expect(parseProof(formatProof({ ...proof, hashes: [] }))).toEqual({ ...proof, hashes: [] });
  });

  it.each([
    '',
    'c2sp.org/tlog-proof@v2\nindex 0\n\n',
    'c2sp.org/tlog-proof@v1\nindex 00\n\n',
    'c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n',
  ])('%j is none', (text) => {
    expect(() => parseProof(text)).toThrow(NotANote);
  });
});

it('the entry of an event is seven lines over the bytes that are stored', () => {
  const event = {
    id: '7f1c2b1e-9b5c-5c1e-8a52-0242ac120002',
    stream: 'CustomerAccount-1',
    revision: 3n,
    type: 'CustomerImported',
    raw: { data: '{"a":1}', metadata: '{}' },
  };
  expect(entryOf(event)).toBe(
    [
      'realname event v1',
      '7f1c2b1e-9b5c-5c1e-8a52-0242ac120002',
      'CustomerAccount-1',
      '3',
      'CustomerImported',
      '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      '',
    ].join('\n'),
  );
});

it('a private key answers for its public one', () => {
  const key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  expect(vkeyOf(noteKey('a', key))).toBe(vkeyOf(noteKey('a', createPublicKey(key))));
});
