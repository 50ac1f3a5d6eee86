import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CommonPasswords } from '../../../application/identity/common-passwords.js';

/**
 * Reads a list of common passwords, one a line; a line that begins with `# ` is a comment.
 * @throws Error when the file cannot be read or names none
 */
export const loadCommonPasswords = (file: string): CommonPasswords => {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const passwords = new Set(
    lines.filter((line) => line !== '' && !/^#( |$)/.test(line)).map((line) => line.toLowerCase()),
  );
  if (passwords.size === 0) throw new Error(`${basename(file)} names no common password (V6)`);
  return new CommonPasswords(passwords);
};
