import { describe, expect, it } from '@jest/globals';
import { OpenSsl } from '../support/openssl.js';
import { mine, Signing, signOnOwnService } from '../support/people/signing.js';
import { company, nextPerson, service } from '../support/servers/own-service.js';

signOnOwnService();

describe('which certificate signs (F23, F28)', () => {
  it('one that is none', async () => {
    await mine.read();
    for (const none of ['00'.repeat(16), 'nonsense', ''])
      expect((await mine.openSession(none)).verdict).toBe('422 certificate.required');
    const path = `/agreements/${Signing.document}/signing-sessions`;
    for (const none of [undefined, null, 42]) {
      const refused = await mine.me.on(mine.id, 'POST', path, { body: { certificateSerial: none } });
      expect(refused.verdict).toBe('400 request.invalid');
    }
  });

  it("another customer's", async () => {
    const other = await (await company.customer(nextPerson())).signIn();
    await mine.read();
    expect((await mine.openSession(await other.certify())).verdict).toBe('422 certificate.not-yours');
  });

  it('one on another device: the request waits, data kept', async () => {
    await company.clock(61);
    const elsewhere = await mine.me.customer.signIn('the-other-device');
    await mine.by(elsewhere).read();
    expect((await mine.by(elsewhere).openSession()).verdict).toBe('422 certificate.other-device');
    const waiting = (await elsewhere.on(mine.id, 'GET')).body;
    expect(waiting).toMatchObject({ step: 'certificate', certificate: { readiness: 'required', serial: null } });
    expect(waiting.proposed).toEqual({ phone: '0755-1234533' });
  });

  it('a revoked one, before and while signing', async () => {
    await mine.read();
    const body = await mine.signed();
    await mine.me.call('DELETE', '/certificates/current?reason=lost');
    expect((await mine.put(body)).verdict).toBe('422 certificate.revoked');
    expect((await mine.openSession()).verdict).toBe('422 certificate.revoked');
    expect((await mine.me.on(mine.id, 'GET')).body).toMatchObject({
      step: 'certificate',
      certificate: { readiness: 'required' },
    });
    const next = await mine.me.certify();
    expect((await mine.openSession()).verdict).toBe('422 certificate.revoked');
    expect((await mine.openSession(next)).verdict).toBe('201');
  });

  it('an expired one', async () => {
    const start = await company.clock(0);
    const { notAfter } = (await mine.me.call('GET', '/certificates/current')).body;
    await company.clock(new Date(Date.parse(notAfter) + 43_200_000).toISOString());
    const later = await mine.me.customer.signIn();
    expect((await later.call('GET', '/certificates/current')).body.state).toBe('expired');
    expect((await later.on(mine.id, 'GET')).body.status).toBe('expired');
    const theirs = mine.by(later, await later.filled());
    await theirs.read();
    expect((await later.on(theirs.id, 'GET')).body.step).toBe('certificate');
    expect((await theirs.openSession()).verdict).toBe('422 certificate.expired');
    await company.clock(start);
  });
});

describe('the signature that is handed out', () => {
  it('verifies by openssl, byte for byte the same, whatever became of the certificate', async () => {
    const documentBytes = (await mine.read()).bytes;
    await mine.put(await mine.signed());
    const first = await mine.signature();
    expect(first.headers.get('content-type')).toMatch(/^application\/pkcs7-signature/);
    await mine.me.call('DELETE', '/certificates/current?reason=superseded');
    await mine.me.certify();
    const again = await mine.signature();
    expect(again.bytes.equals(first.bytes)).toBe(true);

    const openssl = new OpenSsl();
    try {
      openssl.write('sig.p7s', first.bytes);
      openssl.write('document', documentBytes);
      openssl.write('ca.pem', await (await fetch(`${service.url}/pki/ca.pem`)).text());
      const at = String(Math.floor(Date.parse(await company.clock(0)) / 1000));
      const verify = (content: string) =>
        openssl.try(
          'cms',
          '-verify',
          '-binary',
          '-inform',
          'DER',
          '-in',
          'sig.p7s',
          '-content',
          content,
          '-CAfile',
          'ca.pem',
          '-purpose',
          'any',
          '-attime',
          at,
        );
      expect(verify('document')).toMatchObject({ ok: true });
      openssl.write('altered', documentBytes.subarray(1));
      expect(verify('altered').ok).toBe(false);
      const structure = openssl.run('cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'sig.p7s');
      for (const attribute of ['contentType', 'messageDigest', 'signingTime', 'signingCertificateV2'])
        expect(structure).toContain(attribute);
    } finally {
      openssl.remove();
    }
  });

  it('is none before', async () => {
    expect((await mine.signature()).verdict).toBe('404 signature.not-found');
    expect((await mine.signature('nonsense')).status).toBe(404);
  });
});
