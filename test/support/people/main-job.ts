import { answered, answeredBytes } from '@realname/client';
import { passNext } from '../../../demo/agent.js';
import { type Device, photoKinds, type signInStaff } from '../../../demo/main-job.js';
import { customer } from '../../../demo/people.js';

export type Staff = Awaited<ReturnType<typeof signInStaff>>;

/** Customers beside the demo's, with numbers of their own. */
export const otherCustomer = {
  ...customer,
  name: '欧阳测试',
  idNumber: '410101199003072114',
  contactMobile: '15521234996',
  contactPhone: '15521234996',
};

export const certificatePassword = '730162';

type ChangeRequest = Awaited<ReturnType<Device['get']>>;

/** The main job of a customer who is signed in, and what was seen on the way. */
export const doMainJob = async (
  device: Device,
  { agent }: Pick<Staff, 'agent'>,
  { phone, consent = 'last' }: { readonly phone: string; readonly consent?: 'first' | 'last' },
) => {
  const trail: [after: string, step: string | undefined, stage: number | undefined][] = [];
  const note = (after: string, request: ChangeRequest): ChangeRequest => {
    trail.push([after, request.step, request.progress.current]);
    return request;
  };
  const before = await lookAt(device);

  const opened = note('open', await device.open());
  const { id } = opened;
  const photographed = note('photos and letter', await device.photosAndLetter(id));
  note('form', await device.proposePhone(id, phone));
  const meanwhile = await device.profile();
  if (consent === 'first') note('consent', await device.consent(id));

  const waiting = await device.joinQueue();
  const call = await passNext(agent);
  const issued = await device.installCertificate(waiting.id, certificatePassword);
  note('certificate', await device.get(id));
  const documents = await device.signAgreements(id, certificatePassword, issued.serial);
  note('signatures', await device.get(id));
  if (consent === 'last') note('consent', await device.consent(id));
  await device.submit(id);
  const applied = note('submission', await device.applied(id));
  return { id, trail, before, opened, photographed, meanwhile, waiting, call, issued, documents, applied };
};

/** The profile, and the photos on file as they are echoed (F11). */
export const lookAt = async (device: Device) => {
  const photos: Record<string, string> = {};
  for (const kind of photoKinds) {
    const params = { path: { kind } };
    const bytes = answeredBytes(
      device.api.GET('/v1/futures/profile/photos/{kind}', { params, parseAs: 'arrayBuffer' }),
    );
    photos[kind] = Buffer.from(await bytes).toString('base64');
  }
  return { profile: await device.profile(), photos };
};

const reason = { 'x-audit-reason': 'test of the main job' };

/** The types of a person's events by category, as an auditor sees them: streams by age, each in its order. */
export const factsOf = async ({ auditor }: Pick<Staff, 'auditor'>, idNumber: string) => {
  const search = auditor.POST('/v1/audit/stream-searches', { body: { idNumber }, headers: reason });
  const facts: Record<string, string[]> = {};
  for (const { stream, category } of (await answered(search)).items as { stream: string; category: string }[]) {
    const { items } = await answered(auditor.GET('/v1/audit/streams/{stream}', { params: { path: { stream } } }));
    const types = (items as unknown as { revision: number; type: string }[]).map(({ revision, type }) => ({
      revision,
      type,
    }));
    if (types.some(({ revision }, index) => revision !== index)) throw new Error(`${stream} has a hole`);
    facts[category] = [...(facts[category] ?? []), ...types.map(({ type }) => type)];
  }
  return facts;
};

/** What the main job leaves in the log of a customer who was imported with three photos. */
export const factsOfJob = (consentFirst: boolean) => ({
  CustomerAccount: [
    'CustomerImported',
    'PhotoFiled',
    'PhotoFiled',
    'PhotoFiled',
    'PhoneChanged',
    'PhotoFiled',
    'ChangeRequestApplied',
  ],
  ProfileChangeRequest: [
    'ProfileChangeRequestOpened',
    'PhotoKept',
    'PhotoKept',
    'PhotoUploaded',
    'ResponsibilityLetterAgreed',
    'ContactPhoneProposed',
    ...(consentFirst ? ['AgreementsConsented'] : []),
    'AgreementShown',
    'AgreementSigned',
    'AgreementShown',
    'AgreementSigned',
    ...(consentFirst ? [] : ['AgreementsConsented']),
    'ProfileChangeRequestSubmitted',
    'ProfileChangeRequestApproved',
    'ProfileChangeRequestApplied',
  ],
  VideoVerification: [
    'VideoVerificationRequested',
    'VideoCallStarted',
    'VideoVerificationPassed',
    'VerificationPassUsed',
  ],
  DigitalCertificate: ['CertificateIssued'],
});
