import { afterAll, describe, expect, it } from '@jest/globals';
import { type Der, integer, octetString, sequence, tagged } from '../../../src/adapters/pki/der-writer.js';
import { lintRevocationList } from '../../../src/adapters/pki/lint/lint.js';
import { LintViolation } from '../../../src/adapters/pki/lint/rule.js';
import { OpenSsl } from '../../support/openssl.js';
import {
  critical,
  type Extensions,
  ecdsaWithSha256,
  entry,
  extensionList,
  generalized,
  hexDer,
  issuing,
  type ListParts,
  listExtensions,
  name,
  no,
  oids,
  plain,
  revocationList,
  root,
  rootKey,
  utc,
} from './lint.fixture.js';

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const issuer = issuing();
/** Sections of the rules that a CRL breaks. */
const broken = (der: Der): readonly string[] => {
  try {
    lintRevocationList(der, issuer);
    return [];
  } catch (error) {
    if (!(error instanceof LintViolation)) throw error;
    for (const section of error.sections) expect(error.message).toContain(`RFC 5280 §${section}`);
    return error.sections;
  }
};

const having = (change: Extensions): ListParts => ({ extensions: extensionList({ ...listExtensions, ...change }) });
const lacking = (oid: string): ListParts => {
  const { [oid]: _, ...rest } = listExtensions;
  return { extensions: extensionList(rest) };
};
const revoking = (...entries: readonly Der[]): ListParts => ({ revoked: [sequence(...entries)] });
const because = (...reason: readonly Der[]): ListParts =>
  revoking(entry(integer(1n), undefined, { [oids.reasonCode]: reason }));
const reason = (code: number): Der => tagged(0x0a, Buffer.of(code));
const sha384 = sequence(hexDer('06082a8648ce3d040303'));

const violations: readonly (readonly [says: string, sections: readonly string[], parts: ListParts])[] = [
  ['another algorithm inside than outside', ['5.1.2.2'], { inner: sha384, outer: ecdsaWithSha256 }],
  ['another algorithm', ['5.1.1.2'], { inner: sha384 }],
  ['a signature of another key', ['5.1.1.3'], { signer: rootKey }],
  ['version 1, left out', ['5.1.2.1'], { version: [] }],
  ['version 3', ['5.1.2.1'], { version: [integer(2n)] }],
  ['another issuer', ['5.1.2.3'], { issuer: name('Test Root CA') }],
  ['GeneralizedTime before 2050', ['5.1.2.4', '5.1.2.5'], { thisUpdate: generalized('20261122080000Z') }],
  ['no nextUpdate', ['5.1.2.5'], { nextUpdate: [] }],
  ['a nextUpdate at thisUpdate', ['5.1.2.5'], { nextUpdate: [utc('261122080000Z')] }],
  ['a nextUpdate with a fraction', ['5.1.2.5'], { nextUpdate: [generalized('20500101000000.5Z')] }],
  ['an empty list of revoked certificates', ['5.1.2.6'], revoking()],
  ['a serial twice', ['5.1.2.6'], revoking(entry(integer(5n)), entry(integer(6n)), entry(integer(5n)))],
  ['serial 0', ['5.1.2.6'], revoking(entry(integer(0n)))],
  ['a serial of 21 octets', ['5.1.2.6'], revoking(entry(integer(1n << 159n)))],
  ['a revocation date without Z', ['5.1.2.6'], revoking(entry(integer(1n), utc('261120080000')))],
  ['no CRL number', ['5.2.3'], lacking(oids.crlNumber)],
  ['a critical CRL number', ['5.2', '5.2.3'], having({ [oids.crlNumber]: critical(integer(7n)) })],
  ['a CRL number of 21 octets', ['5.2.3'], having({ [oids.crlNumber]: plain(integer(1n << 159n)) })],
  ['a negative CRL number', ['5.2.3'], having({ [oids.crlNumber]: plain(hexDer('0201ff')) })],
  ['no authority key identifier', ['5.2.1'], lacking(oids.authorityKeyIdentifier)],
  [
    'the authority key identifier of another key',
    ['5.2.1'],
    having({ [oids.authorityKeyIdentifier]: plain(sequence(tagged(0x80, rootKey.identifier))) }),
  ],
  ['a delta CRL', ['5.2', '5.2.4'], having({ [oids.deltaCrlIndicator]: critical(integer(6n)) })],
  ['an unknown critical extension', ['5.2'], having({ [oids.unknown]: critical(hexDer('0500')) })],
  ['critical FALSE written', ['5.2'], having({ [oids.unknown]: [no, octetString(hexDer('0500'))] })],
  ['an extension twice', ['5.2'], { extensions: [...extensionList(listExtensions), ...extensionList(listExtensions)] }],
  ['no extensions', ['5.1'], { extensions: [] }],
  ['a critical entry extension', ['5.3'], because(...critical(reason(1)))],
  [
    'an entry extension twice',
    ['5.3'],
    revoking(
      sequence(
        integer(1n),
        utc('261120080000Z'),
        sequence(...[1, 1].flatMap((code) => extensionList({ [oids.reasonCode]: plain(reason(code)) }))),
      ),
    ),
  ],
  ['reason unspecified, written', ['5.3.1'], because(...plain(reason(0)))],
  ['reason 7, which is not used', ['5.3.1'], because(...plain(reason(7)))],
  ['reason removeFromCRL', ['5.3.1'], because(...plain(reason(8)))],
  ['a reason as INTEGER', ['5.3.1'], because(...plain(integer(1n)))],
  ['an empty list of entry extensions', ['5.1'], revoking(sequence(integer(1n), utc('261120080000Z'), sequence()))],
];

describe('what is wrong with a CRL is found before it is published', () => {
  it('F28 nothing with the one that tests change, with entries or without: OpenSSL agrees', () => {
    openssl.write('issuer.der', issuer);
    openssl.write('root.der', root());
    for (const file of ['issuer', 'root'])
      openssl.run('x509', '-inform', 'DER', '-in', `${file}.der`, '-out', `${file}.pem`);
    for (const list of [revocationList(), revocationList({ revoked: [] })]) {
      expect(broken(list)).toEqual([]);
      openssl.write('crl.der', list);
      expect(openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-CAfile', 'issuer.pem')).toMatch(
        /verify OK/,
      );
    }
  });

  it.each(violations)('%s: %j', (_, sections, parts) => {
    expect(broken(revocationList(parts))).toEqual(sections);
  });

  it('5.1 bytes that are no DER, or no CertificateList', () => {
    const good = revocationList();
    for (const der of [
      Buffer.alloc(0),
      good.subarray(0, -1),
      Buffer.concat([good, Buffer.of(0)]),
      sequence(good),
      issuer,
    ])
      expect(broken(der)).toEqual(['5.1']);
  });
});
