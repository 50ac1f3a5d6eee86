/** A server behind a port did not answer in time or is down; nothing is known to have happened. 503 with Retry-After. */
export class DependencyUnavailable extends Error {
  constructor(
    readonly dependency: string,
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options);
    this.name = 'DependencyUnavailable';
  }

  /** What its cause is called below, e.g. an SQLSTATE or an errno. Never a message: that may quote values (P4). */
  get causeCode(): string | undefined {
    for (let { cause }: { cause?: unknown } = this; cause; cause = Object(cause).cause) {
      const { code } = Object(cause) as { code?: unknown };
      if (typeof code === 'string' || typeof code === 'number') return String(code);
    }
    return undefined;
  }

  /** What it says, with the code of its cause. */
  get told(): string {
    return this.causeCode === undefined ? this.message : `${this.message} (${this.causeCode})`;
  }
}

/** This service writes nothing: what is asked for would change something, or leave a trace that is due. 503. */
export class ReadOnlyService extends DependencyUnavailable {
  constructor() {
    super('writing');
    this.name = 'ReadOnlyService';
    this.message = 'this service is read-only';
  }
}
