import { expect } from '@jest/globals';
import { type Applicant, agreed, applicant, matching, type SignedInUser } from '../people/identity-app.js';
import { pressOf, type Row, type Step, type World } from './press.js';

const device = { 'x-device-id': 'device-0001' };

const ofStranger = (
  operation: string,
  first: string,
  again: readonly string[],
  prepare: (person: Applicant, world: World, n: number) => Promise<Step>,
): Row => ({
  operation,
  first,
  again,
  prepare: async (world) => {
    const n = world.next();
    const person = applicant(n);
    const step = await prepare(person, world, n);
    const { method, path, body } = step;
    return pressOf(world, person.idNumber, step, (headers) =>
      world.app.call(method, path, body, { headers: { ...device, ...headers } }),
    );
  },
});

const ofUser = (
  operation: string,
  first: string,
  again: readonly string[],
  prepare: (user: SignedInUser, person: Applicant, world: World) => Promise<Step>,
  session = true,
): Row => ({
  operation,
  first,
  again,
  ...(session && { session: 'user' }),
  prepare: async (world) => {
    const { user, person } = await world.app.registered(world.next());
    const step = await prepare(user, person, world);
    const { method, path, body } = step;
    const etag = async () => (await user.call('GET', '/me')).headers.get('etag')!;
    return pressOf(world, person.idNumber, { ...step, ...(path.startsWith('/me/') && { etag }) }, (headers) =>
      user.call(method, path, body, { ...device, ...headers }),
    );
  },
});

const newPassword = { password: 'Other-1234', passwordConfirmation: 'Other-1234' };
const signsIn = (world: World, identifier: string, password: string) => async (): Promise<void> =>
  expect((await world.app.login(identifier, password)).verdict).toBe('201');
const signedOut = (user: SignedInUser) => async (): Promise<void> =>
  expect((await user.call('GET', '/me')).verdict).toBe('401 session.required');

/** Somebody whom an operator brought, with the ticket and the code of an activation. */
const activating = async ({ app }: World, n: number) => {
  const { person } = await app.imported(n, applicant(n).mobile);
  const { activationTicket } = (await app.login(person.idNumber, 'any')).body;
  const { idNumber, mobile } = person;
  return { activationTicket, idNumber, mobile, smsCode: await app.code('activation', mobile) };
};

const strangers: readonly Row[] = [
  ofStranger('postRegistrationCheck', '204', ['204'], async ({ idNumber }) => ({
    method: 'POST',
    path: '/registrations/checks',
    body: { idNumber },
  })),
  ofStranger('postMobileCode', '202', ['422 captcha.invalid'], async ({ mobile }, { app }) => ({
    method: 'POST',
    path: '/sms-codes',
    body: { purpose: 'registration', mobile, ...(await app.captcha('registration')) },
    // The code is the newest, and the number's quota is used by one message alone.
    holds: async () => expect((await app.askForCode('registration', mobile)).body).toMatchObject({ rule: 'minute' }),
  })),
  ofStranger(
    'postRegistration',
    '201',
    ['409 identity.already-registered', '422 sms.code-invalid'],
    async (person, world) => ({
      method: 'POST',
      path: '/registrations',
      body: world.app.form(person, await world.app.code('registration', person.mobile)),
      fact: 'IdentityUserRegistered',
      holds: signsIn(world, person.mobile, person.password),
    }),
  ),
  ofStranger('postActivation', '201', ['422 ticket.invalid'], async ({ idNumber }, world, n) => ({
    method: 'POST',
    path: '/activations',
    body: await activating(world, n),
    holds: async () =>
      expect((await world.app.login(idNumber, 'any')).verdict).toBe('403 identity.activation-required'),
  })),
  ofStranger(
    'putActivation',
    '200',
    ['422 ticket.invalid', '409 identity.already-active'],
    async ({ idNumber }, world, n) => {
      const { ticket } = (await world.app.call('POST', '/activations', await activating(world, n))).body;
      return {
        method: 'PUT',
        path: `/activations/${ticket}`,
        body: { username: `Person_${n}`, ...newPassword },
        fact: 'IdentityUserActivated',
        holds: signsIn(world, idNumber, newPassword.password),
      };
    },
  ),
];

const returning: readonly Row[] = [
  ofUser(
    'postIdentitySession',
    '201',
    ['201'],
    async (_, { mobile, password }, world) => ({
      method: 'POST',
      path: '/sessions',
      body: { identifier: mobile, password },
      holds: signsIn(world, mobile, password),
    }),
    false,
  ),
  ofUser(
    'postIdentityFaceSession',
    '201',
    ['201'],
    async (_, { mobile }) => ({ method: 'POST', path: '/sessions/face', body: { identifier: mobile, face: matching } }),
    false,
  ),
  ofUser(
    'postPasswordReset',
    '201',
    ['201'],
    async (_, { name, idNumber, mobile, password }, world) => ({
      method: 'POST',
      path: '/password-resets',
      body: { name, idNumber, face: matching },
      holds: signsIn(world, mobile, password),
    }),
    false,
  ),
  ofUser(
    'putPasswordReset',
    '204',
    ['422 ticket.invalid'],
    async (_, { name, idNumber }, world) => {
      const begun = await world.app.call('POST', '/password-resets', { name, idNumber, face: matching });
      return {
        method: 'PUT',
        path: `/password-resets/${begun.body.ticket}`,
        body: newPassword,
        fact: 'PasswordChanged',
        holds: signsIn(world, idNumber, newPassword.password),
      };
    },
    false,
  ),
];

const users: readonly Row[] = [
  ofUser('deleteIdentitySession', '204', ['401 session.required'], async (user) => ({
    method: 'DELETE',
    path: '/sessions/current',
    holds: signedOut(user),
  })),
  ofUser('deleteOneIdentitySession', '204', ['401 session.required', '404 session.not-found'], async (user) => ({
    method: 'DELETE',
    path: `/sessions/${(await user.call('GET', '/sessions')).body.items[0].id}`,
    holds: signedOut(user),
  })),
  ofUser('postSessionConfirmation', '204', ['204'], async (_, { password }) => ({
    method: 'POST',
    path: '/sessions/current/confirmations',
    body: { password },
  })),
  ofUser('postFaceVerification', '201', ['201'], async () => ({
    method: 'POST',
    path: '/face-verifications',
    body: { purpose: 'realNameLevel', consent: agreed },
  })),
  ofUser(
    'putMyPassword',
    '204',
    ['422 password.wrong', '409 revision.conflict'],
    async (_, { idNumber, password }, world) => ({
      method: 'PUT',
      path: '/me/password',
      body: { oldPassword: password, ...newPassword },
      fact: 'PasswordChanged',
      holds: signsIn(world, idNumber, newPassword.password),
    }),
  ),
  ofUser('putMyMobile', '200', ['422 mobile.unchanged', '422 sms.code-invalid'], async (user, { password }, world) => {
    const { mobile } = applicant(world.next());
    await user.call('POST', '/sms-codes', { purpose: 'mobileChange', mobile });
    const smsCode = await world.app.codeSentTo(mobile);
    const holds = signsIn(world, mobile, password);
    return { method: 'PUT', path: '/me/mobile', body: { mobile, smsCode }, fact: 'MobileChanged', holds };
  }),
  ofUser('putMyRealNameLevel', '200', ['200'], async () => ({
    method: 'PUT',
    path: '/me/real-name-level',
    body: { level: 4, face: matching, consent: agreed },
    fact: 'RealNameUpgraded',
  })),
  ofUser('putMyBusinessRegistration', '200', ['200'], async (user) => {
    await user.raiseLevel();
    const body = { participate: true };
    return { method: 'PUT', path: '/me/business-registration', body, fact: 'BusinessRegistrationJoined' };
  }),
  ofUser('deleteMe', '204', ['401 session.required'], async (user, { idNumber }, { app }) => ({
    method: 'DELETE',
    path: '/me',
    holds: async () => {
      await signedOut(user)();
      expect((await app.call('POST', '/registrations/checks', { idNumber })).verdict).toBe('204');
    },
  })),
];

export const identityRows: readonly Row[] = [...strangers, ...returning, ...users];
