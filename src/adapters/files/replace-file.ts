import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from './sync-directory.js';

/**
 * Replaces a file whole, for its owner alone to read: whoever reads it finds the old content or the new one.
 * @param flush the content is on the disk under its name when it resolves
 */
export const replaceFile = async (
  path: string,
  content: string | Uint8Array,
  { flush = false } = {},
): Promise<void> => {
  const incoming = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await writeFile(incoming, content, { mode: 0o600, flush });
    await rename(incoming, path);
    if (flush) await syncDirectory(dirname(path));
  } finally {
    await rm(incoming, { force: true });
  }
};
