import type { Instant } from '../../domain/shared/instant.js';
import type { JsonObject } from './json.js';

/** What lives for minutes or hours, outside the log. */
export type Space = 'captcha' | 'sms-code' | 'session' | 'signing-session' | 'ticket' | 'sms-frequency';

export interface Found<T extends JsonObject> {
  readonly value: T;
  readonly expiresAt: Instant;
}

/**
 * Short-lived things by space and key. Keys are stored as HMACs and values sealed, so nothing personal lies clear in a
 * table, file or write-ahead log. `expiresAt` is compared by the service's clock; a store's own expiry is garbage
 * collection only. An expired thing is as absent.
 * @throws DependencyUnavailable from every method when the server does not answer
 */
export abstract class ShortLived {
  /** Stores a value, replacing (voiding tries and reservation of) the old one. `group` names what `deleteGroup` removes. */
  abstract put(space: Space, key: string, value: JsonObject, expiresAt: Instant, group?: string): Promise<void>;
  /** What is stored, with its end. */
  abstract find<T extends JsonObject>(space: Space, key: string): Promise<Found<T> | undefined>;
  async get<T extends JsonObject>(space: Space, key: string): Promise<T | undefined> {
    return (await this.find<T>(space, key))?.value;
  }

  /** Moves the end of an existing thing; false when it is absent. */
  abstract extend(space: Space, key: string, expiresAt: Instant): Promise<boolean>;
  /** Removes and returns: of parallel takers exactly one gets it. */
  abstract take<T extends JsonObject>(space: Space, key: string): Promise<T | undefined>;
  abstract delete(space: Space, key: string): Promise<void>;
  abstract deleteGroup(space: Space, group: string): Promise<void>;
  /** Counts one try and returns how many there were with this one; undefined when the thing is absent. */
  abstract countTry(space: Space, key: string): Promise<number | undefined>;
  /** Holds a single-use thing for one command: true for the first command and for every repeat of it, false for others. */
  abstract reserve(space: Space, key: string, commandId: string): Promise<boolean>;
  /** Gives a reservation of this command back, so that another may use the thing. */
  abstract release(space: Space, key: string, commandId: string): Promise<void>;
}
