import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpTimeStamps } from '../../../src/adapters/pki/time-stamps.js';
import type { SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { TimeStampServer } from '../../support/servers/time-stamp-server.js';
import { attime, newAuthority, newSigner, sha256, signedAt } from './pki.fixture.js';

const document = Buffer.from('<p>《合同内容变更申请书》</p>');
let server: TimeStampServer;
let signatures: SignatureFormat;
let parts: { toBeSigned: Uint8Array; signature: Uint8Array; certificate: string; timeStamp: Uint8Array };
beforeAll(async () => {
  server = await TimeStampServer.start();
  const { authority, signatures: format } = await newAuthority();
  signatures = format;
  const { certificate, sign } = await newSigner(server.openssl, authority);
  const toBeSigned = format.toBeSigned({ sha256: sha256(document), signingTime: signedAt, certificate });
  const signature = sign(toBeSigned);
  const watch = { breaker: () => {}, refused: () => {} };
  const stamps = new HttpTimeStamps({ url: server.url, roots: server.roots, watch });
  const { response } = await stamps.stamp(format.signatureValue(signature));
  parts = { toBeSigned, signature, certificate, timeStamp: response };
  server.openssl.write('ca.pem', authority.caPem);
  server.openssl.write('document', document);
  server.openssl.write('sig.p7s', format.assemble(parts));
});
afterAll(() => server.close());

const at = (text: string, what: RegExp): number =>
  Number(/^\s*(\d+):/.exec(text.split('\n').find((line) => what.test(line))!)![1]);

describe('CAdES-T (F29)', () => {
  it('F29 is what OpenSSL verifies as CAdES, and the same each time', () => {
    const files = ['-inform', 'DER', '-in', 'sig.p7s', '-content', 'document', '-CAfile', 'ca.pem', '-out', 'content'];
    expect(
      server.openssl.try('cms', '-verify', '-binary', '-cades', '-purpose', 'any', ...files, ...attime(signedAt)).ok,
    ).toBe(true);
    expect(Buffer.from(signatures.assemble(parts))).toEqual(server.openssl.read('sig.p7s'));
    expect(signatures.assemble(parts)).not.toEqual(signatures.assemble({ ...parts, timeStamp: undefined }));
  });

  it('F29 has the time-stamp over its signature value among the unsigned attributes', () => {
    const { openssl } = server;
    const text = openssl.run('asn1parse', '-inform', 'DER', '-in', 'sig.p7s');
    const lines = text.split('\n');
    const name = lines.findIndex((line) => line.includes('id-smime-aa-timeStampToken'));
    const offset = (line: string) => String(at(line, /./));
    const value = lines
      .slice(0, name)
      .findLast((line) => / d=5 .*prim: OCTET STRING|d=5 +hl=.*OCTET STRING/.test(line))!;
    openssl.run(
      'asn1parse',
      '-inform',
      'DER',
      '-in',
      'sig.p7s',
      '-strparse',
      offset(lines[name + 2]!),
      '-noout',
      '-out',
      'token',
    );
    openssl.run('asn1parse', '-inform', 'DER', '-in', 'sig.p7s', '-strparse', offset(value), '-noout', '-out', 'value');
    expect(
      openssl.run('ts', '-verify', '-token_in', '-in', 'token', '-data', 'value', '-CAfile', 'root.pem'),
    ).toContain('OK');
  });
});
