import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { NotANote } from './not-a-note.js';
import { isSignedByOne, type NoteKey, parseNote, signersOf } from './note.js';
import { signatureTypes } from './signature-types.js';

/**
 * What one of the keys signed for its origin: all that is to be believed of a note. Undefined where none of them did. Extension
 * lines are there where a key signed them too.
 */
export const signedCheckpoint = (note: string, keys: readonly NoteKey[]): Checkpoint | undefined => {
  try {
    const parsed = parseNote(note);
    const checkpoint = parseCheckpoint(parsed.text);
    const own = keys.filter(({ name }) => name === checkpoint.origin);
    if (!isSignedByOne(parsed, own)) return undefined;
    const isWhole = signersOf(parsed, own).some(({ type }) => signatureTypes[type].isOverExtensions);
    return isWhole ? checkpoint : { ...checkpoint, extensions: [] };
  } catch (error) {
    if (error instanceof NotANote) return undefined;
    throw error;
  }
};
