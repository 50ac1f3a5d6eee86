/** Where the device keeps its key: IndexedDB, localStorage, a file. What `set` resolved for must survive a crash. */
export interface DeviceStorage {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}

/** Forgets with the process. */
export class MemoryDeviceStorage implements DeviceStorage {
  private readonly values = new Map<string, string>();

  async get(name: string): Promise<string | undefined> {
    return this.values.get(name);
  }

  async set(name: string, value: string): Promise<void> {
    this.values.set(name, value);
  }
}
