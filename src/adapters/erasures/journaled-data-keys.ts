import type { Clock } from '../../application/ports/clock.js';
import { DataKeys } from '../../application/ports/data-keys.js';
import type { ErasureJournal } from './erasure-journal.js';

/** Whose key is a person's: others, as of numbers to which messages went, end by themselves. */
const isPersons = (subject: string): boolean => /^(?:futures|identity)\//.test(subject);

/** Notes each person whose key is destroyed, before it is: one that was noted in vain is erased by the repeat. */
export class JournaledDataKeys extends DataKeys {
  constructor(
    private readonly keys: DataKeys,
    private readonly journal: ErasureJournal,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    super();
  }

  of(subject: string) {
    return this.keys.of(subject);
  }

  byId(id: string) {
    return this.keys.byId(id);
  }

  /** @throws DependencyUnavailable also when the journal cannot be written: nothing is destroyed then */
  async destroy(subject: string): Promise<void> {
    if (isPersons(subject)) await this.journal.note({ subject, at: this.clock.now() });
    await this.keys.destroy(subject);
  }
}
