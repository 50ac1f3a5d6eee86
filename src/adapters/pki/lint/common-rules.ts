import { createPublicKey, verify } from 'node:crypto';
import { ecdsaWithSha256 } from '../issuer.js';
import { type CertificateFields, idOf, type Signed } from './fields.js';
import type { Rule } from './rule.js';
import { extensionOf, hasNoneTwice, isCriticalOnlyIn, leavesDefaultsOut, same } from './values.js';

const authorityKeyIdentifier = idOf('2.5.29.35');
export const subjectKeyIdentifier = idOf('2.5.29.14');

/** What stands under judgment, and the certificate of the CA that signed it. */
export interface Judged<Fields extends Signed> {
  readonly fields: Fields;
  readonly issuer: CertificateFields;
}

/** Where certificates and CRLs have the same rule, each has it in a section of its own. */
interface Sections {
  readonly algorithm: string;
  readonly innerAlgorithm: string;
  readonly signature: string;
  readonly issuer: string;
  readonly extensions: string;
  readonly keyIdentifier: string;
}

/** @param known the extensions that may be critical */
export const commonRules = (sections: Sections, known: readonly string[]): readonly Rule<Judged<Signed>>[] => [
  {
    section: sections.algorithm,
    says: 'the algorithm is ecdsa-with-SHA256 without parameters (RFC 5758 §3.2)',
    check: ({ fields }) => same(fields.outerAlgorithm, ecdsaWithSha256),
  },
  {
    section: sections.innerAlgorithm,
    says: 'the algorithm inside what is signed is the one outside',
    check: ({ fields }) => same(fields.innerAlgorithm, fields.outerAlgorithm),
  },
  {
    section: sections.signature,
    says: 'the signature is made by the issuer’s key over these bytes',
    check: isSigned,
  },
  {
    section: sections.issuer,
    says: 'the issuer is not empty and is the subject of the issuing certificate, byte for byte',
    check: ({ fields, issuer }) => fields.issuer.content.length > 0 && same(fields.issuer.bytes, issuer.subject.bytes),
  },
  {
    section: sections.extensions,
    says: 'no extension stands twice',
    check: ({ fields }) => hasNoneTwice(fields),
  },
  {
    section: sections.extensions,
    says: 'an extension that is not critical does not say so',
    check: ({ fields }) => leavesDefaultsOut(fields),
  },
  {
    section: sections.extensions,
    says: 'no extension is critical but those that every reader knows',
    check: ({ fields }) => isCriticalOnlyIn(fields, known),
  },
  {
    section: sections.keyIdentifier,
    says: 'the authority key identifier is the issuer’s subject key identifier alone, not critical',
    check: namesIssuerKey,
  },
];

const isSigned = ({ fields, issuer }: Judged<Signed>): boolean => {
  const key = createPublicKey({ key: Buffer.from(issuer.publicKey), format: 'der', type: 'spki' });
  return fields.signature[0] === 0 && verify('sha256', fields.signedBytes, key, fields.signature.subarray(1));
};

const namesIssuerKey = ({ fields, issuer }: Judged<Signed>): boolean => {
  const [own, theirs] = [extensionOf(fields, authorityKeyIdentifier), extensionOf(issuer, subjectKeyIdentifier)];
  if (!own || !theirs || own.critical) return false;
  const identifier = theirs.value.subarray(2);
  const alone = Buffer.concat([Buffer.of(0x30, identifier.length + 2, 0x80, identifier.length), identifier]);
  return same(own.value, alone);
};
