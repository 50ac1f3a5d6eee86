import { afterAll, describe, expect, it } from '@jest/globals';
import {
  bitString,
  context,
  type Der,
  integer,
  octetString,
  sequence,
  tagged,
} from '../../../src/adapters/pki/der-writer.js';
import { OpenSsl } from '../../support/openssl.js';
import {
  broken,
  type CertificateParts,
  certificate,
  ecdsaWithSha256,
  extensionList,
  generalized,
  hexDer,
  issuing,
  issuingKey,
  name,
  oids,
  ownKey,
  plain,
  root,
  rootKey,
  signedBy,
  utc,
  utf8,
} from './lint.fixture.js';

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const valid = (from: Der, until: Der): CertificateParts => ({ validity: sequence(from, until) });
const [from, until] = [utc('261122080000Z'), utc('271122080000Z')];
const otherAlgorithm = sequence(hexDer('06082a8648ce3d040303'));
const withNull = sequence(hexDer('06082a8648ce3d040302'), tagged(0x05));
const compressed = Buffer.concat([
  hexDer('3039301306072a8648ce3d020106082a8648ce3d030107032200'),
  hexDer('02'),
  ownKey.spki.subarray(27, 59),
]);
const offCurve = Buffer.from(ownKey.spki).fill(1, 27);

const violations: readonly (readonly [says: string, sections: readonly string[], parts: CertificateParts])[] = [
  ['another algorithm inside than outside', ['4.1.2.3'], { inner: otherAlgorithm, outer: ecdsaWithSha256 }],
  ['another algorithm', ['4.1.1.2'], { inner: otherAlgorithm }],
  ['parameters of the algorithm', ['4.1.1.2'], { inner: withNull }],
  ['a signature of another key', ['4.1.1.3'], { signer: rootKey }],
  ['version 1, left out', ['4.1.2.1'], { version: [] }],
  ['version 2', ['4.1.2.1'], { version: [context(0, integer(1n))] }],
  ['serial 0', ['4.1.2.2'], { serial: integer(0n) }],
  ['a negative serial', ['4.1.2.2'], { serial: hexDer('0201ff') }],
  ['a serial of 21 octets', ['4.1.2.2'], { serial: integer(1n << 159n) }],
  ['an empty issuer', ['4.1.2.4'], { issuer: sequence() }],
  ['the issuer’s name of another type', ['4.1.2.4'], { issuer: name(tagged(0x13, Buffer.from('Test Issuing CA'))) }],
  ['GeneralizedTime before 2050', ['4.1.2.5', 'F28'], valid(generalized('20261122080000Z'), until)],
  ['UTCTime without seconds', ['4.1.2.5', 'F28'], valid(from, utc('2711220800Z'))],
  ['an offset instead of Z', ['4.1.2.5', 'F28'], valid(from, utc('271122080000+0800'))],
  ['a fraction of a second', ['4.1.2.5', 'F28'], valid(from, generalized('20500101000000.5Z'))],
  ['a day that does not exist', ['4.1.2.5', 'F28'], valid(from, utc('270230080000Z'))],
  ['UTCTime of 1999', ['F28'], valid(utc('991122080000Z'), until)],
  ['an end after the issuer’s', ['F28'], valid(from, generalized('20500101000001Z'))],
  ['a beginning before the issuer’s', ['F28'], valid(utc('191231235959Z'), until)],
  ['an end at its beginning', ['F28'], valid(from, from)],
  ['an empty subject', ['4.1.2.6', 'F28'], { subject: sequence() }],
  ['an empty common name', ['4.1.2.6', 'F28'], { subject: name('') }],
  ['a common name of 65 characters', ['4.1.2.6', 'F28'], { subject: name('x'.repeat(65)) }],
  ['a TeletexString', ['4.1.2.6', 'F28'], { subject: name(tagged(0x14, Buffer.from('x'))) }],
  ['bytes that are no UTF-8', ['4.1.2.6', 'F28'], { subject: name(tagged(0x0c, Buffer.of(0xc3, 0x28))) }],
  ['a PrintableString with an @', ['4.1.2.6', 'F28'], { subject: name(tagged(0x13, Buffer.from('a@b'))) }],
  ['a person’s name', ['F28'], { subject: name('诸葛测试') }],
  ['an ID number', ['F28'], { subject: name('11010119900307002X') }],
  ['another key type', ['4.1.2.7', '4.2.1.2'], { spki: hexDer('302a300506032b6570032100'.padEnd(88, '1')) }],
  ['a compressed point', ['4.1.2.7', '4.2.1.2'], { spki: compressed }],
  ['a point off the curve', ['4.1.2.7', '4.2.1.2'], { spki: offCurve }],
  ['a unique identifier', ['4.1.2.8'], { uniqueIds: [tagged(0x82, Buffer.of(0, 1))] }],
];

describe('what is wrong with a certificate is found before it leaves', () => {
  it('F28 nothing with those that tests change: OpenSSL agrees', () => {
    const [own, issuer, ca] = [certificate(), issuing(), root()];
    expect([broken(own), broken(issuer, 'issuing', ca), broken(ca, 'root', ca)]).toEqual([[], [], []]);
    for (const [file, der] of Object.entries({ own, issuer, ca })) {
      openssl.write(`${file}.der`, der);
      openssl.run('x509', '-inform', 'DER', '-in', `${file}.der`, '-out', `${file}.pem`);
    }
    const at = ['-attime', String(Date.UTC(2027, 0, 1) / 1000)];
    expect(
      openssl.run('verify', '-x509_strict', ...at, '-CAfile', 'ca.pem', '-untrusted', 'issuer.pem', 'own.pem'),
    ).toBe('own.pem: OK\n');
  });

  it.each(violations)('%s: %j', (_, sections, parts) => {
    expect(broken(certificate(parts))).toEqual(sections);
  });

  it('4.1 bytes that are no DER, or no Certificate', () => {
    const good = certificate();
    const tbs = sequence();
    const spare = signedBy(issuingKey, sequence(good));
    const constructed = certificate({ extensions: extensionList({ [oids.unknown]: plain(hexDer('240404020500')) }) });
    for (const der of [
      Buffer.alloc(0),
      good.subarray(0, -1),
      Buffer.concat([good, Buffer.of(0)]),
      tbs,
      spare,
      constructed,
      sequence(good),
      bitString(good),
    ])
      expect(broken(der)).toEqual(['4.1']);
    expect(broken(certificate({ uniqueIds: [octetString(Buffer.of(1))] }))).toEqual(['4.1']);
  });

  it('4.1.1.3 a signature in which one bit differs', () => {
    const flipped = Buffer.from(certificate());
    flipped[flipped.length - 1]! ^= 1;
    expect(broken(flipped)).toEqual(['4.1.1.3']);
  });

  it('several at once', () => {
    expect(broken(certificate({ serial: integer(0n), subject: name(utf8('x')), signer: rootKey })).toSorted()).toEqual([
      '4.1.1.3',
      '4.1.2.2',
      'F28',
    ]);
  });
});
