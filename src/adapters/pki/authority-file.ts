import { join } from 'node:path';
import type { Keyring } from '../../application/core/keyring.js';
import { isThere, openSealedFile } from '../sealed-file/sealed-file.js';

/** Both CAs as they are kept: PKCS#8 keys in base64, certificates in PEM. */
export interface AuthorityRecord {
  readonly version: 1;
  readonly rootKey: string;
  readonly rootCertificate: string;
  readonly issuingKey: string;
  readonly issuingCertificate: string;
}

const fileIn = (directory: string): string => join(directory, 'certificate-authority.sealed');

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
  const seal = { keyring, purpose: 'certificate-authority' } as const;
  const made = async () => Buffer.from(JSON.stringify(await make()));
  return JSON.parse((await openSealedFile(fileIn(directory), seal, made)).toString());
};
