import { authorityStatus, writeRevocationList } from '../authority.js';
import { type AddCommands, example } from './tell.js';

export const authority: AddCommands = (program, tell) => {
  const group = program.command('ca').description('the certificate authority below DATA_DIR/pki');
  const status = group
    .command('status')
    .description('when its certificates end, and when the newest revocation list was issued')
    .action(() => tell(authorityStatus));
  example(status, 'realname ca status');
  const crl = group
    .command('crl')
    .requiredOption('-o, --output <file>', 'DER')
    .description('writes the revocation list that is valid now; it is issued anew at half its life')
    .action(({ output }: { output: string }) => tell((config) => writeRevocationList(config, output)));
  example(crl, 'realname ca crl -o crl.der');
};
