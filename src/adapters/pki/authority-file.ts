import { randomUUID } from 'node:crypto';
import { access, link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keyring } from '../../application/core/keyring.js';

/** Both CAs as they are kept: PKCS#8 keys in base64, certificates in PEM. */
export interface AuthorityRecord {
  readonly version: 1;
  readonly rootKey: string;
  readonly rootCertificate: string;
  readonly issuingKey: string;
  readonly issuingCertificate: string;
}

const name = 'certificate-authority.sealed';
const purpose = 'certificate-authority';

/** Whether an authority is kept in `directory`. */
export const isAuthorityThere = (directory: string): Promise<boolean> =>
  access(join(directory, name)).then(
    () => true,
    () => false,
  );

/**
 * The authority kept in `directory`, made at the first start. The file appears whole or not at all, and of two starters
 * the first decides: the other one reads what it finds.
 * @throws Error when the file was sealed with another master key or altered: it is never replaced
 */
export const openAuthorityFile = async (
  directory: string,
  keyring: Keyring,
  make: () => Promise<AuthorityRecord>,
): Promise<AuthorityRecord> => {
  const path = join(directory, name);
  const found = await read(path, keyring);
  if (found) return found;

  await mkdir(directory, { recursive: true, mode: 0o700 });
  const plain = Buffer.from(JSON.stringify(await make()));
  await writeOnce(directory, path, keyring.seal(purpose, plain, name));
  const written = await read(path, keyring);
  if (!written) throw new Error(`${path} vanished`);
  return written;
};

const read = async (path: string, keyring: Keyring): Promise<AuthorityRecord | undefined> => {
  const sealed = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!sealed) return undefined;
  try {
    return JSON.parse(keyring.open(purpose, sealed, name).toString());
  } catch (cause) {
    throw new Error(`${path} cannot be opened with this master key`, { cause });
  }
};

/** Writes and syncs a file of its own, then gives it its name, which fails when the name is taken. */
const writeOnce = async (directory: string, path: string, bytes: Uint8Array): Promise<void> => {
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
  await syncDirectory(directory);
};

const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
