import { randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';
import { PasswordHasher } from '../../application/ports/password-hasher.js';

export interface Argon2Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP's parameters for argon2id: 19 MiB, 2 passes, 1 lane. Changed here, each hash is renewed at its next sign-in. */
export const argon2Cost: Argon2Cost = { memory: 19 * 1024, passes: 2, lanes: 1 };

/** argon2id, version 1.3, on libuv's threads. */
export class Argon2PasswordHasher extends PasswordHasher {
  private readonly options: Options;
  private readonly prefix: string;
  private readonly decoy: Promise<string>;

  constructor({ memory, passes, lanes } = argon2Cost) {
    super();
    this.options = { algorithm: 2, version: 1, memoryCost: memory, timeCost: passes, parallelism: lanes };
    this.prefix = `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$`;
    this.decoy = hash(randomBytes(16), this.options);
    this.decoy.catch(() => {});
  }

  hash(password: string): Promise<string> {
    return hash(password, this.options);
  }

  async verify(known: string | undefined, password: string): Promise<boolean> {
    const right = await verify(known ?? (await this.decoy), password);
    return right && known !== undefined;
  }

  isOutdated(known: string): boolean {
    return !known.startsWith(this.prefix);
  }
}
