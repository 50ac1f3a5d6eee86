import { readFile } from 'node:fs/promises';
import type { Place } from '../../application/ports/event-store.js';
import { replaceFile } from '../files/replace-file.js';

/** The newest event that an instance knew, and how many losses of the log had been accepted then. */
export interface NewestEvent extends Place {
  readonly epoch: number;
}

/** Keeps it outside the database, so that a start of everything on an older copy is found out. */
export class NewestEventFile {
  private kept: string | undefined;

  constructor(private readonly path: string) {}

  /** Undefined: there is none, or none that can be read. */
  async read(): Promise<NewestEvent | undefined> {
    const text = await readFile(this.path, 'utf8').catch(() => '');
    const [, epoch, position, id] = /^(\d+) (\S+) ([0-9a-f-]{36})\n$/.exec(text) ?? [];
    return epoch && position && id ? { epoch: Number(epoch), position, id } : undefined;
  }

  /** Replaces the file whole; writes nothing where it says that already. */
  async write({ epoch, position, id }: NewestEvent): Promise<void> {
    const text = `${epoch} ${position} ${id}\n`;
    if (text === this.kept) return;
    await replaceFile(this.path, text);
    this.kept = text;
  }
}
