import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { notAsRoot, postgresEnvironment } from './postgres-binaries.js';

const run = promisify(execFile);

export const superuser = 'realname';
const unfinished = 'postgres-unfinished-';

/** `data` is PostgreSQL's own directory, `password` the superuser's. */
export interface Cluster {
  readonly data: string;
  readonly password: string;
}

/**
 * The cluster below `dataDir`, made at first use. It is made aside and renamed when complete, so that a process killed
 * meanwhile leaves nothing half done, and of two that begin at once the first wins.
 */
export const openCluster = async (dataDir: string, initdb: string): Promise<Cluster> => {
  const directory = join(dataDir, 'postgres');
  const data = join(directory, 'data');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (!(await exists(data))) await createCluster(dataDir, directory, initdb);
  return { data, password: (await readFile(join(directory, 'password'), 'utf8')).trim() };
};

const createCluster = async (dataDir: string, directory: string, initdb: string): Promise<void> => {
  const aside = await mkdtemp(join(dataDir, unfinished));
  const passwordFile = join(aside, 'password');
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true });
  const [command, ...args] = notAsRoot([
    initdb,
    `--pgdata=${join(aside, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  try {
    await run(command, args, { env: postgresEnvironment(), cwd: aside });
    await rename(aside, directory);
    await syncDirectory(dataDir);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!(await exists(directory)))
      throw new Error(`initdb failed in ${dataDir}: ${(error as Error).message}`, { cause: error });
  }
};

/** Removes what interrupted first starts left, as far as no initdb of theirs still writes there. Only for whoever runs the cluster of this directory. */
export const removeUnfinished = async (dataDir: string): Promise<void> => {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(unfinished)) continue;
    await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  }
};

/**
 * Forgets the lock file of a server that is gone when its process number now belongs to something else, as after the
 * restart of a container; PostgreSQL itself would take any living process for its predecessor.
 */
export const removeStaleLock = async ({ data }: Cluster): Promise<void> => {
  const lock = join(data, 'postmaster.pid');
  const pid = (await readFile(lock, 'utf8').catch(() => '')).split('\n', 1)[0];
  if (!pid) return;
  const holder = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  if (holder !== undefined && holder.trim() !== 'postgres') await rm(lock, { force: true });
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const syncDirectory = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
};
