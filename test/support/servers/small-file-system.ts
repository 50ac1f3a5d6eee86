import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface SmallFileSystem {
  readonly path: string;
  /** Writes until there is no room left. */
  fill(): Promise<void>;
  /** Takes away what `fill` wrote. */
  free(): Promise<void>;
  unmount(): void;
}

/** A file system of `size` at `path`, to be filled; undefined where this user may not mount one. @param size such as `512k` */
export const mountSmall = (path: string, size: string): SmallFileSystem | undefined => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', path]).status !== 0) return undefined;
  const filler = join(path, 'filler');
  return {
    path,
    fill: () => fill(filler),
    free: () => rm(filler),
    unmount: () => void spawnSync('umount', ['--lazy', path]),
  };
};

const full = { bytesWritten: 0 };

const fill = async (path: string): Promise<void> => {
  const file = await open(path, 'w');
  try {
    for (const size of [1 << 20, 4_096]) {
      const chunk = Buffer.alloc(size);
      for (let written = size; written === size; ) written = (await file.write(chunk).catch(() => full)).bytesWritten;
    }
  } finally {
    await file.close();
  }
};
