/**
 * Where the device keeps its key. `IndexedDbDeviceStorage` is a browser's; a front end elsewhere (a native app, a WebView with a
 * keychain) brings its own.
 */
export interface DeviceStorage {
  get(name: string): Promise<string | undefined>;
  /** What it resolved for must survive a crash. */
  set(name: string, value: string): Promise<void>;
  /** Runs `work` while no other work of that name runs on this storage: in another window, or by another call. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Forgets with the process: for tests. */
export class MemoryDeviceStorage implements DeviceStorage {
  private readonly values = new Map<string, string>();
  private readonly last = new Map<string, Promise<unknown>>();

  async get(name: string): Promise<string | undefined> {
    return this.values.get(name);
  }

  async set(name: string, value: string): Promise<void> {
    this.values.set(name, value);
  }

  alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve();
    const done = before.then(work);
    this.last.set(
      name,
      done.catch(() => {}),
    );
    return done;
  }
}
