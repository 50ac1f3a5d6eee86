import { expect } from '@jest/globals';
import { picture } from '../../../demo/main-job.js';
import { applicant } from '../people/identity-app.js';
import { type Answer, Company, type SignedIn, send } from '../people/journey.js';
import { landline } from '../people/phone-form.js';
import { submitted } from '../people/requests.js';
import { pressOf, type Row, type Step, type World } from './press.js';

/** The branch whose customers wait for the agents of these rows alone. */
const branchCode = '002';

interface Colleague {
  readonly role: 'operator' | 'agent' | 'reviewer' | 'auditor';
  /** Which of the people of that role. */
  readonly person?: 1 | 2 | 3;
}

/** What the audit's calls ask for (P3). */
const reason = { 'x-audit-reason': 'test of lost answers' };

const as = async ({ company }: World, { role, person = 1 }: Colleague): Promise<Press> => {
  const tokens = (await send(`${company.url}/sandbox/staff-tokens?person=${person}`, 'GET')).body;
  return (method, path, body, headers = {}) =>
    send(`${company.url}/v1/${path}`, method, {
      body,
      headers: { authorization: `Bearer ${tokens[role]}`, ...headers },
    });
};
type Press = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

interface StaffStep extends Step {
  /** The ID number of whom it is about. */
  readonly about?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ofStaff = (
  operation: string,
  first: string,
  again: readonly string[],
  colleague: Colleague,
  prepare: (world: World, me: Press) => Promise<StaffStep>,
): Row => ({
  operation,
  first,
  again,
  session: 'staff',
  prepare: async (world) => {
    const me = await as(world, colleague);
    const { about = '', headers, ...step } = await prepare(world, me);
    const { method, path, body } = step;
    return pressOf(world, about, step, (more) => me(method, path, body, { ...reason, ...headers, ...more }));
  },
});

const customers: readonly Row[] = [
  ofStaff('putCustomer', '201', ['200'], { role: 'operator' }, async ({ company, next }) => {
    const n = next();
    const { person } = company.stranger(n);
    const path = `staff/customers/${company.code}/C${n}`;
    return { method: 'PUT', path, body: person, fact: 'CustomerImported', about: person.idNumber };
  }),
  ofStaff('putCustomerPhoto', '204', ['204'], { role: 'operator' }, async ({ company, next }) => {
    const n = next();
    const { person } = await company.customer(n, { photos: false });
    const path = `staff/customers/${company.code}/C${n}/photos/idFront`;
    return { method: 'PUT', path, body: await picture(n * 3), fact: 'PhotoFiled', about: person.idNumber };
  }),
];

/** Somebody whom an operator brought into the identity app. */
const user = async ({ app, next }: World) => {
  const { userId, person } = await app.registered(next());
  return { path: `staff/identity-users/${userId}/real-name-level`, about: person.idNumber };
};
const levelFour = { level: 4, reason: '本人到窗口核验身份证原件' };

const users: readonly Row[] = [
  ofStaff('postIdentityUser', '201', ['200'], { role: 'operator' }, async ({ next }) => {
    const { name, idNumber } = applicant(next());
    const body = { name, idNumber, realNameLevel: 2 };
    return { method: 'POST', path: 'staff/identity-users', body, fact: 'IdentityUserImported', about: idNumber };
  }),
  ofStaff('postIdentityUserSearch', '200', ['200'], { role: 'operator' }, async ({ app, next }) => {
    const { person } = await app.imported(next());
    return { method: 'POST', path: 'staff/identity-users/searches', body: { idNumber: person.idNumber } };
  }),
  ofStaff('postIdentityUserRealNameLevel', '202', ['202'], { role: 'operator' }, async (world) => {
    const { path } = await user(world);
    return { method: 'POST', path, body: levelFour };
  }),
  ofStaff(
    'postIdentityUserRealNameLevelConfirmation',
    '200',
    ['200'],
    { role: 'operator', person: 2 },
    async (world) => {
      const { path, about } = await user(world);
      await (await as(world, { role: 'operator' }))('POST', path, levelFour);
      return { method: 'POST', path: `${path}/confirmation`, fact: 'RealNameUpgraded', about };
    },
  ),
];

/** What an operator asks to be erased, of the company where that takes two. */
const erasure = async ({ company, next }: World) => {
  const other = await Company.of(company, '0039');
  const { person } = await other.customer(next(), { photos: false });
  return { app: 'futures', idNumber: person.idNumber, reason: '客户申请删除' };
};

const erasures: readonly Row[] = [
  ofStaff('postErasure', '202', ['202'], { role: 'operator' }, async (world) => ({
    method: 'POST',
    path: 'staff/erasures',
    body: await erasure(world),
  })),
  ofStaff('postErasureConfirmation', '202', ['202'], { role: 'operator', person: 2 }, async (world) => {
    const body = await erasure(world);
    const { erasureId } = (await (await as(world, { role: 'operator' }))('POST', 'staff/erasures', body)).body;
    const path = `staff/erasures/${erasureId}/confirmation`;
    return { method: 'POST', path, fact: 'ProcessingRestricted', about: body.idNumber };
  }),
];

const review = (operation: string, path: string, fact: string, body?: object): Row =>
  ofStaff(
    operation,
    '200',
    ['409 change-request.closed', '412 revision.mismatch'],
    { role: 'reviewer' },
    async (world, me) => {
      const company = await Company.of(world.company, '0039');
      const customer = await (await company.customer(world.next())).signIn();
      const request = `staff/change-requests/${await submitted(customer, { kind: 'contactPhone', phone: landline })}`;
      const headers = { 'if-match': (await me('GET', request)).headers.get('etag')! };
      const about = customer.customer.person.idNumber;
      return { method: 'POST', path: `${request}/${path}`, body, fact, about, headers };
    },
  );

const waiting = async ({ company, next }: World): Promise<SignedIn> => {
  const me = await (await company.customer(next(), { branchCode })).signIn();
  const joined = await me.call('POST', '/video-verifications', { body: {} });
  if (joined.status !== 201) throw new Error(`does not wait: ${joined.verdict}`);
  return me;
};
const nextOf = ({ company }: World, me: Press) =>
  me('POST', 'staff/video-verifications/next', { companyCode: company.code, branchCode });
const rejected = { outcome: 'rejected', reason: '照片不清晰' };

/** The agent takes whoever waits in the branch: the id of the call. */
const inCall = async (world: World, me: Press) => {
  const customer = await waiting(world);
  const { id } = (await nextOf(world, me)).body;
  return { path: `staff/video-verifications/${id}`, about: customer.customer.person.idNumber };
};

const calls: readonly Row[] = [
  ofStaff('postCallSignal', '204', ['204'], { role: 'agent', person: 2 }, async (world, me) => {
    const { path } = await inCall(world, me);
    const holds = async () => void expect((await me('POST', `${path}/verdict`, rejected)).verdict).toBe('204');
    return { method: 'POST', path: `${path}/signals`, body: { data: { type: 'offer' } }, holds };
  }),
  ofStaff('postVerdict', '204', ['409 verification.not-in-call'], { role: 'agent', person: 3 }, async (world, me) => {
    const { path, about } = await inCall(world, me);
    return {
      method: 'POST',
      path: `${path}/verdict`,
      body: { outcome: 'passed' },
      fact: 'VideoVerificationPassed',
      about,
    };
  }),
  ofStaff('postNextCall', '200', ['200'], { role: 'agent' }, async (world, me) => {
    const { customer } = await waiting(world);
    const holds = async () => {
      const { id } = (await me('GET', 'staff/video-verifications/current')).body;
      expect((await me('POST', `staff/video-verifications/${id}/verdict`, rejected)).verdict).toBe('204');
    };
    const body = { companyCode: world.company.code, branchCode };
    const about = customer.person.idNumber;
    return { method: 'POST', path: 'staff/video-verifications/next', body, fact: 'VideoCallStarted', about, holds };
  }),
];

const audit: readonly Row[] = [
  ofStaff('postStreamSearch', '200', ['200'], { role: 'auditor' }, async ({ app, next }) => {
    const { person } = await app.imported(next());
    return { method: 'POST', path: 'audit/stream-searches', body: { idNumber: person.idNumber } };
  }),
];

/** The writes of staff, whose acts are repeated by the same rules. */
export const staffRows: readonly Row[] = [
  ...customers,
  ...users,
  ...erasures,
  review('postApproval', 'approval', 'ProfileChangeRequestApproved'),
  review('postRejection', 'rejection', 'ProfileChangeRequestRejected', { reason: '照片不清晰' }),
  ...calls,
  ...audit,
];
