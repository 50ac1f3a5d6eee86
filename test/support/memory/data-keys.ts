import { randomBytes, randomUUID } from 'node:crypto';
import { type DataKey, DataKeyDestroyed, DataKeys } from '../../../src/application/ports/data-keys.js';

/** Data keys of unit tests. */
export class MemoryDataKeys extends DataKeys {
  private readonly keys = new Map<string, DataKey | 'destroyed'>();

  async of(subject: string): Promise<DataKey> {
    const key = this.keys.get(subject) ?? { id: randomUUID(), subject, bytes: randomBytes(32) };
    if (key === 'destroyed') throw new DataKeyDestroyed(subject);
    this.keys.set(subject, key);
    return key;
  }

  async byId(id: string): Promise<DataKey | undefined> {
    return [...this.keys.values()].find((key): key is DataKey => key !== 'destroyed' && key.id === id);
  }

  async destroy(subject: string): Promise<void> {
    this.keys.set(subject, 'destroyed');
  }
}
