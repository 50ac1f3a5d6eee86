import { describe, expect, it } from '@jest/globals';
import { octetString, sequence, tagged } from '../../../src/adapters/pki/der-writer.js';
import {
  accessDescription,
  authorityExtensions,
  broken,
  type CertificateParts,
  certificate,
  critical,
  distributionPoint,
  type Extensions,
  endEntityExtensions,
  extensionList,
  generalized,
  hexDer,
  issuing,
  issuingKey,
  no,
  oids,
  plain,
  root,
  rootKey,
  uri,
  utc,
} from './lint.fixture.js';

const having = (change: Extensions): CertificateParts => ({
  extensions: extensionList({ ...endEntityExtensions, ...change }),
});
const lacking = (oid: string): CertificateParts => {
  const { [oid]: _, ...rest } = endEntityExtensions;
  return { extensions: extensionList(rest) };
};
const violations: readonly (readonly [says: string, sections: readonly string[], parts: CertificateParts])[] = [
  ['no extension', ['4.1'], { extensions: [] }],
  [
    'an extension twice',
    ['4.2'],
    { extensions: [...extensionList(endEntityExtensions), ...extensionList(endEntityExtensions).slice(1, 2)] },
  ],
  ['critical FALSE written', ['4.2'], having({ [oids.unknown]: [no, octetString(hexDer('0500'))] })],
  ['an unknown critical extension', ['4.2'], having({ [oids.unknown]: critical(hexDer('0500')) })],
  ['an extension that is not DER', ['4.1'], having({ [oids.unknown]: plain(hexDer('3080')) })],
  ['no authority key identifier', ['4.2.1.1'], lacking(oids.authorityKeyIdentifier)],
  [
    'the authority key identifier of another key',
    ['4.2.1.1'],
    having({ [oids.authorityKeyIdentifier]: plain(sequence(tagged(0x80, rootKey.identifier))) }),
  ],
  [
    'an authority serial without its issuer',
    ['4.2.1.1'],
    having({
      [oids.authorityKeyIdentifier]: plain(sequence(tagged(0x80, issuingKey.identifier), tagged(0x82, Buffer.of(1)))),
    }),
  ],
  [
    'a critical authority key identifier',
    ['4.2', '4.2.1.1'],
    having({ [oids.authorityKeyIdentifier]: critical(sequence(tagged(0x80, issuingKey.identifier))) }),
  ],
  ['no subject key identifier', ['4.2.1.2'], lacking(oids.subjectKeyIdentifier)],
  [
    'the subject key identifier of another key',
    ['4.2.1.2'],
    having({ [oids.subjectKeyIdentifier]: plain(octetString(rootKey.identifier)) }),
  ],
  ['no key usage', ['4.2.1.3'], lacking(oids.keyUsage)],
  ['a key usage that is not critical', ['4.2.1.3'], having({ [oids.keyUsage]: plain(hexDer('030206c0')) })],
  ['a key usage with trailing zero bits', ['4.2.1.3'], having({ [oids.keyUsage]: critical(hexDer('030204c0')) })],
  ['a key that signs certificates', ['4.2.1.3'], having({ [oids.keyUsage]: critical(hexDer('03020106')) })],
  ['no basic constraints', ['4.2.1.9'], lacking(oids.basicConstraints)],
  ['an end entity as a CA', ['4.2.1.9'], having({ [oids.basicConstraints]: critical(hexDer('30030101ff')) })],
  ['cA FALSE written', ['4.2.1.9'], having({ [oids.basicConstraints]: critical(hexDer('3003010100')) })],
  ['a path length without cA', ['4.2.1.9'], having({ [oids.basicConstraints]: critical(hexDer('3003020100')) })],
  ['no extended key usage', ['4.2.1.12'], lacking(oids.extendedKeyUsage)],
  [
    'another purpose besides',
    ['4.2.1.12'],
    having({ [oids.extendedKeyUsage]: plain(hexDer('301406082b0601050507032406082b06010505070304')) }),
  ],
  ['no CRL distribution point', ['4.2.1.13'], lacking(oids.crlDistributionPoints)],
  [
    'a CRL address that is no URI',
    ['4.2.1.13'],
    having({ [oids.crlDistributionPoints]: plain(distributionPoint(uri('pki/crl'))) }),
  ],
  [
    'a CRL for some reasons',
    ['4.2.1.13'],
    having({ [oids.crlDistributionPoints]: plain(distributionPoint(uri('http://a/'), tagged(0x81, Buffer.of(1, 6)))) }),
  ],
  [
    'a CRL address of another name form',
    ['4.2.1.13'],
    having({ [oids.crlDistributionPoints]: plain(distributionPoint(tagged(0x82, Buffer.from('a')))) }),
  ],
  ['no authority information access', ['4.2.2.1'], lacking(oids.authorityInfoAccess)],
  [
    'an OCSP address with a space',
    ['4.2.2.1'],
    having({ [oids.authorityInfoAccess]: plain(accessDescription(uri('http://a b/'))) }),
  ],
  [
    'another access method',
    ['4.2.2.1'],
    having({ [oids.authorityInfoAccess]: plain(accessDescription(uri('http://a/'), '1.3.6.1.5.5.7.48.2')) }),
  ],
];

describe('what is wrong with the extensions of a certificate is found before it leaves', () => {
  it.each(violations)('%s: %j', (_, sections, parts) => {
    expect(broken(certificate(parts))).toEqual(sections);
  });
});

describe('what is wrong with the certificate of a CA', () => {
  const authority = (change: Extensions, constraints = '30060101ff020100'): CertificateParts => ({
    extensions: extensionList({ ...authorityExtensions(issuingKey, rootKey, constraints), ...change }),
  });
  it.each<readonly [string, readonly string[], CertificateParts]>([
    [
      'basic constraints that are not critical',
      ['4.2.1.9'],
      authority({ [oids.basicConstraints]: plain(hexDer('30060101ff020100')) }),
    ],
    ['no cA', ['4.2.1.9'], authority({}, '3000')],
    ['a path length of 1', ['4.2.1.9'], authority({}, '30060101ff020101')],
    ['no path length', ['4.2.1.9'], authority({}, '30030101ff')],
    ['a key usage without cRLSign', ['4.2.1.3'], authority({ [oids.keyUsage]: critical(hexDer('03020204')) })],
    ['a purpose', ['4.2.1.12'], authority({ [oids.extendedKeyUsage]: endEntityExtensions[oids.extendedKeyUsage]! })],
    ['an empty subject', ['4.1.2.6'], { subject: sequence() }],
    [
      'GeneralizedTime of 2049',
      ['4.1.2.5', 'F28'],
      { validity: sequence(utc('200101000000Z'), generalized('20491231235959Z')) },
    ],
  ])('%s: %j', (_, sections, parts) => {
    expect(broken(issuing(parts), 'issuing', root())).toEqual(sections);
  });

  it('4.2.1.9 a path length of the root', () => {
    const limited = root({ extensions: extensionList(authorityExtensions(rootKey, rootKey, '30060101ff020100')) });
    expect(broken(limited, 'root', limited)).toEqual(['4.2.1.9']);
  });
});
