import type { Log } from '../../application/ports/log.js';

/** What was opened, and how each of it is closed. */
export class Resources {
  private readonly closers: (() => unknown)[] = [];

  constructor(private readonly log: Log) {}

  /** Notes that `resource` is to be closed. */
  add<T>(resource: T, close: (resource: T) => unknown): T {
    this.closers.push(() => close(resource));
    return resource;
  }

  /** Closes everything, the last opened first; what cannot be closed is told and holds up nothing. */
  async close(): Promise<void> {
    for (let closer = this.closers.pop(); closer; closer = this.closers.pop()) {
      try {
        await closer();
      } catch (error) {
        this.log('warn', 'not closed', { error });
      }
    }
  }
}
