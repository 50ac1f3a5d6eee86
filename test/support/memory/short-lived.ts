import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/application/ports/clock.js';
import type { JsonObject } from '../../../src/application/ports/json.js';
import {
  type Found,
  type PutOptions,
  type Reservation,
  ShortLived,
  type Shown,
  type Space,
} from '../../../src/application/ports/short-lived.js';
import type { Instant } from '../../../src/domain/shared/instant.js';

interface Thing {
  readonly value: JsonObject;
  readonly group: string | undefined;
  readonly proof: string | undefined;
  expiresAt: Instant;
  tries: number;
  reservedBy: string | undefined;
  spent: boolean;
}

const hash = (proof: string | undefined) => proof && createHash('sha256').update(proof).digest('hex');

/** ShortLived in memory, for unit tests; passes the contract suite of the port. */
export class MemoryShortLived extends ShortLived {
  /** What was stored, by `<space>/<key>`: a test may look at it. */
  readonly things = new Map<string, Thing>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async put(space: Space, key: string, value: JsonObject, expiresAt: Instant, options: PutOptions = {}): Promise<void> {
    const fresh = { tries: 0, reservedBy: undefined, spent: false };
    const { group } = options;
    const thing = { value: structuredClone(value), expiresAt, group, proof: hash(options.proof), ...fresh };
    this.things.set(`${space}/${key}`, thing);
  }

  async find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined> {
    const thing = this.alive(space, key);
    if (!thing) return undefined;
    const { value, expiresAt, spent } = thing;
    return { value: structuredClone(value) as T, expiresAt, spent };
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

  async findGroup<T extends JsonObject>(space: Space, group: string): Promise<readonly Found<T>[]> {
    const theirs = [...this.things].filter(([key, thing]) => key.startsWith(`${space}/`) && thing.group === group);
    const found = theirs.map(([key]) => this.find<T>(space, key.slice(space.length + 1)));
    return (await Promise.all(found)).filter((thing) => thing !== undefined);
  }

  async deleteGroup(space: Space, group: string, except?: string): Promise<void> {
    for (const [key, thing] of this.things) {
      const theirs = key.startsWith(`${space}/`) && thing.group === group;
      if (theirs && key !== `${space}/${except}`) this.things.delete(key);
    }
  }

  async count(space: Space, key: string, expiresAt: Instant): Promise<number> {
    if (!this.alive(space, key)) void this.put(space, key, {}, expiresAt);
    return ++this.things.get(`${space}/${key}`)!.tries;
  }

  async reserve<T extends JsonObject>(
    space: Space,
    key: string,
    commandId: string,
    { proof, maxTries = Number.POSITIVE_INFINITY }: Shown = {},
  ): Promise<Reservation<T> | undefined> {
    const thing = this.alive(space, key);
    if (!thing) return undefined;
    const tries = ++thing.tries;
    const { spent } = thing;
    const mine = thing.reservedBy === undefined || thing.reservedBy === commandId;
    if (!mine || thing.proof !== hash(proof) || (!spent && tries > maxTries)) return { held: false, tries, spent };
    thing.reservedBy = commandId;
    return { held: true, value: structuredClone(thing.value) as T };
  }

  async spend(space: Space, key: string, commandId: string, expiresAt: Instant): Promise<void> {
    const thing = this.things.get(`${space}/${key}`);
    if (thing?.reservedBy === commandId) Object.assign(thing, { spent: true, expiresAt });
  }

  async release(space: Space, key: string, commandId: string): Promise<void> {
    const thing = this.things.get(`${space}/${key}`);
    if (thing?.reservedBy === commandId && !thing.spent) thing.reservedBy = undefined;
  }

  private alive(space: Space, key: string): Thing | undefined {
    const thing = this.things.get(`${space}/${key}`);
    return thing && thing.expiresAt > this.clock.now() ? thing : undefined;
  }
}
