import { parseCheckpoint } from './checkpoint.js';
import { cosignedMessage, maxName } from './cosigned-message.js';
import type { KeyAlgorithm } from './key-algorithms.js';
import { NotANote } from './not-a-note.js';

/** Whose a key is: a log signs its own heads, a witness those of others. */
export type Signer = 'log' | 'witness';

/** What a key signs, and what is signed with it. */
export interface Signed {
  /** Of the note. */
  readonly text: string;
  /** Of the key. */
  readonly name: string;
  /** Seconds since 1970; 0 for a type without a time. */
  readonly time: bigint;
}

interface Row {
  readonly algorithm: KeyAlgorithm;
  readonly of: readonly Signer[];
  /** Whether the time stands before the signature. */
  readonly isTimed: boolean;
  /** Whether the lines of a checkpoint after the first three are signed. */
  readonly isOverExtensions: boolean;
  /** Bytes of a key's name. */
  readonly longestName: number;
  /** The bytes that are signed. Undefined where the type does not sign such a text. */
  readonly message: (signed: Signed) => Buffer | undefined;
}

export type SignatureType = 1 | 4 | 6;

/** Signature types of C2SP signed-note by their identifier bytes; those with a time are of tlog-cosignature. */
export const signatureTypes: Readonly<Record<SignatureType, Row>> = {
  1: {
    algorithm: 'ed25519',
    of: ['log'],
    isTimed: false,
    isOverExtensions: true,
    longestName: Number.POSITIVE_INFINITY,
    message: ({ text }) => Buffer.from(text),
  },
  4: {
    algorithm: 'ed25519',
    of: ['witness'],
    isTimed: true,
    isOverExtensions: true,
    longestName: Number.POSITIVE_INFINITY,
    message: ({ text, time }) => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`),
  },
  6: {
    algorithm: 'ml-dsa-44',
    of: ['log', 'witness'],
    isTimed: true,
    isOverExtensions: false,
    longestName: maxName,
    message: ({ text, name, time }) => {
      const head = headOf(text);
      return head && cosignedMessage({ cosigner: name, time, ...head });
    },
  },
};

const types = Object.keys(signatureTypes).map(Number) as readonly SignatureType[];

/** By its identifier byte. */
export const signatureTypeOf = (byte: number | undefined): SignatureType | undefined =>
  types.find((type) => type === byte);

/** The type by which keys of an algorithm sign. */
export const typeFor = (algorithm: KeyAlgorithm, signer: Signer): SignatureType =>
  types.find((type) => signatureTypes[type].algorithm === algorithm && signatureTypes[type].of.includes(signer))!;

const headOf = (text: string) => {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    if (error instanceof NotANote) return undefined;
    throw error;
  }
};
