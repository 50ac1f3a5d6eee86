import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Place } from '../../application/ports/event-store.js';

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
    const incoming = `${this.path}.${randomUUID()}`;
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    try {
      await writeFile(incoming, text, { mode: 0o600 });
      await rename(incoming, this.path);
      this.kept = text;
    } finally {
      await rm(incoming, { force: true });
    }
  }
}
