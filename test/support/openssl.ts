import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Verdict {
  readonly ok: boolean;
  /** Standard output and standard error. */
  readonly text: string;
}

/**
 * The `openssl` command line in a directory of its own: the independent judge of what the PKI adapter makes. A machine
 * without it fails the test.
 */
export class OpenSsl {
  private readonly directory = mkdtempSync(join(tmpdir(), 'openssl-'));

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return name;
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** What the command says, whether it refuses or not. File names are relative to the directory. */
  try(...args: readonly string[]): Verdict {
    const { error, status, stdout, stderr } = spawnSync('openssl', args, {
      cwd: this.directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, LC_ALL: 'C' },
    });
    if (error) {
      const missing = 'code' in error && error.code === 'ENOENT';
      throw missing ? new Error('these tests need the `openssl` command on the PATH', { cause: error }) : error;
    }
    return { ok: status === 0, text: `${stdout}${stderr}` };
  }

  /** What the command says. @throws Error when it refuses */
  run(...args: readonly string[]): string {
    const { ok, text } = this.try(...args);
    if (!ok) throw new Error(`openssl ${args.join(' ')}:\n${text}`);
    return text;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
