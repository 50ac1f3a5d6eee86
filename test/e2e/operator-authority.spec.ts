import { X509Certificate } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { authorityStatus, writeRevocationList } from '../../src/adapters/composition/operator/authority.js';
import { doctor } from '../../src/adapters/composition/operator/doctor.js';
import { passphraseOf } from '../../src/adapters/composition/operator/program/passphrase.js';
import { rotateIssuer, sealRoot } from '../../src/adapters/composition/operator/rotation.js';
import { eventually } from '../support/eventually.js';
import { OpenSsl } from '../support/openssl.js';
import { Company, type SignedIn, send } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let company: Company;
let config: ReturnType<typeof readConfig>;
const openssl = new OpenSsl();
const passphraseFile = () => join(service.dataDir, 'passphrase');

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
  await writeFile(passphraseFile(), 'correct horse battery staple\n');
  config = readConfig({
    DATABASE_URL: await service.databaseUrl(),
    DATA_DIR: service.dataDir,
    PUBLIC_URL: service.url,
    CA_ROOT_PASSPHRASE_FILE: passphraseFile(),
  });
});
afterAll(async () => {
  openssl.remove();
  await service?.dispose();
});

interface Status {
  readonly root: { readonly subject: string; readonly key: string };
  readonly issuers: readonly { readonly subject: string; readonly id: string; readonly issued: number }[];
}
const status = async () => (await authorityStatus(config)).data as Status;
const certified = async (n: number) => {
  const me = await (await company.customer(n)).signIn();
  await me.certify();
  const { certificate, chain } = (await current(me)).body;
  openssl.write(`${n}.pem`, certificate);
  openssl.write(`${n}.chain.pem`, chain);
  return { me, certificate, chain };
};
const current = (me: SignedIn) => me.call('GET', '/certificates/current');
const ca = async () => (await send(`${service.url}/pki/ca.pem`, 'GET', {})).bytes.toString();
const at = async () => ['-attime', String(Math.floor(Date.parse(await company.clock(0)) / 1000))];

/** What OpenSSL says of a certificate by the list at its own address and by the OCSP responder. */
const judged = async (n: number) => {
  openssl.write('ca.pem', await ca());
  const [, address] = /URI:(\S+\/pki\/crl\S*)/.exec(openssl.run('x509', '-noout', '-text', '-in', `${n}.pem`))!;
  openssl.write('crl.der', (await send(address!, 'GET', {})).bytes);
  openssl.run('crl', '-inform', 'DER', '-in', 'crl.der', '-out', 'crl.pem');
  const list = ['-crl_check', '-CRLfile', 'crl.pem', '-CAfile', 'ca.pem', ...(await at())];
  const asked = ['-issuer', `${n}.chain.pem`, '-cert', `${n}.pem`, '-CAfile', 'ca.pem'];
  const url = ['-url', `${service.url}/pki/ocsp`, '-no_nonce', '-validity_period', '1000000000', ...(await at())];
  return openssl.try('verify', '-x509_strict', ...list, `${n}.pem`).text + openssl.try('ocsp', ...asked, ...url).text;
};

describe('the authority by its operator', () => {
  it('F28 tells when its certificates end, and writes a revocation list that its chain verifies', async () => {
    const { root, issuers } = await status();
    expect([root, issuers.map(({ subject }) => subject)]).toMatchObject([
      { subject: 'CN=realname Root CA', key: 'open' },
      ['CN=realname Issuing CA'],
    ]);
    await writeRevocationList(config, openssl.path('crl.der'), undefined);
    openssl.write('ca.pem', await ca());
    const { text } = openssl.try('crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-verify', '-CAfile', 'ca.pem');
    expect(text).toMatch(/verify OK/);
  });

  it('F28 makes a new issuing CA, which a running instance takes; certificates of both are certified, listed and asked for', async () => {
    const before = await certified(1);
    await rotateIssuer(config, 'rotation of the year, INC-4', passphraseOf(config));
    await eventually(async () => expect((await ca()).match(/BEGIN/g)).toHaveLength(3));
    await company.clock(120);
    const after = await certified(2);
    const names = [before, after].map(({ certificate }) => new X509Certificate(certificate).issuer);
    expect(names).toEqual(['CN=realname Issuing CA', 'CN=realname Issuing CA 2']);
    for (const { me, certificate, chain } of [before, after]) {
      expect((await current(me)).body.chain).toBe(chain);
      expect(new X509Certificate(certificate).checkIssued(new X509Certificate(chain))).toBe(true);
    }
    for (const n of [1, 2]) expect(await judged(n)).toMatch(/: OK\n\d\.pem: good[\s\S]*Response verify OK/);
    await before.me.call('DELETE', '/certificates/current?reason=lost');
    await eventually(async () => expect(await judged(1)).toMatch(/certificate revoked[\s\S]*\d\.pem: revoked/));
    expect(await judged(2)).toMatch(/: OK\n\d\.pem: good/);

    const { root, issuers } = await status();
    expect([root.key, issuers.map(({ issued }) => issued)]).toEqual(['sealed', [1, 1]]);
    const [{ acts }] = (await service.query(
      `select count(*)::int as acts from events where type = 'OperatorActed' and data->>'command' = 'ca rotate'`,
    )) as [{ acts: number }];
    expect(acts).toBe(1);
  });

  it('rotates with the passphrase of the root alone, and seals no root twice', async () => {
    await expect(sealRoot(config, 'again', passphraseOf(config))).rejects.toThrow('sealed already');
    await writeFile(passphraseFile(), 'another passphrase\n');
    await expect(rotateIssuer(config, 'again', passphraseOf(config))).rejects.toThrow(
      'does not open with this passphrase',
    );
    expect((await status()).issuers).toHaveLength(2);
  });

  it('tells of an authority that is older than the last rotation, or lost, at the start and in doctor', async () => {
    const file = join(service.dataDir, 'pki', 'certificate-authority.sealed');
    expect((await doctor(config)).lines).toContainEqual(expect.stringMatching(/^ok +certificate authority$/));
    await service.query(`insert into settings (name, value) values ('issuing-ca/${'0'.repeat(40)}', '')`);
    await expect(authorityStatus(config)).rejects.toThrow('older than the last rotation');
    expect((await doctor(config)).lines).toContainEqual(
      expect.stringMatching(/^found +certificate authority .*older than the last rotation/),
    );
    await service.query(`delete from settings where name = 'issuing-ca/${'0'.repeat(40)}'`);

    await rename(file, `${file}.away`);
    await expect(authorityStatus(config)).rejects.toThrow(/is lost.*restore it from a backup/);
    expect((await doctor(config)).lines).toContainEqual(
      expect.stringMatching(/^found +certificate authority .*is lost.*restore it/),
    );
    await rename(`${file}.away`, file);
  });
});
