import 'reflect-metadata';
import { BasicConstraintsExtension, X509Certificate } from '@peculiar/x509';
import { areEqual } from './bytes.js';
import type { SubIndication } from './findings.js';

export type { X509Certificate };

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws Error for a certificate that is none */
export const certificatesIn = (text: string): readonly X509Certificate[] =>
  (text.match(pem) ?? []).map((each) => new X509Certificate(each));

export const isSame = (a: X509Certificate, b: X509Certificate): boolean =>
  areEqual(new Uint8Array(a.rawData), new Uint8Array(b.rawData));

const isIssued = async (certificate: X509Certificate, issuer: X509Certificate): Promise<boolean> =>
  certificate.issuer === issuer.subject &&
  (await certificate.verify({ publicKey: issuer.publicKey, signatureOnly: true }).catch(() => false));

/** Those of them that are roots: each is its own issuer. */
export const rootsOf = async (certificates: readonly X509Certificate[]): Promise<readonly X509Certificate[]> => {
  const roots: X509Certificate[] = [];
  for (const each of certificates) if (await isIssued(each, each)) roots.push(each);
  return roots;
};

/** `roots` are the auditor's; `known` may come from the archive. */
export interface Issuers {
  readonly known: readonly X509Certificate[];
  readonly roots: readonly X509Certificate[];
}

const chainOf = async (
  certificate: X509Certificate,
  { known, roots }: Issuers,
  depth = 0,
): Promise<readonly X509Certificate[] | undefined> => {
  if (roots.some((root) => isSame(root, certificate))) return [certificate];
  if (depth > 3) return undefined;
  for (const issuer of [...roots, ...known]) {
    if (isSame(issuer, certificate) || !issuer.getExtension(BasicConstraintsExtension)?.ca) continue;
    if (!(await isIssued(certificate, issuer))) continue;
    const above = await chainOf(issuer, { known, roots }, depth + 1);
    if (above) return [certificate, ...above];
  }
  return undefined;
};

/** What is wrong with the way from a signer to a root. @param at milliseconds: all are judged as of then */
export const faultsOfChain = async (
  certificate: X509Certificate,
  at: number,
  issuers: Issuers,
): Promise<readonly SubIndication[]> => {
  const chain = await chainOf(certificate, issuers);
  if (!chain) return ['NO_CERTIFICATE_CHAIN_FOUND'];
  return chain.flatMap(({ notBefore, notAfter }) => [
    ...(notAfter.getTime() <= at ? (['EXPIRED'] as const) : []),
    ...(notBefore.getTime() > at ? (['NOT_YET_VALID'] as const) : []),
  ]);
};
