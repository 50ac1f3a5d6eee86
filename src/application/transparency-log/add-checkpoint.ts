import type { Hash } from './merkle.js';
import { NotANote } from './not-a-note.js';

/** What a witness is asked for, as C2SP tlog-witness writes it. */
export interface AddCheckpoint {
  /** Leaves of the tree that the witness cosigned last; 0: none. */
  readonly old: number;
  /** From there to the checkpoint. */
  readonly proof: readonly Hash[];
  /** The signed checkpoint. */
  readonly note: string;
}

const mostHashes = 63;

export const formatAddCheckpoint = ({ old, proof, note }: AddCheckpoint): string =>
  [`old ${old}`, ...proof.map((hash) => hash.toString('base64')), '', note].join('\n');

/** Verifies nothing. @throws NotANote */
export const parseAddCheckpoint = (body: string): AddCheckpoint => {
  const end = body.indexOf('\n\n');
  const [first, ...lines] = body.slice(0, Math.max(0, end)).split('\n');
  const [, old] = /^old (0|[1-9]\d{0,15})$/.exec(first ?? '') ?? [];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const areHashes = proof.every((hash, n) => hash.length === 32 && hash.toString('base64') === lines[n]);
  if (old === undefined || !Number.isSafeInteger(Number(old)) || !areHashes || proof.length > mostHashes)
    throw new NotANote('not a request to add a checkpoint');
  return { old: Number(old), proof, note: body.slice(end + 2) };
};
