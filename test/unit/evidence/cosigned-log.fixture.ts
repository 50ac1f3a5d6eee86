import { generateKeyPairSync } from 'node:crypto';
import type { SignedCheckpoint } from '../../../src/application/ports/transparency-log.js';
import { cosign, parseNote } from '../../../src/application/transparency-log/note.js';
import { MemoryTransparencyLog } from '../../support/memory/transparency-log.js';

/** A transparency log whose heads a witness cosigns. */
export class CosignedLog extends MemoryTransparencyLog {
  private readonly witness = generateKeyPairSync('ed25519').privateKey;

  override async latest(): Promise<SignedCheckpoint> {
    const checkpoint = await super.latest();
    const { text } = parseNote(checkpoint.note);
    const cosignature = cosign(text, 'witness.example', this.witness, 1_795_336_200);
    return { ...checkpoint, note: `${checkpoint.note}${cosignature}` };
  }
}
