import { generateKeyPairSync, sign } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { X509CertificateAuthority } from '../../../src/adapters/pki/authority.js';
import { membersOf, readDer } from '../../../src/adapters/pki/der-reader.js';
import {
  bitString,
  context,
  enumerated,
  generalizedTime,
  objectIdentifier,
  octetString,
  sequence,
  tagged,
} from '../../../src/adapters/pki/der-writer.js';
import { ecdsaWithSha256, type Issuer, p256 } from '../../../src/adapters/pki/issuer.js';
import { day, type Instant, plus } from '../../../src/domain/shared/instant.js';

export interface Said {
  readonly thisUpdate: Instant;
  readonly nextUpdate?: Instant;
  readonly status?: 'good' | 'revoked' | 'unknown';
  /** A responder that the issuer certified for these purposes signs, until then; the issuer itself unless given. */
  readonly delegate?: { readonly purposes: readonly string[]; readonly until?: Instant };
}
export const ocspSigning = '1.3.6.1.5.5.7.3.9';

/** Answers about one certificate as responders of others' CAs make them (RFC 6960). */
export const answering =
  (authority: X509CertificateAuthority, certificate: string) =>
  async ({ thisUpdate, nextUpdate, status = 'good', delegate }: Said): Promise<Uint8Array> => {
    const issuer = authority.known.of(certificate)!;
    const id = membersOf(membersOf(membersOf(membersOf(readDer(authority.ocspRequest(certificate)))[0]!)[0]!)[0]!)[0]!;
    const tags = {
      good: tagged(0x80),
      revoked: context(1, generalizedTime(thisUpdate)),
      unknown: tagged(0x82),
    };
    const next = nextUpdate === undefined ? [] : [context(0, generalizedTime(nextUpdate))];
    const single = sequence(id.bytes, tags[status], generalizedTime(thisUpdate), ...next);
    const responder = delegate
      ? await certified(issuer, delegate, thisUpdate)
      : {
          id: context(2, octetString(issuer.keyIdentifier)),
          sign: (data: Uint8Array) => issuer.sign(data, thisUpdate),
        };
    const data = sequence(responder.id, generalizedTime(thisUpdate), sequence(single));
    const embedded = 'certificate' in responder ? [context(0, sequence(responder.certificate))] : [];
    const basic = sequence(data, ecdsaWithSha256, bitString(responder.sign(data)), ...embedded);
    const kind = objectIdentifier('1.3.6.1.5.5.7.48.1.1');
    return sequence(enumerated(0), context(0, sequence(kind, octetString(basic))));
  };

/** A responder below an issuing CA, valid from a day before. */
const certified = async (issuer: Issuer, { purposes, until }: NonNullable<Said['delegate']>, at: Instant) => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const subjectKey = await crypto.subtle.importKey('spki', spki, p256, true, ['verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: '0a',
    subject: 'CN=responder',
    issuer: new x509.X509Certificate(issuer.pem).subject,
    notBefore: new Date(plus(at, -day)),
    notAfter: new Date(until ?? plus(at, day)),
    publicKey: subjectKey,
    signingKey: await issuer.signingKey(at),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new x509.ExtendedKeyUsageExtension([...purposes])],
  });
  const der = new Uint8Array(certificate.rawData);
  const name = new Uint8Array(certificate.subjectName.toArrayBuffer());
  return { id: context(1, name), certificate: der, sign: (data: Uint8Array) => sign('sha256', data, privateKey) };
};
