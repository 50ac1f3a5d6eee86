import type { Instant } from '../../domain/shared/instant.js';
import type { JsonObject } from './json.js';

/** What lives for minutes or hours, outside the log. */
export type Space =
  | 'call-presence'
  | 'captcha'
  | 'decoy'
  | 'face-failures'
  | 'face-starts'
  | 'face-verification'
  | 'identity-ticket'
  | 'sandbox-code'
  | 'sandbox-face'
  | 'session'
  | 'signing-session'
  | 'sms-code'
  | 'sms-day'
  | 'sms-frequency';

export interface Found<T extends JsonObject> {
  readonly value: T;
  readonly expiresAt: Instant;
  readonly spent: boolean;
}

export interface PutOptions {
  /** What `findGroup` and `deleteGroup` know the thing by. */
  readonly group?: string;
  /** What a command must show to reserve the thing, where knowing its key is not enough. */
  readonly proof?: string;
}

/** What a command shows when it wants to reserve a single-use thing. */
export interface Shown {
  readonly proof?: string;
  /** How many tries the thing allows. @default as many as wanted */
  readonly maxTries?: number;
}

/** `tries` counts this one; `spent` says whether a command has used the thing up. */
export type Reservation<T extends JsonObject> =
  | { readonly held: true; readonly value: T }
  | { readonly held: false; readonly tries: number; readonly spent: boolean };

/**
 * Short-lived things by space and key. Keys and proofs are stored as keyed hashes and values sealed, so nothing personal
 * lies clear in a table, file or write-ahead log. `expiresAt` is compared by the service's clock; a store's own expiry is
 * garbage collection only. An expired thing is as absent. Each method is one step of the store: parallel callers, also of
 * several instances, are put in order there.
 * @throws DependencyUnavailable from every method when the server does not answer
 */
export abstract class ShortLived {
  /** Stores a value. It replaces the old one, whose tries, reservation and proof are void. */
  abstract put(space: Space, key: string, value: JsonObject, expiresAt: Instant, options?: PutOptions): Promise<void>;
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
  /** Everything of a group that has not ended, in no order. */
  abstract findGroup<T extends JsonObject>(space: Space, group: string): Promise<readonly Found<T>[]>;
  /** @param except the key of what stays */
  abstract deleteGroup(space: Space, group: string, except?: string): Promise<void>;
  /** Counts one more, and returns how many there are with this one. The first makes the counter, which ends at `expiresAt`. */
  abstract count(space: Space, key: string, expiresAt: Instant): Promise<number>;
  /**
   * Counts one try at a single-use thing (V4.1) and holds it for the command. The command gets it when the proof is the
   * thing's, the tries suffice, and no other command holds it or has spent it. The same command gets it again, also
   * after it has spent it. Undefined when the thing is absent.
   */
  abstract reserve<T extends JsonObject>(
    space: Space,
    key: string,
    commandId: string,
    shown?: Shown,
  ): Promise<Reservation<T> | undefined>;
  /** Uses the thing up: until `expiresAt` only this command may reserve it. Nothing when the command does not hold it. */
  abstract spend(space: Space, key: string, commandId: string, expiresAt: Instant): Promise<void>;
  /** Gives the command's reservation back, so that another may use the thing; one that it has spent stays spent. */
  abstract release(space: Space, key: string, commandId: string): Promise<void>;
}
