import { setImmediate as turn } from 'node:timers/promises';

/** Looks up together what is asked for in one turn of the event loop. */
export class Gathered<T> {
  private next: { readonly keys: Set<string>; readonly found: Promise<Map<string, T>> } | undefined;

  constructor(private readonly lookUp: (keys: readonly string[]) => Promise<Map<string, T>>) {}

  async find(key: string): Promise<T | undefined> {
    this.next ??= this.begin();
    this.next.keys.add(key);
    return (await this.next.found).get(key);
  }

  private begin() {
    const keys = new Set<string>();
    const found = turn().then(() => {
      this.next = undefined;
      return this.lookUp([...keys]);
    });
    return { keys, found };
  }
}
