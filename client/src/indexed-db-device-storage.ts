import { DeviceError } from './device-error.js';
import type { DeviceStorage } from './device-storage.js';
import { pause } from './pause.js';
import { randomId } from './random-id.js';

export interface IndexedDbOptions {
  /** Of the database; `realname`. */
  readonly name?: string;
  /** The browser's Web Locks unless given; `null` does without. */
  readonly locks?: LockManager | null;
  /** Without Web Locks: milliseconds after which the lock of a window that is gone is free again; 15,000. */
  readonly lease?: number;
}

interface Lease {
  readonly owner: string;
  /** Milliseconds since the epoch, by the device's clock. */
  readonly until: number;
}

const table = 'device';
/** Milliseconds between two looks at a lock that another window holds. */
const look = 50;

/**
 * Keeps the device's key in the browser, for all windows of an origin. One of them works at a time: by Web Locks, or where there
 * are none (before Safari 15.4 and Chromium 69) by a record with an end.
 * @example
 * const storage = new IndexedDbDeviceStorage();
 */
export class IndexedDbDeviceStorage implements DeviceStorage {
  private readonly name: string;
  private readonly locks: LockManager | null | undefined;
  private readonly lease: number;

  constructor({ name = 'realname', locks, lease = 15_000 }: IndexedDbOptions = {}) {
    this.name = name;
    this.locks = locks === undefined ? globalThis.navigator?.locks : locks;
    this.lease = lease;
  }

  /** @throws DeviceError `device.storage-unavailable`, as `set` and `alone` do */
  get(name: string): Promise<string | undefined> {
    return this.transact('readonly', (store) => store.get(name));
  }

  async set(name: string, value: string): Promise<void> {
    await this.transact('readwrite', (store) => store.put(value, name));
  }

  alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.locks) return this.locks.request(`${this.name}/${name}`, work) as Promise<T>;
    return this.leased(`${name}.lock`, work);
  }

  private async leased<T>(name: string, work: () => Promise<T>): Promise<T> {
    const owner = randomId();
    while ((await this.take(name, owner)) !== owner) await pause(look);
    const renewal = setInterval(() => void this.take(name, owner).catch(() => {}), this.lease / 3);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await this.take(name, owner, 0);
    }
  }

  /** Takes or renews a lock that is free, has come to its end, or is held by this owner already. Whose it is then. */
  private async take(name: string, owner: string, lease = this.lease): Promise<string> {
    let holder = owner;
    await this.transact('readwrite', (store) => {
      const request: IDBRequest<Lease | undefined> = store.get(name);
      request.onsuccess = () => {
        const [now, held] = [Date.now(), request.result];
        if (held && held.owner !== owner && held.until > now) holder = held.owner;
        else store.put({ owner, until: now + lease } satisfies Lease, name);
      };
      return request;
    });
    return holder;
  }

  /** Opened anew each time: WebViews close databases of pages that were in the background. */
  private async transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    try {
      const database = await this.open();
      try {
        const transaction = database.transaction(table, mode, { durability: 'strict' });
        const request = work(transaction.objectStore(table));
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error);
        });
        return request.result;
      } finally {
        database.close();
      }
    } catch (error) {
      throw new DeviceError('device.storage-unavailable', undefined, { cause: error });
    }
  }

  private open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
}
