import type { Log } from '../../application/ports/log.js';
import { second } from '../../domain/shared/instant.js';
import type { AuthorityOfIssuers } from './authority-of-issuers.js';

/** Milliseconds between two looks: a new issuing CA is known everywhere well before the minute in which it first signs. */
const lookEvery = 10 * second;

/** Has an instance that runs take the issuing CAs that were made since, and tells of those that its own file does not have. */
export class IssuerWatch {
  private told = '';

  /** @param noted ids of the issuing CAs that the database knows */
  constructor(
    private readonly authority: Pick<AuthorityOfIssuers, 'known' | 'takeNew'>,
    private readonly noted: () => Promise<readonly string[]>,
    private readonly log: Log,
  ) {}

  /** Looks now and again. Answers how to end that. */
  watch(): () => void {
    const timer = setInterval(() => void this.look(), lookEvery);
    return () => clearInterval(timer);
  }

  async look(): Promise<void> {
    try {
      for (const issuer of await this.authority.takeNew()) this.log('info', 'a new issuing CA was taken', { issuer });
    } catch (error) {
      return this.tell('the certificate authority’s file cannot be read', { error });
    }
    const noted = await this.noted().catch(() => []);
    const missing = this.authority.known.lacking(noted);
    if (missing.length > 0) return this.tell('an issuing CA is not in DATA_DIR/pki', { issuer: missing.join(' ') });
    if (this.told) this.log('info', 'all issuing CAs are known again', {});
    this.told = '';
  }

  /** Once for each that is wrong. */
  private tell(message: string, fields: Readonly<Record<string, unknown>>): void {
    if (this.told !== message) this.log('error', message, fields);
    this.told = message;
  }
}
