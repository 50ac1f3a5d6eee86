import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** OpenSSL's own verdict on a signature and its certificate, at an instant of the service's clock. */
export const openSslVerdict = async (evidence: {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: string;
  readonly chain: string;
  readonly ca: string;
  readonly crl: Uint8Array;
  readonly at: string;
}): Promise<readonly string[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'realname-openssl-'));
  const path = (name: string) => join(directory, name);
  try {
    await writeFile(path('document.html'), evidence.document);
    await writeFile(path('signature.p7s'), evidence.signature);
    await writeFile(path('signer.pem'), evidence.certificate);
    await writeFile(path('chain.pem'), evidence.chain);
    await writeFile(path('ca.pem'), evidence.ca);
    await writeFile(path('crl.der'), evidence.crl);
    const openssl = async (...args: string[]) => {
      const { stdout, stderr } = await run('openssl', args, { cwd: directory });
      return `${stdout}${stderr}`.trim();
    };
    const at = ['-attime', String(Math.floor(Date.parse(evidence.at) / 1000))];
    await openssl('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
    const cms = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'signature.p7s', '-content', 'document.html'];
    const trust = ['-CAfile', 'ca.pem', '-purpose', 'any', '-out', 'verified.html', ...at];
    return [
      `openssl cms -verify            ${await openssl(...cms, ...trust)}`,
      `openssl cms -verify -cades     ${await openssl(...cms, '-cades', ...trust)}`,
      `openssl verify -x509_strict    ${await openssl(
        'verify',
        '-x509_strict',
        '-crl_check',
        '-CRLfile',
        'crl.pem',
        '-CAfile',
        'ca.pem',
        '-untrusted',
        'chain.pem',
        ...at,
        'signer.pem',
      )}`,
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
