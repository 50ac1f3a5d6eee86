import type { Command } from 'commander';
import { type AddCommands, example } from './tell.js';
import { reasonText } from './writing.js';

const state = () => import('../status.js');
const head = () => import('../tree-head.js');
const doctor = () => import('../doctor.js');
const deepDoctor = () => import('../deep-doctor.js');

interface DoctorOptions {
  readonly deep?: true;
  readonly repair?: true;
  readonly reason?: string;
}

export const looking: AddCommands = (program, tell) => {
  const how = program
    .command('status')
    .description('how far read models and processes are, who works, what is parked or overdue')
    .action(() => tell(state, ({ status }, config) => status(config)));
  example(how, 'realname --json status');
  const newest = program
    .command('tlog')
    .description('the newest checkpoint of the transparency log, and the verifier key for auditors and witnesses')
    .action(() => tell(head, (work, config) => work.treeHead(config)));
  example(newest, 'realname tlog');
  const whether = program
    .command('doctor')
    .option('--deep', 'also reads the whole log, and every photo and document that it names')
    .option('--repair', 'with --deep: makes lost agreements again')
    .option('--reason <text>', 'with --repair: why, and who decided: kept in the log', reasonText)
    .description(
      'looks whether log, read side, server, keys and connections are as they should be; changes nothing but by --repair',
    )
    .action(({ deep, repair, reason }: DoctorOptions, command: Command) => {
      if (repair && (!deep || reason === undefined)) command.error("error: --repair needs --deep and --reason '…'");
      return deep
        ? tell(deepDoctor, (work, config) => work.deepDoctor(config, repair && { reason: reason! }))
        : tell(doctor, (work, config) => work.doctor(config));
    });
  example(
    whether,
    'realname doctor || page-somebody',
    "realname doctor --deep --repair --reason 'disk lost, INC-3, Li'",
  );
};
