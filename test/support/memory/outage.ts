import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';

/** `before`: the server never heard of the call that finds it away. `after`: it did the work, and its answer was lost. */
export type Lost = 'before' | 'after';

/** Answered without a server. */
const local: readonly PropertyKey[] = ['compare', 'isOutdated'];

/** Takes every server away at once, from a chosen call on. */
export class Outage {
  private calls = 0;
  private from = Number.POSITIVE_INFINITY;
  private lost: Lost = 'before';

  /** The port, whose server goes away with all others. */
  of<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== 'function') return member;
        if (local.includes(property)) return member.bind(target);
        return (...given: unknown[]) => {
          const call = ++this.calls;
          if (call < this.from) return member.apply(target, given);
          const away = new DependencyUnavailable(name);
          if (property === 'read') throw away;
          const done = this.lost === 'after' && call === this.from ? member.apply(target, given) : undefined;
          return Promise.resolve(done).then(() => Promise.reject(away));
        };
      },
    });
  }

  begin(call: number, lost: Lost): void {
    this.calls = 0;
    this.from = call;
    this.lost = lost;
  }

  /** Whether any call found a server away. */
  end(): boolean {
    const happened = this.calls >= this.from;
    this.from = Number.POSITIVE_INFINITY;
    return happened;
  }
}
