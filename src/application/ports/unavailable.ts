/** A server behind a port did not answer in time or is down; nothing is known to have happened. 503 with Retry-After. */
export class DependencyUnavailable extends Error {
  constructor(
    readonly dependency: string,
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options);
    this.name = 'DependencyUnavailable';
  }
}
