import { generateKeyPairSync } from 'node:crypto';
import type { StoredEvent } from '../../../src/application/ports/event-store.js';
import {
  type ProvedEvent,
  type SignedCheckpoint,
  TransparencyLog,
} from '../../../src/application/ports/transparency-log.js';
import { checkpointText } from '../../../src/application/transparency-log/checkpoint.js';
import { entryOf } from '../../../src/application/transparency-log/entry.js';
import {
  type Hash,
  inclusionOf,
  leafHash,
  nodeHash,
  type Range,
} from '../../../src/application/transparency-log/merkle.js';
import { cosign, noteKey, signNote, vkeyOf } from '../../../src/application/transparency-log/note.js';
import type { MemoryEventStore } from '../../support/memory/event-store.js';

/** The tree over a log in memory, hashed anew each time and cosigned by a witness. */
export class CosignedLog extends TransparencyLog {
  private readonly origin = 'realname.example/log/0b6f5a0e/0';
  private readonly key = generateKeyPairSync('ed25519').privateKey;
  private readonly witness = generateKeyPairSync('ed25519').privateKey;

  constructor(private readonly store: MemoryEventStore) {
    super();
  }

  override async vkey(): Promise<string> {
    return vkeyOf(noteKey(this.origin, this.key));
  }

  override async latest(): Promise<SignedCheckpoint> {
    const { origin } = this;
    const size = this.store.events.length;
    const root = this.hashOf({ start: 0, end: size });
    const text = checkpointText({ origin, size, root, extensions: [] });
    const note = `${signNote(text, origin, this.key)}${cosign(text, 'witness.example', this.witness, 1_795_336_200)}`;
    return { origin, size, root, position: this.store.events.at(-1)?.position, note };
  }

  override covering(): Promise<SignedCheckpoint> {
    return this.latest();
  }

  override async prove(events: readonly StoredEvent[], checkpoint: SignedCheckpoint): Promise<readonly ProvedEvent[]> {
    return events.map(({ id }) => {
      const index = this.store.events.findIndex((event) => event.id === id);
      const hashes = inclusionOf(index, { start: 0, end: checkpoint.size }).map((range) => this.hashOf(range));
      return { index, hashes, checkpoint: checkpoint.note };
    });
  }

  override async tile(): Promise<undefined> {}

  private hashOf({ start, end }: Range): Hash {
    if (end - start === 1) return leafHash(entryOf(this.store.events[start]!));
    const at = start + 2 ** Math.floor(Math.log2(end - start - 1));
    return nodeHash(this.hashOf({ start, end: at }), this.hashOf({ start: at, end }));
  }
}
