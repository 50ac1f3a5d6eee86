import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { second } from '../../domain/shared/instant.js';

/**
 * Whether writes go through. As long as nothing fails, nothing is asked: no write is made for the sake of looking. Once
 * an append or a call has failed, an append is rehearsed at each look, until one goes through.
 */
export class WriteWatch {
  private doubted = false;
  private appendedAt: number | undefined;

  constructor(private readonly elapsed: () => number = () => performance.now()) {}

  appended(): void {
    this.appendedAt = this.elapsed();
    this.doubted = false;
  }

  doubt(): void {
    this.doubted = true;
  }

  /** A call that failed may have failed at a write before its append. */
  served({ status, route }: { readonly status: number; readonly route: string }): void {
    if (status >= 500 && !route.startsWith('/health/')) this.doubt();
  }

  /** Answers why writes do not go through. @param rehearse an append that leaves nothing */
  async check(rehearse: () => Promise<void>): Promise<string | undefined> {
    if (!this.doubted) return undefined;
    try {
      await rehearse();
      this.doubted = false;
      return undefined;
    } catch (error) {
      return `${reasonOf(error)}, ${this.lastAppend()}`;
    }
  }

  private lastAppend(): string {
    if (this.appendedAt === undefined) return 'no append since the start';
    return `last append ${Math.round((this.elapsed() - this.appendedAt) / second)} s ago`;
  }
}

const reasonOf = (error: unknown): string => {
  if (error instanceof DependencyUnavailable) return error.told;
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' ? `appends fail (${code})` : 'appends fail';
};
