/** How often each method of some ports was called, by `<port>.<method>`. */
export class Calls {
  private counts: Record<string, number> = {};

  /** The port, with its calls counted. */
  of<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          const key = `${name}.${String(property)}`;
          this.counts[key] = (this.counts[key] ?? 0) + 1;
          return member.apply(target, given);
        };
      },
    });
  }

  /** What was called since the last look. */
  take(): Readonly<Record<string, number>> {
    const taken = this.counts;
    this.counts = {};
    return taken;
  }
}
