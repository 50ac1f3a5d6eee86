import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2030-01-01T00:00:00Z') };

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

export interface Named {
  /** Name of the root; empty for none. */
  readonly root: string;
  readonly subject: string;
  /** A name beside the subject, in a critical extension (RFC 5280 §4.1.2.6). */
  readonly alternativeName?: string;
}

/** A root, and a certificate right below it, of any names. */
export const certifiedBelow = async ({ root, subject, alternativeName }: Named) => {
  const [rootKeys, keys] = [await newKeys(), await newKeys()];
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: root,
    ...validity,
    keys: rootKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const others = alternativeName
    ? [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: alternativeName }], true)]
    : [];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject,
    issuer: root,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey), ...others],
  });
  return { root: `${ca.toString('pem')}\n`, certificate: `${certificate.toString('pem')}\n` };
};
