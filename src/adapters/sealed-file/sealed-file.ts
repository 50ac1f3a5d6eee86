import { randomUUID } from 'node:crypto';
import { access, link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { KeyPurpose, Keyring } from '../../application/core/keyring.js';
import { replaceFile } from '../files/replace-file.js';
import { syncDirectory } from '../files/sync-directory.js';

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** How a file is sealed. */
interface Seal {
  readonly keyring: Keyring;
  readonly purpose: KeyPurpose;
}

/**
 * What the file at `path` holds, made at the first start. The file appears whole or not at all, and of two starters the
 * first decides: the other one reads what it finds.
 * @throws Error when the file was sealed with another master key or altered: it is never replaced
 */
export const openSealedFile = async (
  path: string,
  seal: Seal,
  make: () => Uint8Array | Promise<Uint8Array>,
): Promise<Buffer> => {
  const found = await read(path, seal);
  if (found) return found;

  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeOnce(path, seal.keyring.seal(seal.purpose, await make(), basename(path)));
  const written = await read(path, seal);
  if (!written) throw new Error(`${path} vanished`);
  return written;
};

/** Replaces a sealed file whole: a reader finds what it held or what it is to hold. */
export const replaceSealedFile = (path: string, { keyring, purpose }: Seal, content: Uint8Array): Promise<void> =>
  replaceFile(path, keyring.seal(purpose, content, basename(path)), { flush: true });

const read = async (path: string, { keyring, purpose }: Seal): Promise<Buffer | undefined> => {
  const sealed = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!sealed) return undefined;
  try {
    return keyring.open(purpose, sealed, basename(path));
  } catch (cause) {
    throw new Error(`${path} cannot be opened with this master key`, { cause });
  }
};

/** Writes and syncs a file of its own, then gives it its name, which fails when the name is taken. */
const writeOnce = async (path: string, bytes: Uint8Array): Promise<void> => {
  const temporary = `${path}.${randomUUID()}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  await syncDirectory(dirname(path));
};
