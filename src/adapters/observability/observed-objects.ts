import type { Log } from '../../application/ports/log.js';
import { ObjectStore } from '../../application/ports/object-store.js';
import type { Metrics } from './metrics.js';

/**
 * Objects are asked for by ids of facts alone: one that is not there was lost, or lies in a directory that instances do
 * not share. It is told and counted; the id is random, and says nothing of a person (P4).
 */
export class ObservedObjects extends ObjectStore {
  constructor(
    private readonly objects: ObjectStore,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {
    super();
  }

  override put(id: string, bytes: Uint8Array): Promise<void> {
    return this.objects.put(id, bytes);
  }

  override async get(id: string): Promise<Uint8Array | undefined> {
    const bytes = await this.objects.get(id);
    if (bytes) return bytes;
    this.metrics.objectsMissing.inc();
    this.log('error', 'object missing', { object: id });
    return undefined;
  }

  override delete(id: string): Promise<void> {
    return this.objects.delete(id);
  }
}
