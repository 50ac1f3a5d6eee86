import { Injectable } from '@nestjs/common';
import { openWith, sealWith } from '../core/keyring.js';
import { type DataKey, DataKeys } from '../ports/data-keys.js';
import { ObjectStore } from '../ports/object-store.js';

const formatVersion = 1;
const headerBytes = 17;

const headerOf = (keyId: string) =>
  Buffer.concat([Buffer.of(formatVersion), Buffer.from(keyId.replaceAll('-', ''), 'hex')]);
const keyIdOf = (header: Uint8Array) =>
  Buffer.from(header.subarray(1, headerBytes))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const contextOf = (id: string, keyId: string) => `object/${id}/${keyId}`;

/** What an object's id leads to: its bytes, `erased` when their data key was destroyed (P2), undefined when there is none. */
export type FoundObject = Uint8Array | 'erased' | undefined;

/** An object with the key that seals it; without key and bytes where that was destroyed, or never was. */
export interface LookedAt {
  readonly keyId: string;
  readonly key: DataKey | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** Whether there still are bytes to show. */
export const isKept = (found: FoundObject): found is Uint8Array => found !== undefined && found !== 'erased';

/**
 * Photos and documents sealed with the person's data key (P3): one byte format version, the key's id, then nonce,
 * ciphertext and tag. The object's id is authenticated too, so that no object passes for another.
 */
@Injectable()
export class SealedObjects {
  constructor(
    private readonly store: ObjectStore,
    private readonly keys: DataKeys,
  ) {}

  /** @throws DataKeyDestroyed when the subject was erased */
  async put(subject: string, id: string, bytes: Uint8Array): Promise<void> {
    const key = await this.keys.of(subject);
    await this.store.put(id, Buffer.concat([headerOf(key.id), sealWith(key.bytes, bytes, contextOf(id, key.id))]));
  }

  /** @throws Error when what is stored was altered, or is another subject's */
  async get(subject: string, id: string): Promise<FoundObject> {
    const found = await this.look(id);
    if (found?.key && found.key.subject !== subject) throw new Error('the object is another subject’s');
    return found && (found.bytes ?? 'erased');
  }

  /** Whoever's it is: for who looks whether all objects are there. @throws Error when what is stored was altered */
  async look(id: string): Promise<LookedAt | undefined> {
    const stored = await this.store.get(id);
    if (!stored) return undefined;
    if (stored[0] !== formatVersion || stored.length < headerBytes) throw new Error('not a sealed object');
    const keyId = keyIdOf(stored);
    const key = await this.keys.byId(keyId);
    const bytes = key && openWith(key.bytes, stored.subarray(headerBytes), contextOf(id, keyId));
    return { keyId, key, bytes };
  }

  delete(id: string): Promise<void> {
    return this.store.delete(id);
  }
}
