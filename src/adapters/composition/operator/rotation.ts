import type { Pool } from 'pg';
import { Clock } from '../../../application/ports/clock.js';
import { epochMs, minute, toInstant } from '../../../domain/shared/instant.js';
import { type AuthorityRecord, readAuthorityFile, replaceAuthorityFile } from '../../pki/authority-file.js';
import { withNewIssuer } from '../../pki/certificates.js';
import { Issuers } from '../../pki/issuers.js';
import { openRootKey, rootKeyFile, sealRootKey } from '../../pki/root-key.js';
import { noteIssuers } from '../../postgres/settings.js';
import { authorityDirectory } from '../authority.js';
import type { Config } from '../config.js';
import { recordActIn } from './acts.js';
import { alone } from './alone.js';
import { withApplication } from './application.js';
import type { Report } from './report.js';

/** Asks for the passphrase of the root; for a new one twice. */
export type AskPassphrase = (which: 'known' | 'new') => Promise<string>;

/**
 * Makes a new issuing CA below the root, which issues from now on. Those before it are kept for what they issued. A root that
 * is not sealed under a passphrase yet is sealed.
 * @throws DependencyUnavailable, Error for a wrong passphrase, a root that has ended, or another operator who is at it
 */
export const rotateIssuer = (config: Config, reason: string, ask: AskPassphrase): Promise<Report> =>
  withApplication(ours(config), async (app, { keyring, pool }) => {
    const directory = authorityDirectory(config);
    return oneAtATime(pool, async () => {
      const before = await readAuthorityFile(directory, keyring);
      const rootKey = before.rootKey ?? (await openRootKey(directory, await ask('known')));
      const at = app.get(Clock).now();
      const made = await withNewIssuer(before, rootKey, at);
      const newest = new Issuers(made).all.at(-1)!;
      const passphrase = before.rootKey === null ? undefined : await ask('new');
      await recordActIn(app, { command: 'ca rotate', on: `issuing CA ${newest.id}`, reason });
      if (passphrase !== undefined) await sealRootKey(directory, rootKey, passphrase);
      const record: AuthorityRecord = { ...made, rootKey: null };
      await replaceAuthorityFile(directory, keyring, record);
      await noteIssuers(pool, [{ id: newest.id, certificate: newest.pem }]);
      const until = newest.notAfter.toISOString();
      const issues = toInstant(epochMs(at) + minute);
      return {
        found: false,
        lines: [
          `issuing CA ${newest.id} until ${until}; it issues from ${issues} on`,
          ...(passphrase === undefined ? [] : [isSealedIn(directory)]),
        ],
        data: { issuer: newest.id, notAfter: until, issuesFrom: issues, rootSealed: passphrase !== undefined },
      };
    });
  });

/**
 * Takes the root's key out of what the service opens, into a file of its own under a passphrase.
 * @throws DependencyUnavailable, Error where it is sealed already, or for a passphrase that is too short
 */
export const sealRoot = (config: Config, reason: string, ask: AskPassphrase): Promise<Report> =>
  withApplication(ours(config), async (app, { keyring, pool }) => {
    const directory = authorityDirectory(config);
    return oneAtATime(pool, async () => {
      const record = await readAuthorityFile(directory, keyring);
      if (record.rootKey === null) throw new Error(`the root is sealed already, in ${rootKeyFile(directory)}`);
      const passphrase = await ask('new');
      await recordActIn(app, { command: 'ca seal-root', on: 'root CA', reason });
      await sealRootKey(directory, record.rootKey, passphrase);
      await replaceAuthorityFile(directory, keyring, { ...record, rootKey: null });
      return { found: false, lines: [isSealedIn(directory)], data: { file: rootKeyFile(directory) } };
    });
  });

const ours = (config: Config): Config => {
  if (config.est) throw new Error('EST_URL: the authority is a company’s own, which rotates its CAs itself');
  return config;
};

/** One at a time on this database: the second would write over what the first made. */
const oneAtATime = <T>(pool: Pool, work: () => Promise<T>): Promise<T> =>
  alone(pool, 'realname/certificate-authority', 'another operator is at the authority', work);

const isSealedIn = (directory: string): string =>
  `the root's key is sealed in ${rootKeyFile(directory)}: keep it and its passphrase apart`;
