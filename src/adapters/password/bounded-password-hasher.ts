import { PasswordHasher } from '../../application/ports/password-hasher.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

export interface HashingLimits {
  /** Each takes a thread and 19 MiB. */
  readonly atOnce: number;
  /** What comes when so many wait is refused. */
  readonly waiting: number;
  /** What waited so long, in ms, is refused. */
  readonly maxWaitMs: number;
}

/** Lets so many be hashed at once; the others wait in line: a flood takes neither the memory nor all threads. */
export class BoundedPasswordHasher extends PasswordHasher {
  private readonly line = new Set<() => void>();
  private running = 0;

  constructor(
    private readonly hasher: PasswordHasher,
    private readonly limits: HashingLimits,
  ) {
    super();
  }

  /** How many are hashed now, and how many wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.line.size };
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => this.hasher.hash(password));
  }

  verify(known: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(() => this.hasher.verify(known, password));
  }

  isOutdated(known: string): boolean {
    return this.hasher.isOutdated(known);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.atOnce) this.running++;
    else await this.turn();
    try {
      return await work();
    } finally {
      const [next] = this.line;
      if (next) next();
      else this.running--;
    }
  }

  /** Whoever ends hands its place to the first in line. */
  private turn(): Promise<void> {
    if (this.line.size >= this.limits.waiting) return Promise.reject(tooMany());
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(deadline);
        this.line.delete(begin);
        resolve();
      };
      const deadline = setTimeout(() => {
        this.line.delete(begin);
        reject(tooMany());
      }, this.limits.maxWaitMs);
      this.line.add(begin);
    });
  }
}

const tooMany = () => new DependencyUnavailable('password hashing');
