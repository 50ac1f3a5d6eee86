import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ObjectStore } from '../../application/ports/object-store.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { syncDirectory } from '../files/sync-directory.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** More than a file system keeps beside a file's name. */
const checked = Buffer.alloc(16_384, 1);
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/**
 * Objects as files below one directory, two levels of 256 directories by the last digits of the id (the first ones of
 * some UUIDs are a time). Files have mode 0600 and are complete or absent: they get their name once they are on disk.
 * @throws Error when an id is no UUID in lower case
 * @throws DependencyUnavailable when the file system refuses, a full disk included
 */
export class SealedFiles extends ObjectStore {
  constructor(
    private readonly root: string,
    /** Whether it can be read is all that `reach` asks. */
    private readonly readOnly = false,
  ) {
    super();
  }

  async put(id: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(id);
    const incoming = `${path}.${randomUUID()}`;
    try {
      await this.makeDirectory(dirname(path));
      await writeFile(incoming, bytes, { flag: 'wx', mode: 0o600, flush: true });
      // A link, unlike a rename, never replaces: the first bytes stay.
      await link(incoming, path).catch((error) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
      await syncDirectory(dirname(path));
    } catch (error) {
      throw unavailable(error);
    } finally {
      await rm(incoming, { force: true }).catch(() => {});
    }
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.pathOf(id));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw unavailable(error);
    }
  }

  async delete(id: string): Promise<void> {
    const path = this.pathOf(id);
    try {
      await rm(path, { force: true });
      await syncDirectory(dirname(path));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw unavailable(error);
    }
  }

  /**
   * Writes a small file, flushes it to the disk and takes it away again.
   * @throws DependencyUnavailable when photos and documents could not be written
   */
  async reach(): Promise<void> {
    if (this.readOnly) return void (await readdir(this.root).catch((error) => Promise.reject(unavailable(error))));
    const path = join(this.root, '.write-check');
    try {
      await mkdir(this.root, { recursive: true, mode: 0o700 });
      await writeFile(path, checked, { mode: 0o600, flush: true });
    } catch (error) {
      throw unavailable(error);
    } finally {
      await rm(path, { force: true }).catch(() => {});
    }
  }

  private pathOf(id: string): string {
    if (!uuid.test(id)) throw new Error('the id of an object is a UUID');
    return join(this.root, id.slice(-2), id.slice(-4, -2), id);
  }

  private async makeDirectory(directory: string): Promise<void> {
    if (!(await mkdir(directory, { recursive: true, mode: 0o700 }))) return;
    await syncDirectory(dirname(directory));
    await syncDirectory(this.root);
  }
}

const unavailable = (error: unknown) =>
  codeOf(error) ? new DependencyUnavailable('object store', { cause: error }) : error;
