import { randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';
import { DependencyUnavailable } from '../../application/ports/event-store.js';
import { PasswordHasher } from '../../application/ports/password-hasher.js';

/** OWASP's parameters for argon2id (algorithm 2): 19 MiB, 2 passes, 1 lane. */
const parameters: Options = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** argon2id by native threads; at most so many at once, the others wait for their turn. */
export class Argon2PasswordHasher extends PasswordHasher {
  private readonly decoy = hash(randomBytes(16), parameters);
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly atOnce = 4,
    private readonly maxWaiting = 1000,
  ) {
    super();
    this.decoy.catch(() => {});
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, parameters));
  }

  verify(known: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(async () => {
      const right = await verify(known ?? (await this.decoy), password);
      return right && known !== undefined;
    });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) {
      if (this.waiting.length >= this.maxWaiting) throw new DependencyUnavailable('password hashing');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
