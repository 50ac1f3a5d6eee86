import { type DataKey, DataKeys } from '../../application/ports/data-keys.js';
import { ReadOnlyService } from '../../application/ports/unavailable.js';

/** Keys that open what is sealed; none is made to seal with, and none destroyed. */
export class ReadOnlyDataKeys extends DataKeys {
  constructor(private readonly keys: DataKeys) {
    super();
  }

  byId(id: string): Promise<DataKey | undefined> {
    return this.keys.byId(id);
  }

  async of(): Promise<never> {
    throw new ReadOnlyService();
  }

  async destroy(): Promise<never> {
    throw new ReadOnlyService();
  }
}
