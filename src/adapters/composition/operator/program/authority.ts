import { passphraseOf } from './passphrase.js';
import { type AddCommands, example } from './tell.js';
import { type Decided, sure, writes } from './writing.js';

const authorityFiles = () => import('../authority.js');
const rotation = () => import('../rotation.js');
const revocations = () => import('../untold.js');

export const authority: AddCommands = (program, tell) => {
  const group = program.command('ca').description('the certificate authority');
  const status = group
    .command('status')
    .description('root and issuing CAs with their ends and what they issued, and the newest revocation lists')
    .action(() => tell(authorityFiles, ({ authorityStatus }, config) => authorityStatus(config)));
  example(status, 'realname ca status');
  const crl = group
    .command('crl')
    .requiredOption('-o, --output <file>', 'DER')
    .option('--issuer <id>', 'of this issuing CA, as ca status names it; else of the newest')
    .description('writes the revocation list that is valid now; it is issued anew at half its life')
    .action(({ output, issuer }: { output: string; issuer?: string }) =>
      tell(authorityFiles, ({ writeRevocationList }, config) => writeRevocationList(config, output, issuer)),
    );
  example(crl, 'realname ca crl -o crl.der');
  const untold = group
    .command('untold')
    .description(
      'with EST_URL: certificates that are revoked here, and not on the list of the company’s own CA; exit code 1 while there are any',
    )
    .action(() => tell(revocations, ({ untoldRevocations }, config) => untoldRevocations(config)));
  example(untold, 'realname ca untold');
  const rotate = writes(group.command('rotate'))
    .description('makes a new issuing CA, which issues from now on; those before it are kept for what they issued')
    .action((decided: Decided) =>
      tell(rotation, async ({ rotateIssuer }, config) => {
        await sure('Make a new issuing CA?', decided);
        return rotateIssuer(config, decided.reason, passphraseOf(config));
      }),
    );
  example(rotate, "realname ca rotate --reason 'yearly rotation, Li and Wang'");
  const seal = writes(group.command('seal-root'))
    .description('takes the key of the root out of what the service opens, into a file under a passphrase')
    .action((decided: Decided) =>
      tell(rotation, async ({ sealRoot }, config) => {
        await sure('Seal the root? Without its passphrase no issuing CA can be made again.', decided);
        return sealRoot(config, decided.reason, passphraseOf(config));
      }),
    );
  example(seal, "realname ca seal-root --reason 'after the first start, Li'");
};
