import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../application/core/ids.js';
import { certificateAuthority, type SignatureFormat } from '../../application/ports/certificate-authority.js';
import type { ProviderWatch } from '../observability/provider-watch.js';
import { createAuthority } from '../pki/authority.js';
import { AuthorityLost, isAuthorityThere } from '../pki/authority-file.js';
import type { AuthorityOfIssuers } from '../pki/authority-of-issuers.js';
import { createEstAuthority } from '../pki/est/est-authority.js';
import { assertSameAuthority, hasAuthority, notedIssuers, noteIssuers, OlderAuthority } from '../postgres/settings.js';
import type { Config } from './config.js';
import type { Resources } from './resources.js';
import type { Servers } from './servers.js';

/** An authority, and the format of signatures with what it issued. */
export interface Pki {
  readonly authority: AuthorityOfIssuers;
  readonly signatures: SignatureFormat;
}

/** Where the keys of the authority are kept, or of a company's own CA its certificates. */
export const authorityDirectory = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'pki');

/**
 * Opens the authority that the configuration chooses, and notes it on a database that has none yet.
 * @throws AuthorityLost, OlderAuthority, DependencyUnavailable, Error
 */
export const openAuthority = async (
  config: Config,
  { pool, keyring }: Servers,
  providers: ProviderWatch,
  resources: Resources,
): Promise<Pki> => {
  const directory = authorityDirectory(config);
  // One that is lost is not replaced, nor is a fresh one left where the lost one is to be restored.
  const isExpected = !config.est && (config.readOnly || (await hasAuthority(pool)));
  if (isExpected && !(await isAuthorityThere(directory))) throw new AuthorityLost(directory);
  const pki: Pki = config.est
    ? await openEst(config, config.est, directory, providers, resources)
    : await createAuthority({ directory, keyring, publicUrl: config.publicUrl });
  const { authority } = pki;
  await assertSameAuthority(pool, sha256(authority.beganAs));
  const missing = authority.known.lacking(await notedIssuers(pool));
  if (missing.length > 0) throw new OlderAuthority(missing);
  if (!config.readOnly) await noteIssuers(pool, authority.issuers);
  return pki;
};

const openEst = async (
  { readOnly }: Config,
  { url, caFile, certificateFile, keyFile }: NonNullable<Config['est']>,
  directory: string,
  providers: ProviderWatch,
  resources: Resources,
): Promise<Pki> => {
  const [ca, cert, key] = await Promise.all([caFile, certificateFile, keyFile].map((file) => readFile(file, 'utf8')));
  const tls = { ca: ca!, cert: cert!, key: key! };
  const pki = await createEstAuthority({ url, tls, directory, readOnly, watch: providers.of(certificateAuthority) });
  resources.add(pki.authority, (each) => each.close());
  return pki;
};
