import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** What it imports: paths from the repository's root, or names of packages. */
  readonly imports: readonly string[];
}

/** Every TypeScript and Vue file below these folders, generated ones left out. */
export const sourceFiles = (...folders: readonly string[]): readonly SourceFile[] =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((path) => /\.(?:ts|vue)$/.test(path) && !path.endsWith('.generated.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return {
        path,
        text,
        imports: [...text.matchAll(importing)].map((match) => resolve(path, (match[1] ?? match[2])!)),
      };
    });

const importing = /^(?:import|export) (?:[^'=]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm;

const resolve = (path: string, target: string): string =>
  target.startsWith('.') ? posix.join(posix.dirname(path), target).replace(/\.js$/, '.ts') : target;
