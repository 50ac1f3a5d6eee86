import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { unpackArchive } from '../../demo/evidence.js';
import { eventually } from '../support/eventually.js';
import { Company, certificatePassword, send } from '../support/people/journey.js';
import { companiesWith } from '../support/servers/companies.js';
import { EstServer } from '../support/servers/est-server.js';
import { RunningService } from '../support/servers/running-service.js';
import { TimeStampServer } from '../support/servers/time-stamp-server.js';

const folder = mkdtempSync(join(tmpdir(), 'company-authorities-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
/** The companies are open whenever this test runs: certificates and stamps are of the machine's own time. */
const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00:00', to: '23:59:59' }];
const always = { serviceHours: { text: '每天', windows } };

let ca: EstServer;
let tsa: TimeStampServer;
let service: RunningService;
let company: Company;
let requestId: string;

beforeAll(async () => {
  [ca, tsa] = await Promise.all([EstServer.start(), TimeStampServer.start()]);
  const companies = join(folder, 'companies');
  mkdirSync(companies);
  service = await RunningService.start({
    COMPANIES_DIR: await companiesWith(companies, always),
    EST_URL: ca.url,
    EST_CA_FILE: file('est-ca.pem', ca.tls.ca),
    EST_CERTIFICATE_FILE: file('est.pem', ca.tls.cert),
    EST_KEY_FILE: file('est.key', ca.tls.key),
    TSA_URL: tsa.url,
    TSA_CA_FILE: file('tsa-ca.pem', tsa.roots),
  });
  company = await Company.of(service);
  await company.clock(new Date().toISOString());
});
afterAll(async () => {
  await service?.dispose();
  await Promise.all([ca?.stop(), tsa?.close()]);
  rmSync(folder, { recursive: true });
});

const verdictBy = (program: string, verifier: string) => {
  const anchors = ['--ca', join(folder, 'est-ca.pem'), '--tsa-ca', join(folder, 'tsa-ca.pem')];
  const logKey = ['--log-key', join(folder, 'archive', 'log.vkey')];
  const args = [join(folder, 'archive', verifier), ...anchors, ...logKey, join(folder, 'archive')];
  const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return stdout.split('\n');
};

/** A customer with a certificate and a filled request. */
const certified = async (customer: number) => {
  const signedIn = await (await company.customer(customer)).signIn();
  const serial = await signedIn.certify();
  return { device: signedIn.device, serial, requestId: await signedIn.filled() };
};

describe('a company with a CA and a time-stamping authority of its own', () => {
  it('F26, F28, F29 a certificate of that CA signs, and the change is applied', async () => {
    const { device, serial, requestId: id } = await certified(1);
    requestId = id;
    await device.signAgreements(requestId, certificatePassword, serial);
    await device.consent(requestId);
    await device.submit(requestId);
    await device.applied(requestId);
    expect(ca.asked.filter((operation) => operation === 'simpleenroll')).toHaveLength(1);
    expect((await send(`${service.url}/pki/ca.pem`, 'GET')).bytes.toString()).toContain(ca.tls.ca.trim());
  });

  it('F29 its signatures and the head of the log are stamped', async () => {
    const stamped = () => service.query("select position from events where type = 'SignatureTimeStamped'");
    await eventually(async () => expect(await stamped()).toHaveLength(2));
    const auditor = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body.auditor;
    const headers = { authorization: `Bearer ${auditor}`, 'x-audit-reason': 'complaint 2026-1123' };
    const exported = await send(`${service.url}/v1/audit/change-requests/${requestId}/evidence`, 'GET', { headers });
    expect(exported.status).toBe(200);
    expect(Object.keys(unzipSync(exported.bytes))).toEqual(
      expect.arrayContaining(['checkpoint.tsr', 'crl.pem', 'chain.pem']),
    );
    await unpackArchive(exported.bytes, join(folder, 'archive'));
  });

  it.each([
    [process.execPath, 'verify.mjs'],
    ['sh', 'verify.sh'],
  ])('F29 %s %s finds the archive good, and times proved, under the company’s roots', (program, verifier) => {
    const [verdict, ...lines] = verdictBy(program, verifier);
    expect(verdict).toBe('TOTAL-PASSED');
    expect(lines.filter((line) => /time-stamped: all of it existed by 20\d\d-/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /^(?!time-stamped).* existed by 20\d\d-/.test(line))).toHaveLength(2);
  });

  it('F28 what the CA itself revoked signs nothing, though nobody told this service', async () => {
    const { device, serial, requestId: id } = await certified(2);
    ca.revoke(ca.openssl.read('device.pem').toString());
    await expect(device.signAgreements(id, certificatePassword, serial)).rejects.toMatchObject({
      code: 'certificate.revoked',
    });
  });
});
