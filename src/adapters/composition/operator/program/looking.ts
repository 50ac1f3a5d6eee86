import { doctor } from '../doctor.js';
import { status } from '../status.js';
import { type AddCommands, example } from './tell.js';

export const looking: AddCommands = (program, tell) => {
  const how = program
    .command('status')
    .description('how far read models and processes are, who works, what is parked or overdue')
    .action(() => tell(status));
  example(how, 'realname --json status');
  const whether = program
    .command('doctor')
    .description('looks whether log, read side, server, keys and connections are as they should be; changes nothing')
    .action(() => tell(doctor));
  example(whether, 'realname doctor || page-somebody');
};
