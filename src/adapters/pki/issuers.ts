import { X509Certificate } from 'node:crypto';
import type { IssuingAuthority } from '../../application/ports/certificate-authority.js';
import { type Instant, toInstant } from '../../domain/shared/instant.js';
import type { AuthorityRecord } from './authority-file.js';
import { pemToDer } from './der.js';
import { membersOf, readDer } from './der-reader.js';
import { type Issuer, makeIssuer } from './issuer.js';
import { idOf, readCertificate } from './lint/fields.js';
import { extensionOf, same } from './lint/values.js';

const authorityKeyIdentifier = idOf('2.5.29.35');
const keyIdentifierTag = 0x80;

/** The issuing CAs of this service below one root: those that were rotated away too, for what they issued. */
export class Issuers {
  readonly rootPem: string;
  /** The oldest first. */
  readonly all: readonly Issuer[];

  constructor({ rootCertificate, issuers }: AuthorityRecord) {
    this.rootPem = `${rootCertificate.trim()}\n`;
    this.all = issuers.map(makeIssuer);
  }

  /** Root, then the issuing CAs, PEM. */
  get caPem(): string {
    return this.rootPem + this.all.map(({ pem }) => pem).join('');
  }

  get issuing(): readonly IssuingAuthority[] {
    return this.all.map(({ id, pem, notBefore, notAfter }) => ({
      id,
      certificate: pem,
      notBefore: toInstant(notBefore.getTime()),
      notAfter: toInstant(notAfter.getTime()),
    }));
  }

  /** From a certificate's issuer upwards without the root, PEM. @throws Error where its issuer is none of ours */
  chainOf(certificatePem: string): string {
    const chain: string[] = [];
    for (let issuer = this.of(certificatePem); issuer && !chain.includes(issuer.pem); issuer = this.of(issuer.pem))
      chain.push(issuer.pem);
    if (chain.length === 0) throw new Error('not a certificate of ours');
    return chain.join('');
  }

  /** The newest that is valid then; it issues what begins then. */
  newestAt(at: Instant): Issuer | undefined {
    return this.all.findLast((each) => each.isValidAt(at));
  }

  byId(id: string): Issuer | undefined {
    return this.all.find((each) => each.id === id);
  }

  /** Those of the ids that are of none of these. */
  lacking(ids: readonly string[]): readonly string[] {
    return ids.filter((id) => !this.byId(id));
  }

  /** Who a certificate names as its issuer, by name and authority key identifier (RFC 5280 §4.2.1.1). Its signature is not checked. */
  of(certificatePem: string): Issuer | undefined {
    try {
      const { issuer, extensions } = readCertificate(pemToDer(certificatePem, 'CERTIFICATE')!);
      const named = extensionOf({ extensions }, authorityKeyIdentifier);
      const key = named && membersOf(readDer(named.value)).find(({ tag }) => tag === keyIdentifierTag);
      return this.all.find((each) => key && same(key.content, each.keyIdentifier) && same(issuer.bytes, each.name));
    } catch {
      return undefined;
    }
  }
}

/** Those of another's CA, which sign elsewhere: the first root, and the CAs below, the oldest first; the root itself where there are none. */
export const rootsAndIssuers = (pems: readonly string[]): Issuers => {
  const certificates = pems.map((pem) => ({ pem, certificate: new X509Certificate(pem) }));
  const isRoot = ({ certificate }: (typeof certificates)[number]) =>
    certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
  const root = certificates.find(isRoot);
  if (!root) throw new Error('the certificates of the certificate authority have no root among them');
  const below = certificates
    .filter((each) => each.certificate.ca && !isRoot(each))
    .sort((a, b) => a.certificate.validFromDate.getTime() - b.certificate.validFromDate.getTime());
  const issuers = (below.length > 0 ? below : [root]).map(({ pem }) => ({ certificate: pem, key: null }));
  return new Issuers({ version: 2, rootCertificate: root.pem, rootKey: null, issuers });
};
