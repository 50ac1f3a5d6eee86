import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** Bytes that may be at hand at a time, whoever holds them. */
export class Room {
  private readonly held = new Map<object, number>();
  private total = 0;

  /** @param ceiling bytes */
  constructor(private readonly ceiling: number) {}

  /** @throws DependencyUnavailable when there is no room for so many bytes more; `holder` keeps what it has */
  enter(holder: object, bytes: number): void {
    if (this.total + bytes > this.ceiling) throw new DependencyUnavailable('memory for photos');
    this.total += bytes;
    this.held.set(holder, (this.held.get(holder) ?? 0) + bytes);
  }

  leave(holder: object): void {
    this.total -= this.held.get(holder) ?? 0;
    this.held.delete(holder);
  }
}
