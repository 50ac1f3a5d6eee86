import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface SmallFileSystem {
  readonly path: string;
  unmount(): void;
}

/** A file system of `size` at `path`, to be filled; undefined where this user may not mount one. @param size such as `512k` */
export const mountSmall = (path: string, size: string): SmallFileSystem | undefined => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', path]).status === 0;
  return mounted ? { path, unmount: () => void spawnSync('umount', ['--lazy', path]) } : undefined;
};
