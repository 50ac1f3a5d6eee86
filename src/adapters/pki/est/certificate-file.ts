import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../files/replace-file.js';
import { pemCertificates } from '../der.js';

const fileIn = (directory: string): string => join(directory, 'est-certificates.pem');

/** The CA certificates that were ever seen, PEM each: what was issued below one that the CA replaced must still be known. */
export const readCertificates = async (directory: string): Promise<readonly string[]> => {
  const text = await readFile(fileIn(directory), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return pemCertificates(text).map((pem) => `${pem}\n`);
};

/** Adds those that are new, and answers all. */
export const addCertificates = async (directory: string, ders: readonly Uint8Array[]): Promise<readonly string[]> => {
  const known = await readCertificates(directory);
  const all = [...new Set([...known, ...ders.map((der) => new X509Certificate(der).toString())])];
  if (all.length > known.length) await replaceFile(fileIn(directory), all.join(''), { flush: true });
  return all;
};
