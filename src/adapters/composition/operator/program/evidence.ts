import { type AddCommands, example } from './tell.js';
import { reasonText } from './writing.js';

const work = () => import('../evidence.js');

export const evidence: AddCommands = (program, tell) => {
  const command = program
    .command('evidence')
    .argument('<request>', 'id of a change request')
    .requiredOption('-o, --output <file>', 'the archive, which must not be there yet')
    .requiredOption('--reason <text>', 'why, and for whom: kept in the log', reasonText)
    .description('writes what a request is proved with into an archive, as auditors are given it; the export is a fact')
    .action((changeRequestId: string, asked: { readonly output: string; readonly reason: string }) =>
      tell(work, ({ exportEvidence }, config) => exportEvidence(config, { changeRequestId, ...asked })),
    );
  example(command, "realname evidence 0b6f5a0e-… -o evidence.zip --reason 'court order 2026-1123, Li'");
};
