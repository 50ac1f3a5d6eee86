import { open, readFile } from 'node:fs/promises';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** An erasure, by the name of the data key that was destroyed: `futures/<company>/<customer>` or `identity/<user>`. */
export interface JournaledErasure {
  readonly subject: string;
  readonly at: string;
}

/**
 * Which people were erased, one JSON object a line, outside the database: a backup of the database that is older than an
 * erasure is to forget the person again (P2). Ids alone: nothing else of a person is left.
 */
export class ErasureJournal {
  constructor(private readonly file: string) {}

  /** On disk when it resolves. @throws DependencyUnavailable when it cannot be written */
  async note(erasure: JournaledErasure): Promise<void> {
    try {
      const file = await open(this.file, 'a', 0o600);
      try {
        await file.write(`${JSON.stringify(erasure)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw new DependencyUnavailable('erasure journal', { cause });
    }
  }

  /** Each subject once, oldest first. A line that broke off at a crash is left out. @throws Error where there is no file */
  async subjects(): Promise<readonly string[]> {
    const lines = (await readFile(this.file, 'utf8')).split('\n');
    return [...new Set(lines.flatMap(subjectIn))];
  }
}

const subjectIn = (line: string): readonly string[] => {
  try {
    const { subject } = JSON.parse(line) as { subject?: unknown };
    return typeof subject === 'string' ? [subject] : [];
  } catch {
    return [];
  }
};
