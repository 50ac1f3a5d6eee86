import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Config } from '../../config.js';
import type { AskPassphrase } from '../rotation.js';

/** The first line of CA_ROOT_PASSPHRASE_FILE; else asks the person at the terminal, who sees nothing of it. @throws Error */
export const passphraseOf =
  ({ rootPassphraseFile }: Config): AskPassphrase =>
  async (which) => {
    if (rootPassphraseFile !== undefined) return (await readFile(rootPassphraseFile, 'utf8')).split(/\r?\n/)[0]!;
    if (!process.stdin.isTTY) throw new Error('nobody can be asked here: set CA_ROOT_PASSPHRASE_FILE');
    const passphrase = await unseen('Passphrase of the root CA: ');
    if (which === 'new' && (await unseen('The same again: ')) !== passphrase)
      throw new Error('these are two passphrases');
    return passphrase;
  };

const unseen = async (question: string): Promise<string> => {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
};
