export interface DataKey {
  /** UUID; travels with every sealed value. */
  readonly id: string;
  /** Whose it is, e.g. `identity/<user id>`. */
  readonly subject: string;
  /** 32 bytes for AES-256-GCM. */
  readonly bytes: Uint8Array;
}

/**
 * One data key per person and controller (P1): `futures/<company>/<customer id>`, `identity/<user id>`. Stored wrapped by
 * the master key; an implementation may keep an opened key for at most a minute.
 */
export abstract class DataKeys {
  /**
   * The subject's key, made at first use; parallel first uses agree on one.
   * @throws DataKeyDestroyed when the subject was erased (P2)
   */
  abstract of(subject: string): Promise<DataKey>;
  /** The key with this id, or undefined when it was destroyed: what it sealed reads as erased. */
  abstract byId(id: string): Promise<DataKey | undefined>;
  /** Destroys the subject's key for good (P2). A repeat changes nothing. */
  abstract destroy(subject: string): Promise<void>;
}

export class DataKeyDestroyed extends Error {
  constructor(readonly subject: string) {
    super('the data key of this subject was destroyed');
    this.name = 'DataKeyDestroyed';
  }
}
