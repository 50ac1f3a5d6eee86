import { ObjectStore } from '../../application/ports/object-store.js';
import { ReadOnlyService } from '../../application/ports/unavailable.js';

/** Objects that can be looked at. */
export class ReadOnlyObjects extends ObjectStore {
  constructor(private readonly objects: ObjectStore) {
    super();
  }

  get(id: string): Promise<Uint8Array | undefined> {
    return this.objects.get(id);
  }

  async put(): Promise<never> {
    throw new ReadOnlyService();
  }

  async delete(): Promise<never> {
    throw new ReadOnlyService();
  }
}
