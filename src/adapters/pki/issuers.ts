import type { Instant } from '../../domain/shared/instant.js';
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

  /** The newest that is valid then; it issues what begins then. */
  newestAt(at: Instant): Issuer | undefined {
    return this.all.findLast((each) => each.isValidAt(at));
  }

  byId(id: string): Issuer | undefined {
    return this.all.find((each) => each.id === id);
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
