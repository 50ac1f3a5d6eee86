import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../../application/ports/event-store.js';
import { parseCheckpoint } from '../../application/transparency-log/checkpoint.js';
import { parseNote } from '../../application/transparency-log/note.js';
import { replaceFile } from '../files/replace-file.js';
import { type KeptCheckpoint, placeOf } from './tree-tables.js';

/**
 * The last checkpoint that was signed, outside the database: what a restore or an alteration of everything in it is found
 * out by. The file is the note, after a line of its epoch and of the event that it ends with.
 */
export class CheckpointFile {
  private readonly path: string;

  constructor(directory: string) {
    this.path = join(directory, 'checkpoint');
  }

  /** Undefined: there is none, or none that can be read. */
  async read(): Promise<KeptCheckpoint | undefined> {
    return parse(await this.text());
  }

  /** Whether something else is there than a checkpoint. */
  async isUnreadable(): Promise<boolean> {
    const text = await this.text();
    return text !== undefined && parse(text) === undefined;
  }

  /** The event that it ends with, where it is of that epoch. */
  async place(epoch: number): Promise<Place | undefined> {
    const kept = await this.read();
    return kept?.epoch === epoch ? placeOf(kept) : undefined;
  }

  /** Replaces the file whole. */
  write({ epoch, position = '-', eventId = '-', note }: KeptCheckpoint): Promise<void> {
    return replaceFile(this.path, `${epoch} ${position} ${eventId}\n${note}`);
  }

  private text(): Promise<string | undefined> {
    return readFile(this.path, 'utf8').catch(() => undefined);
  }
}

const parse = (text = ''): KeptCheckpoint | undefined => {
  const [, epoch, position, eventId, note] = /^(\d+) (\S+) (\S+)\n(.*)$/s.exec(text) ?? [];
  if (epoch === undefined || note === undefined) return undefined;
  try {
    const { origin, size, root } = parseCheckpoint(parseNote(note).text);
    const event = position === '-' ? {} : { position, eventId };
    return { epoch: Number(epoch), position: undefined, eventId: undefined, ...event, origin, size, root, note };
  } catch {
    return undefined;
  }
};
