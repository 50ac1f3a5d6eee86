import { join } from 'node:path';
import type { Keyring } from '../../application/core/keyring.js';
import { isThere, openSealedFile, replaceSealedFile } from '../sealed-file/sealed-file.js';

/** An issuing CA as it is kept: its certificate in PEM, its PKCS#8 key in base64. */
export interface IssuerRecord {
  readonly certificate: string;
  /** Null once it has ended and may sign nothing more. */
  readonly key: string | null;
}

/** Root and issuing CAs as they are kept. */
export interface AuthorityRecord {
  readonly version: 2;
  readonly rootCertificate: string;
  /** Null once it is sealed under a passphrase, in a file of its own. */
  readonly rootKey: string | null;
  /** The oldest first. */
  readonly issuers: readonly IssuerRecord[];
}

/** How an authority was kept that could have one issuing CA alone. */
interface FirstRecord {
  readonly version: 1;
  readonly rootKey: string;
  readonly rootCertificate: string;
  readonly issuingKey: string;
  readonly issuingCertificate: string;
}

const fileIn = (directory: string): string => join(directory, 'certificate-authority.sealed');
const sealOf = (keyring: Keyring) => ({ keyring, purpose: 'certificate-authority' }) as const;

/** Whether an authority is kept in `directory`. */
export const isAuthorityThere = (directory: string): Promise<boolean> => isThere(fileIn(directory));

/**
 * The authority kept in `directory`, made at the first start.
 * @throws Error when the file was sealed with another master key or altered: it is never replaced
 */
export const openAuthorityFile = async (
  directory: string,
  keyring: Keyring,
  make: () => Promise<AuthorityRecord>,
): Promise<AuthorityRecord> => {
  const made = async () => Buffer.from(JSON.stringify(await make()));
  return recordIn(await openSealedFile(fileIn(directory), sealOf(keyring), made));
};

/** @throws AuthorityLost; Error when it was sealed with another master key or altered */
export const readAuthorityFile = async (directory: string, keyring: Keyring): Promise<AuthorityRecord> => {
  const made = async (): Promise<never> => {
    throw new AuthorityLost(directory);
  };
  return (await isAuthorityThere(directory)) ? openAuthorityFile(directory, keyring, made) : made();
};

export const replaceAuthorityFile = (directory: string, keyring: Keyring, record: AuthorityRecord): Promise<void> =>
  replaceSealedFile(fileIn(directory), sealOf(keyring), Buffer.from(JSON.stringify(record)));

/** The keys of an authority that has issued are gone. */
export class AuthorityLost extends Error {
  constructor(directory: string) {
    super(
      `${fileIn(directory)} is lost, and with it the keys of the authority of this database: restore it from a backup. Without one nothing can be issued, and no revocation told, for this data (docs/operations.md, "Certificate authority").`,
    );
    this.name = 'AuthorityLost';
  }
}

const recordIn = (bytes: Buffer): AuthorityRecord => {
  const kept = JSON.parse(bytes.toString()) as AuthorityRecord | FirstRecord;
  if (kept.version === 2) return kept;
  const { rootKey, rootCertificate, issuingKey: key, issuingCertificate: certificate } = kept;
  return { version: 2, rootKey, rootCertificate, issuers: [{ certificate, key }] };
};
