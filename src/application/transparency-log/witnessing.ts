import { type AddCheckpoint, parseAddCheckpoint } from './add-checkpoint.js';
import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { emptyRoot, type Hash } from './merkle.js';
import { NotANote } from './not-a-note.js';
import { isSignedByOne, type Note, type NoteKey, parseNote } from './note.js';
import { continues } from './verify.js';

/** The tree of a log as a witness cosigned it last. */
export interface WitnessedHead {
  readonly size: number;
  readonly root: Hash;
}

/** What a witness answers (C2SP tlog-witness). `conflict` names the size that it cosigned last. */
export type Judgement =
  | { readonly status: 200; readonly origin: string; readonly text: string; readonly head: WitnessedHead }
  | { readonly status: 400 | 403 | 404 | 422 }
  | { readonly status: 409; readonly size: number };

const nothing: WitnessedHead = { size: 0, root: emptyRoot };

/**
 * Whether a witness cosigns: the checkpoint is of a log that it knows, signed by that log, and continues what it cosigned last.
 * @param logs keys by the origins that they sign for
 */
export const judgeCheckpoint = (
  body: string,
  logs: ReadonlyMap<string, readonly NoteKey[]>,
  lastOf: (origin: string) => WitnessedHead | undefined,
): Judgement => {
  const asked = read(body);
  if (!asked) return { status: 400 };
  const { old, proof, note, checkpoint } = asked;
  const { origin, size, root } = checkpoint;
  const keys = logs.get(origin);
  if (!keys) return { status: 404 };
  if (!isSignedByOne(note, keys)) return { status: 403 };
  if (old > size) return { status: 400 };
  const last = lastOf(origin) ?? nothing;
  const isAnother = size === last.size && !root.equals(last.root);
  if (old !== last.size || isAnother) return { status: 409, size: last.size };
  if ((old === 0 && proof.length > 0) || !continues({ size, root }, last, proof)) return { status: 422 };
  return { status: 200, origin, text: note.text, head: { size, root } };
};

type Asked = Pick<AddCheckpoint, 'old' | 'proof'> & { readonly note: Note; readonly checkpoint: Checkpoint };

const read = (body: string): Asked | undefined => {
  try {
    const { old, proof, note: signed } = parseAddCheckpoint(body);
    const note = parseNote(signed);
    return { old, proof, note, checkpoint: parseCheckpoint(note.text) };
  } catch (error) {
    if (error instanceof NotANote) return undefined;
    throw error;
  }
};
