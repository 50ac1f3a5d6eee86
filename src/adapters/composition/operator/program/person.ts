import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { type AddCommands, example, type Tell } from './tell.js';
import { type Decided, reasonText, sure, writes } from './writing.js';

const work = () => import('../person.js');

const subject = ['<subject>', 'as person find tells it: futures/<company>/<id> or identity/<id>'] as const;

/** From standard input: arguments stand in the shell's history and in the list of processes. */
const askIdNumber = async (): Promise<string> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const idNumber = await terminal.question(process.stdin.isTTY ? 'ID number: ' : '').finally(() => terminal.close());
  return idNumber.trim().toUpperCase();
};

export const person: AddCommands = (program, tell) => {
  const group = program
    .command('person')
    .description('what a person may ask for: their data, and its end (PIPL 45, 47)');
  const find = group
    .command('find')
    .requiredOption('--reason <text>', 'why, and who asked: kept in the log', reasonText)
    .description('whom an ID number names, which is read from standard input')
    .action(({ reason }: Decided) =>
      tell(work, async ({ findPerson }, config) => findPerson(config, await askIdNumber(), reason)),
    );
  example(find, "realname person find --reason 'request 2026-77 of the person' < id-number.txt");
  const copy = group
    .command('export')
    .argument(...subject)
    .requiredOption('-o, --output <file>', 'an archive that is not there yet; everything in it is clear')
    .requiredOption('--reason <text>', 'why, and who asked: kept in the log', reasonText)
    .description('everything that is kept of the person, clear, with photos and documents')
    .action((name: string, { output, reason }: Decided & { output: string }) =>
      tell(work, ({ exportPerson }, config) => exportPerson(config, name, output, reason)),
    );
  example(copy, "realname person export identity/0b6f5a0e-… -o person.zip --reason 'request 2026-77 of the person'");
  addRestrict(group, tell);
  addErase(group, tell);
};

const addRestrict = (group: Command, tell: Tell): void => {
  const restrict = writes(group.command('restrict'))
    .argument(...subject)
    .description('restricts what is done with a customer’s data until the retention ends; then it is erased')
    .action((name: string, decided: Decided) =>
      tell(work, async ({ erasePerson }, config) => {
        await sure(`Restrict ${name}?`, decided);
        return erasePerson(config, 'restrict', name, decided.reason);
      }),
    );
  example(restrict, "realname person restrict futures/0038/0b6f5a0e-… --reason 'request 2026-77 of the person' --yes");
};

const addErase = (group: Command, tell: Tell): void => {
  const erase = writes(group.command('erase'))
    .argument('[subject]', subject[1])
    .option('--replay <journal>', 'after a restore: DATA_DIR/erasures.ndjson of every instance, one file')
    .description('erases a user, or a customer whose retention has ended; another customer is restricted until then')
    .action((name: string | undefined, { replay, ...decided }: Decided & { replay?: string }, self: Command) => {
      if ((name === undefined) === (replay === undefined)) self.error('error: a subject, or --replay');
      return tell(work, async ({ erasePerson, replayErasures }, config) => {
        await sure(`Erase ${name ?? `whom ${replay} names`}, for good?`, decided);
        return replay === undefined
          ? erasePerson(config, 'erase', name!, decided.reason)
          : replayErasures(config, replay, decided.reason);
      });
    });
  example(
    erase,
    "realname person erase identity/0b6f5a0e-… --reason 'request 2026-77 of the person' --yes",
    "realname person erase --replay erasures.ndjson --reason 'restored the backup of Sunday, INC-12' --yes",
  );
};
