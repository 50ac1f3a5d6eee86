import { readFile } from 'node:fs/promises';
import type { WitnessedHead } from '../../application/transparency-log/witnessing.js';
import { replaceFile } from '../files/replace-file.js';

type Line = { readonly origin: string; readonly size: number; readonly root: string };

/**
 * What a witness has cosigned last, by origin, in one file that is replaced whole and synced. A witness that lost it would
 * cosign a log that went back, so a file that cannot be read stops the start.
 */
export class HeadsFile {
  private constructor(
    private readonly path: string,
    private heads: ReadonlyMap<string, WitnessedHead>,
  ) {}

  /** @throws Error when there is a file and it is no such file */
  static async open(path: string): Promise<HeadsFile> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    return new HeadsFile(path, headsOf(text, path));
  }

  of(origin: string): WitnessedHead | undefined {
    return this.heads.get(origin);
  }

  /** On the disk when it resolves. */
  async write(origin: string, head: WitnessedHead): Promise<void> {
    const heads = new Map(this.heads).set(origin, head);
    const lines: Line[] = [...heads].map(([of, { size, root }]) => ({
      origin: of,
      size,
      root: root.toString('base64'),
    }));
    await replaceFile(this.path, `${JSON.stringify(lines, null, 2)}\n`, { flush: true });
    this.heads = heads;
  }
}

const headsOf = (text: string, path: string): ReadonlyMap<string, WitnessedHead> => {
  try {
    const heads = (JSON.parse(text) as readonly Line[]).map(({ origin, size, root }) => {
      const hash = Buffer.from(root, 'base64');
      if (typeof origin !== 'string' || !Number.isSafeInteger(size) || hash.length !== 32) throw new Error(origin);
      return [origin, { size, root: hash }] as const;
    });
    return new Map(heads);
  } catch {
    throw new Error(`${path} is not what a witness has kept: restore it, or ask the logs for a new start`);
  }
};
