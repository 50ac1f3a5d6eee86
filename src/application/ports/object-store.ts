/**
 * Photos and signed documents as sealed bytes (P3): whoever calls has sealed them already with the person's data key
 * (`SealedObjects`). Ids are UUIDs; an id is written once, and writing the same id again keeps the first bytes.
 */
export abstract class ObjectStore {
  abstract put(id: string, bytes: Uint8Array): Promise<void>;
  abstract get(id: string): Promise<Uint8Array | undefined>;
  abstract delete(id: string): Promise<void>;
}
