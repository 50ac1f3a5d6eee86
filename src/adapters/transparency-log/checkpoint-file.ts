import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../files/replace-file.js';
import type { CheckpointPlace, Version } from './checkpoint-keeper.js';

/** A file of this machine, which nobody else writes. */
export class CheckpointFile implements CheckpointPlace {
  readonly where: string;

  constructor(directory: string) {
    this.where = join(directory, 'checkpoint');
  }

  async read(): Promise<Version | undefined> {
    const text = await readFile(this.where, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : { text };
  }

  /** Replaces the file whole. */
  async replace(text: string): Promise<boolean> {
    await replaceFile(this.where, text);
    return true;
  }
}
