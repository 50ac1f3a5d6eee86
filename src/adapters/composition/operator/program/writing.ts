import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';

/** What whoever changes something says beside it. */
export interface Decided {
  readonly reason: string;
  readonly yes?: true;
}

/** Makes a command one that changes something. */
export const writes = (command: Command): Command =>
  command
    .requiredOption('--reason <text>', 'why, and who decided: kept in the log', reasonText)
    .option('--yes', 'does it without asking, as a script must say');

export const reasonText = (text: string): string => {
  const reason = text.trim();
  if (reason === '') throw new InvalidArgumentError('say why, and who decided');
  return reason;
};

/** @throws Error unless `--yes` was given or the person at the terminal says so */
export const sure = async (question: string, { yes }: Decided): Promise<void> => {
  if (yes) return;
  if (!process.stdin.isTTY) throw new Error('nobody can be asked here: say --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error('nothing was done');
};
