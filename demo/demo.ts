import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answered, createApi } from '@realname/client';
import { passNext } from './agent.js';
import { type Change, fillForm, freshPhotos } from './changes.js';
import { evidenceVerdicts } from './evidence.js';
import { walkIdentityApp } from './identity-demo.js';
import { Device, importCustomer, signInStaff } from './main-job.js';
import { openSslVerdict } from './openssl.js';
import { readOptions, usage } from './options.js';
import { companyCode } from './people.js';
import { Report } from './report.js';
import { startServiceProcess } from './service-process.js';

const password = '730162';

/** The main job, end to end: every line below is a call over HTTP to a service on a fresh data directory. */
const walkMainJob = async (baseUrl: string, change: Change): Promise<void> => {
  const staff = await signInStaff(baseUrl);
  const report = new Report(staff.auditor);
  await openCompany(baseUrl, report);

  await report.step('operator', 'PUT /v1/staff/customers/0038/00380001 and three photos', 'F8, F11, P1', () =>
    importCustomer(staff.operator),
  );
  const phone = new Device(baseUrl, 'demo-phone-0001');
  const { sent, signedIn } = await report.step(
    'customer',
    'POST /v1/captchas, /v1/futures/sessions/sms-codes, /v1/futures/sessions',
    'F1–F6, V1, V4, V5',
    () => phone.signIn(),
  );
  report.line(`      code to ${sent.maskedMobile}, welcome ${JSON.stringify(signedIn.customer)}`);
  const before = await phone.profile();

  const { id } = await report.step('customer', 'POST /v1/futures/change-requests', 'F15', () =>
    phone.open(change.kind),
  );
  await report.step('customer', 'photos kept and uploaded, responsibility letter', 'F11–F14', () =>
    phone.photosAndLetter(id, 40, freshPhotos(change.kind)),
  );
  const [calls, rules] = formStep[change.kind];
  const proposed = await report.step('customer', calls, rules, () => fillForm(phone, id, change));
  report.line(`      next step: ${proposed.step} (this device has no certificate yet, F23)`);

  const ticket = await report.step('customer', 'POST /v1/futures/video-verifications', 'F24, F25', () =>
    phone.joinQueue(),
  );
  const watching = finalStatus(phone, ticket.id);
  await report.step('agent', 'POST /v1/staff/video-verifications/next, …/verdict', 'F26', () => passNext(staff.agent));
  report.line(`      the customer's event stream told: ${await watching}`);
  const issued = await report.step(
    'customer',
    'key and PKCS#10 on the device, POST …/certificates',
    'F27, F28, V8',
    () => phone.installCertificate(ticket.id, password),
  );
  const documents = await report.step(
    'customer',
    'reads and signs both agreements on the device',
    'F20, F21, F29',
    () => phone.signAgreements(id, password, issued.serial),
  );
  await report.step('customer', 'PUT …/agreements/consent', 'F21, P6', () => phone.consent(id));
  const applied = await report.step('customer', 'POST …/submission', 'F22, F30', async () => {
    await phone.submit(id);
    return phone.applied(id);
  });
  assert.equal(applied.status, 'applied');

  report.heading('profile');
  const after = await phone.profile();
  const group = groups[change.kind];
  report.line(`before  ${JSON.stringify(before[group])}`);
  report.line(`after   ${JSON.stringify(after[group])}   ${applied.message}`);
  assert.notDeepEqual(after[group], before[group]);
  assert.deepEqual({ ...after, openRequests: [], [group]: before[group] }, { ...before, openRequests: [] });

  report.heading("OpenSSL's verdict");
  for (const { documentId, title } of documents) {
    const verdict = await openSslVerdict({
      document: await phone.document(id, documentId),
      signature: await phone.signature(id, documentId),
      certificate: issued.certificate,
      chain: issued.chain,
      ca: await (await fetch(`${baseUrl}/pki/ca.pem`)).text(),
      crl: new Uint8Array(await (await fetch(`${baseUrl}/pki/crl`)).arrayBuffer()),
      at: await now(baseUrl),
    });
    report.line(title);
    for (const line of verdict) report.line(`  ${line}`);
  }
  await audit(report, change);
  report.heading('the evidence, verified offline');
  await evidenceVerdicts(report, baseUrl, id);
};

const formStep = {
  contactPhone: ['POST …/sms-codes, PUT …/contact-phone', 'F17, V3, V4'],
  identityValidity: ['PUT …/identity-validity', 'F12, F16, V2'],
  otherInformation: ['PUT …/other-information', 'F18'],
} as const;

/** The profile's group that a kind changes (F8). */
const groups = { contactPhone: 'phones', identityValidity: 'identity', otherInformation: 'other' } as const;

/** F5: where the company is closed, the sandbox clock moves to the next opening. */
const openCompany = async (baseUrl: string, report: Report): Promise<void> => {
  const api = createApi({ baseUrl });
  const { serviceHours } = (await answered(
    api.GET('/v1/futures/companies/{companyCode}', { params: { path: { companyCode } } }),
  )) as unknown as { serviceHours: { open: boolean; nextOpening: string | null; text: string } };
  if (serviceHours.open) return;
  report.line(
    `The company is closed now (${serviceHours.text}): the sandbox clock moves to ${serviceHours.nextOpening}.`,
  );
  await answered(api.PUT('/sandbox/clock', { body: { now: serviceHours.nextOpening! } }));
};

const now = async (baseUrl: string): Promise<string> =>
  (await answered(createApi({ baseUrl }).GET('/sandbox/clock'))).now;

const finalStatus = async (phone: Device, ticketId: string): Promise<string> => {
  const told: string[] = [];
  for await (const { event, data } of phone.watch(ticketId)) {
    if (event === 'queue') told.push(data.status === 'waiting' ? `waiting (${data.waiting})` : data.status);
  }
  return told.join(' → ');
};

/** The change as the log holds it: its fact, and a value that only `reveal` shows. */
const factOf = (change: Change): { type: string; value: string } => {
  switch (change.kind) {
    case 'contactPhone':
      return { type: 'PhoneChanged', value: change.phone.replace(/^0|\D/g, '') };
    case 'identityValidity':
      return { type: 'CardValidityChanged', value: change.start };
    case 'otherInformation':
      return { type: 'OtherInformationChanged', value: change.other.intermediary ?? change.other.address };
  }
};

const audit = async (report: Report, change: Change): Promise<void> => {
  report.heading('what an auditor sees');
  const fact = factOf(change);
  for (const { stream } of await report.streams()) {
    report.line(stream);
    for (const { revision, type, at, actor, data } of await report.events(stream)) {
      report.line(`  ${revision}  ${at}  ${type}  by ${actor.kind} ${actor.id.slice(0, 22)}`);
      if (type === fact.type) {
        report.line(`       masked    ${JSON.stringify(data)}`);
        const revealed = (await report.events(stream, true)).find((event) => event.revision === revision);
        report.line(`       revealed  ${JSON.stringify(revealed?.data)}   (recorded as PersonalDataRevealed)`);
        assert.ok(JSON.stringify(revealed?.data).includes(fact.value));
        assert.ok(!JSON.stringify(data).includes(fact.value));
      }
    }
  }
};

const demonstrate = async (walk: (baseUrl: string) => Promise<void>): Promise<void> => {
  const started = Date.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'realname-demo-'));
  const service = await startServiceProcess({ DATA_DIR: dataDir });
  try {
    await walk(service.url);
    assert.equal(await service.stop(), 0);
    process.stdout.write(`\nAll of it held, in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`\nThe demonstration failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.stderr.write(`${service.output.slice(-20).join('\n')}\n`);
    await service.kill();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

/** What was asked for; a wrong option shows the usage and fails. */
const main = async (args: readonly string[]): Promise<void> => {
  let asked: ReturnType<typeof readOptions>;
  try {
    asked = readOptions(args);
  } catch (error) {
    process.exitCode = 2;
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return;
  }
  if (asked === 'identity') await demonstrate(walkIdentityApp);
  else if (asked) await demonstrate((url) => walkMainJob(url, asked));
  else process.stdout.write(usage);
};

await main(process.argv.slice(2));
