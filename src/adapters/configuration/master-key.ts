import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const hex = /^[0-9a-f]{64}$/i;
const base64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * The 32 bytes that every other key hangs on: from `env` (MASTER_KEY, base64 or hex; blank is as unset), else from
 * `file`, which the first start makes with mode 0600. Two that start at once agree on one.
 * @throws Error when the key is malformed; the message names its source, never its value
 */
export const loadMasterKey = async ({ env, file }: { env: string | undefined; file: string }): Promise<Buffer> => {
  if (env?.trim()) return parseMasterKey(env, 'MASTER_KEY');
  const kept = await readIfThere(file);
  if (kept === undefined) await makeKeyFile(file);
  return parseMasterKey(kept ?? (await readFile(file, 'utf8')), file);
};

/** @throws Error when it is malformed; the message names `source`, never the value */
export const parseMasterKey = (text: string, source: string): Buffer => {
  const key = text.trim();
  if (hex.test(key)) return Buffer.from(key, 'hex');
  if (base64.test(key)) return Buffer.from(key, 'base64');
  throw new Error(`${source} is malformed: 32 bytes in base64 (44 characters) or hexadecimal (64) are expected`);
};

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });

const makeKeyFile = async (file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const incoming = `${file}.${randomUUID()}`;
  try {
    await writeFile(incoming, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true });
    // A link never replaces: of two starters one wins, and both read the winner's.
    await link(incoming, file).catch((error) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(incoming, { force: true });
  }
};
