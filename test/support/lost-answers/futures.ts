import { expect } from '@jest/globals';
import { createCertificateRequest, DeviceKey, MemoryDeviceStorage } from '@realname/client';
import { sampleChanges } from '../../../demo/changes.js';
import { picture } from '../../../demo/main-job.js';
import { accountType } from '../../../demo/people.js';
import { certificatePassword, type SignedIn, send } from '../people/journey.js';
import { landline, newMobile } from '../people/phone-form.js';
import { otherForm, photographed, ready } from '../people/requests.js';
import { Signing } from '../people/signing.js';
import { pressOf, type Row, type Step, type World } from './press.js';

const ofCustomer = (
  operation: string,
  first: string,
  again: readonly string[],
  prepare: (me: SignedIn, world: World) => Promise<Step>,
  photos = false,
): Row => ({
  operation,
  first,
  again,
  session: 'customer',
  prepare: async (world) => {
    const me = await (await world.company.customer(world.next(), { photos })).signIn();
    const step = await prepare(me, world);
    const { method, path, body } = step;
    return pressOf(world, me.customer.person.idNumber, step, (headers) => me.call(method, path, { body, headers }));
  },
});

/** A write to a request: `path` is below the request's. */
const onRequest = (
  operation: string,
  again: readonly string[],
  state: (me: SignedIn, world: World) => Promise<string>,
  step: (me: SignedIn, id: string) => Promise<Omit<Step, 'holds'> & { readonly shows?: object }>,
  first = '200',
): Row =>
  ofCustomer(
    operation,
    first,
    again,
    async (me, world) => {
      const id = await state(me, world);
      const { shows = {}, ...press } = await step(me, id);
      return {
        ...press,
        path: `/change-requests/${id}${press.path}`,
        holds: async () => expect((await me.on(id, 'GET')).body).toMatchObject({ id, ...shows }),
        etag: async () => (await me.on(id, 'GET')).headers.get('etag')!,
      };
    },
    true,
  );

const opened = (me: SignedIn) => me.open();
const filled = (me: SignedIn) => me.filled();
const messagesTo = async (world: World, to: string) =>
  (await send(`${world.company.url}/sandbox/sms-messages?to=${to}`, 'GET')).body.items.length;

/** A customer who has a certificate and has read what is to be signed. */
const signing = async (me: SignedIn): Promise<Signing> => {
  const mine = await Signing.begun(me);
  await mine.read();
  return mine;
};
const signaturePath = ({ id }: Signing, what: string) =>
  `/change-requests/${id}/agreements/${Signing.document}/${what}`;

const signIns: readonly Row[] = [
  {
    operation: 'postFuturesLoginCode',
    first: '202',
    again: ['422 captcha.invalid'],
    prepare: async (world) => {
      const { company, app } = world;
      const { person } = await company.customer(world.next(), { photos: false });
      const asked = { companyCode: company.code, idNumber: person.idNumber, accountType };
      const body = { ...asked, ...(await app.captcha('futuresLogin')) };
      const device = { 'x-device-id': 'device-0001' };
      return {
        send: (headers) =>
          send(`${company.url}/v1/futures/sessions/sms-codes`, 'POST', { body, headers: { ...device, ...headers } }),
        holds: async () => expect(await messagesTo(world, person.contactMobile)).toBe(1),
      };
    },
  },
  {
    operation: 'postFuturesSession',
    first: '201',
    again: ['401 login.refused'],
    prepare: async ({ company, next }) => {
      const customer = await company.customer(next(), { photos: false });
      const press = await customer.askToSignIn('device-0001');
      let token = '';
      return {
        send: async (headers) => {
          const answer = await press(headers);
          if (answer.status === 201) token = answer.body.token;
          return answer;
        },
        holds: async () => {
          const headers = { authorization: `Bearer ${token}`, 'x-device-id': 'device-0001' };
          expect((await send(`${company.url}/v1/futures/sessions/current`, 'GET', { headers })).verdict).toBe('200');
        },
      };
    },
  },
  ofCustomer('deleteFuturesSession', '204', ['401 session.required'], async (me) => ({
    method: 'DELETE',
    path: '/sessions/current',
    holds: async () => expect((await me.call('GET', '/sessions/current')).verdict).toBe('401 session.required'),
  })),
  ofCustomer('deleteOneFuturesSession', '204', ['401 session.required', '404 session.not-found'], async (me) => ({
    method: 'DELETE',
    path: `/sessions/${(await me.call('GET', '/sessions')).body.items[0].id}`,
    holds: async () => expect((await me.call('GET', '/sessions/current')).verdict).toBe('401 session.required'),
  })),
];

const requests: readonly Row[] = [
  ofCustomer('postChangeRequest', '201', ['409 change-request.already-open'], async () => ({
    method: 'POST',
    path: '/change-requests',
    body: { kind: 'contactPhone' },
    fact: 'ProfileChangeRequestOpened',
  })),
  onRequest(
    'deleteChangeRequest',
    ['204'],
    opened,
    async () => ({ method: 'DELETE', path: '', fact: 'ProfileChangeRequestCancelled', shows: { status: 'cancelled' } }),
    '204',
  ),
  onRequest(
    'postChangeRequestRefresh',
    ['200'],
    async (me) => {
      const id = await me.open();
      await me.customer.import({ contactPhone: landline });
      return id;
    },
    async () => ({ method: 'POST', path: '/refresh', shows: { status: 'open' } }),
  ),
  onRequest(
    'postChangeRequestSubmission',
    ['409 change-request.closed'],
    (me) => ready(me, { kind: 'contactPhone', phone: landline }),
    async () => ({ method: 'POST', path: '/submission', fact: 'ProfileChangeRequestSubmitted' }),
    '202',
  ),
  onRequest('putRequestPhoto', ['200'], opened, async (me) => ({
    method: 'PUT',
    path: '/photos/idFront',
    body: await picture(Number(me.customer.number.slice(1))),
    shows: { photos: { idFront: { state: 'uploaded' } } },
  })),
  onRequest('postRequestPhotoReuse', ['200'], opened, async () => ({
    method: 'POST',
    path: '/photos/idFront/reuse',
    shows: { photos: { idFront: { state: 'kept' } } },
  })),
  onRequest('putResponsibilityLetter', ['200'], opened, async (me, id) => {
    const { version } = (await me.on(id, 'GET', '/responsibility-letter')).body;
    const body = { version, agreed: true };
    return { method: 'PUT', path: '/responsibility-letter', body, shows: { responsibilityLetter: { version } } };
  }),
  ofCustomer(
    'postContactPhoneCode',
    '202',
    ['429 sms.quota-exceeded'],
    async (me, world) => {
      const id = await photographed(me, 'contactPhone');
      const phone = newMobile();
      const holds = async () => expect(await messagesTo(world, phone)).toBe(1);
      return { method: 'POST', path: `/change-requests/${id}/sms-codes`, body: { phone }, holds };
    },
    true,
  ),
  onRequest(
    'putContactPhone',
    ['422 sms.code-invalid'],
    (me) => photographed(me, 'contactPhone'),
    async (me, id) => {
      const phone = newMobile();
      await me.on(id, 'POST', '/sms-codes', { body: { phone } });
      const body = { phone, smsCode: await me.company.codeSentTo(phone) };
      return {
        method: 'PUT',
        path: '/contact-phone',
        body,
        fact: 'ContactPhoneProposed',
        shows: { proposed: { phone } },
      };
    },
  ),
  onRequest(
    'putIdentityValidity',
    ['200'],
    (me) => photographed(me, 'identityValidity'),
    async () => {
      const { kind: _, ...body } = sampleChanges.identityValidity;
      return { method: 'PUT', path: '/identity-validity', body, shows: { proposed: { start: body.start } } };
    },
  ),
  onRequest(
    'putOtherInformation',
    ['200'],
    (me) => photographed(me, 'otherInformation'),
    async () => ({ method: 'PUT', path: '/other-information', body: otherForm(), shows: { step: 'certificate' } }),
  ),
  onRequest('putAgreementsConsent', ['200'], filled, async () => ({
    method: 'PUT',
    path: '/agreements/consent',
    body: { agreed: true },
    fact: 'AgreementsConsented',
    shows: { consented: true },
  })),
  ofCustomer(
    'postSigningSession',
    '201',
    ['201'],
    async (me) => {
      const mine = await signing(me);
      return {
        method: 'POST',
        path: signaturePath(mine, 'signing-sessions'),
        body: { certificateSerial: mine.serial },
        holds: async () => expect((await mine.put(await mine.signed())).verdict).toBe('200'),
      };
    },
    true,
  ),
  ofCustomer(
    'putAgreementSignature',
    '200',
    ['422 signing-session.expired'],
    async (me) => {
      const mine = await signing(me);
      const body = await mine.signed();
      return { method: 'PUT', path: signaturePath(mine, 'signature'), body, fact: 'AgreementSigned' };
    },
    true,
  ),
];

const certificates: readonly Row[] = [
  ofCustomer('postCertificate', '201', ['200'], async (me) => {
    const verificationId = await me.passVideo();
    const key = await DeviceKey.create(new MemoryDeviceStorage(), certificatePassword);
    const body = { verificationId, csr: await createCertificateRequest(key, certificatePassword) };
    const holds = async () => {
      const { certificate } = (await me.call('GET', '/certificates/current')).body;
      await key.install(certificate);
    };
    return { method: 'POST', path: '/certificates', body, fact: 'CertificateIssued', holds };
  }),
  ofCustomer('deleteCurrentCertificate', '204', ['404 certificate.not-found'], async (me) => {
    await me.certify();
    return { method: 'DELETE', path: '/certificates/current?reason=lost', fact: 'CertificateRevoked' };
  }),
];

/** In the second branch, whose queue nobody else's call empties. An agent's call stays open: nobody after it waits for an agent. */
const branch = { branchCode: '002' };
const calls: readonly Row[] = [
  ofCustomer('postVideoVerification', '201', ['200'], async (me) => ({
    method: 'POST',
    path: '/video-verifications',
    body: branch,
    fact: 'VideoVerificationRequested',
    holds: async () => {
      const { id } = (await me.call('GET', '/video-verifications/current')).body;
      await me.call('DELETE', `/video-verifications/${id}`);
    },
  })),
  ofCustomer('postVideoVerificationSignal', '204', ['204'], async (me, { company }) => {
    const { id } = (await me.call('POST', '/video-verifications', { body: branch })).body;
    await company.next(branch.branchCode);
    return {
      method: 'POST',
      path: `/video-verifications/${id}/signals`,
      body: { data: { candidates: [] } },
      holds: async () => expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('204'),
    };
  }),
  ofCustomer('deleteVideoVerification', '204', ['204'], async (me) => {
    const { id } = (await me.call('POST', '/video-verifications', { body: branch })).body;
    return { method: 'DELETE', path: `/video-verifications/${id}`, fact: 'VideoVerificationEnded' };
  }),
];

export const futuresRows: readonly Row[] = [...signIns, ...requests, ...certificates, ...calls];
