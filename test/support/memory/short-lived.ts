import type { Clock } from '../../../src/application/ports/clock.js';
import type { JsonObject } from '../../../src/application/ports/json.js';
import { type Found, ShortLived, type Space } from '../../../src/application/ports/short-lived.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

interface Thing {
  readonly value: JsonObject;
  readonly group: string | undefined;
  expiresAt: Instant;
  tries: number;
  reservedBy: string | undefined;
}

/** ShortLived in memory, for unit tests; passes the contract suite of the port. */
export class MemoryShortLived extends ShortLived {
  /** What was stored, by `<space>/<key>`: a test may look at it. */
  readonly things = new Map<string, Thing>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async put(space: Space, key: string, value: JsonObject, expiresAt: Instant, group?: string): Promise<void> {
    const copy = structuredClone(value);
    this.things.set(`${space}/${key}`, { value: copy, expiresAt, group, tries: 0, reservedBy: undefined });
  }

  async find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined> {
    const thing = this.alive(space, key);
    return thing && { value: structuredClone(thing.value) as T, expiresAt: thing.expiresAt };
  }

  async extend(space: Space, key: string, expiresAt: Instant): Promise<boolean> {
    const thing = this.alive(space, key);
    if (thing) thing.expiresAt = expiresAt;
    return thing !== undefined;
  }

  async take<T extends JsonObject>(space: Space, key: string): Promise<T | undefined> {
    const thing = this.alive(space, key);
    this.things.delete(`${space}/${key}`);
    return thing?.value as T | undefined;
  }

  async delete(space: Space, key: string): Promise<void> {
    this.things.delete(`${space}/${key}`);
  }

  async deleteGroup(space: Space, group: string): Promise<void> {
    for (const [key, thing] of this.things) {
      if (key.startsWith(`${space}/`) && thing.group === group) this.things.delete(key);
    }
  }

  async countTry(space: Space, key: string): Promise<number | undefined> {
    const thing = this.alive(space, key);
    return thing && ++thing.tries;
  }

  async reserve(space: Space, key: string, commandId: string): Promise<boolean> {
    const thing = this.alive(space, key);
    if (thing) thing.reservedBy ??= commandId;
    return thing?.reservedBy === commandId;
  }

  async release(space: Space, key: string, commandId: string): Promise<void> {
    const thing = this.things.get(`${space}/${key}`);
    if (thing?.reservedBy === commandId) thing.reservedBy = undefined;
  }

  private alive(space: Space, key: string): Thing | undefined {
    const thing = this.things.get(`${space}/${key}`);
    return thing && thing.expiresAt > this.clock.now() ? thing : undefined;
  }
}
