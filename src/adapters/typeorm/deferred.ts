/** Writes the latest of many values, some milliseconds after the first; one that fails is left to the next. */
export class Deferred<T> {
  private latest: { readonly value: T } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly write: (value: T) => Promise<void>,
    private readonly ms: number,
  ) {}

  later(value: T): void {
    this.latest = { value };
    this.timer ??= setTimeout(() => this.now(), this.ms);
  }

  async now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.latest) return;
    const { value } = this.latest;
    this.latest = undefined;
    await this.write(value).catch(() => {});
  }
}
