import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { picture } from '../../demo/main-job.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { type Call, Company, type Customer, type SignedIn, send } from '../support/people/journey.js';
import { submitted } from '../support/people/requests.js';
import { type StaffCall, type Subjects, staffCalls } from '../support/people/staff-calls.js';
import { staffToken } from '../support/people/staff-token.js';
import { companiesWith, identityWith } from '../support/servers/companies.js';
import { RunningService } from '../support/servers/running-service.js';

const masterKey = randomBytes(32);
const roles = ['operator', 'agent', 'reviewer', 'auditor'];
let folder: string;
let service: RunningService;
let subjects: Subjects;
let me: SignedIn;
let paths: ReadonlyMap<string, { readonly method: string; readonly path: string }>;

type Claims = Partial<Parameters<typeof staffToken>[1]>;
const token = (role: string, claims: Claims = {}) =>
  staffToken(masterKey, {
    id: `the-${role}`,
    roles: [role],
    companies: ['0039'],
    branches: ['001'],
    licence_number: 'F3000009',
    ...claims,
  });

/** Calls a route as its row says: the verdict, and all that was answered unless it goes on for ever. */
const call = async (operationId: string, row: StaffCall, bearer: string | undefined) => {
  const { method, path } = paths.get(operationId)!;
  const address = path.replace(/\{(\w+)\}/g, (_, name) => row.of![name]!);
  const headers = { ...row.headers, ...(bearer && { authorization: `Bearer ${bearer}` }) };
  if (operationId === 'getCallEvents' && bearer) return opened(`${service.url}${address}`, headers);
  const { body } = row as Call;
  const answer = await send(`${service.url}${address}${row.query ?? ''}`, method, {
    headers,
    ...(body !== undefined && { body }),
  });
  return { verdict: answer.verdict, text: answer.bytes.toString() };
};
const opened = async (url: string, headers: Record<string, string>) => {
  const over = new AbortController();
  const response = await fetch(url, { headers, signal: over.signal });
  const text = response.ok ? '' : await response.text();
  over.abort();
  return { verdict: response.ok ? '200' : `${response.status} ${JSON.parse(text).code}`, text };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'realname-four-eyes-'));
  service = await RunningService.start({
    MASTER_KEY: masterKey.toString('base64'),
    COMPANIES_DIR: await companiesWith(folder, { fourEyes: true }, ['0039']),
    IDENTITY_FILE: await identityWith(folder, { fourEyes: true }),
  });
  const document = (await send(`${service.url}/openapi.json`, 'GET')).body;
  paths = new Map(
    Object.entries<Record<string, { operationId: string }>>(document.paths)
      .filter(([path]) => /^\/v1\/(?:staff\/(?!sign-in$)|audit\/)|^\/tlog\/tile\/entries\//.test(path))
      .flatMap(([path, item]) =>
        Object.entries(item).map(
          ([method, { operationId }]) => [operationId, { method: method.toUpperCase(), path }] as const,
        ),
      ),
  );
  const company = await Company.of(service, '0039');
  const customers: readonly [Customer, Customer] = [await company.customer(1), await company.customer(2)];
  const [first, second] = [await customers[0].signIn(), await customers[1].signIn()];
  const requests = [
    await submitted(first, { kind: 'contactPhone', phone: '0755-1234533' }),
    await submitted(second, { kind: 'contactPhone', phone: '0755-1234534' }),
  ] as const;
  me = second;
  await second.call('POST', '/video-verifications', { body: {} });
  const authorization = `Bearer ${await token('agent')}`;
  const body = { companyCode: '0039', branchCode: '001' };
  const next = await send(`${service.url}/v1/staff/video-verifications/next`, 'POST', {
    headers: { authorization },
    body,
  });
  const { idNumber } = customers[0].person;
  const headers = { authorization: `Bearer ${await token('auditor')}`, 'x-audit-reason': 'complaint 2026-1123' };
  const found = await send(`${service.url}/v1/audit/stream-searches`, 'POST', { headers, body: { idNumber } });
  const app = await IdentityApp.of(service);
  const user = applicant(1);
  const { name, mobile } = user;
  const imported = { name, mobile, idNumber: user.idNumber, realNameLevel: 3 };
  const { userId } = (await app.as('operator', 'POST', '/staff/identity-users', imported)).body;
  await app.as('operator', 'POST', `/staff/identity-users/${userId}/real-name-level`, { level: 4, reason: '投诉处理' });
  const erasure = { app: 'futures', idNumber, reason: '投诉处理' };
  const asked = await app.as('operator', 'POST', '/staff/erasures', erasure);
  subjects = {
    idNumber,
    customerNumber: customers[0].number,
    person: customers[0].person,
    photo: await picture(7),
    requests,
    ticket: next.body.id,
    account: found.body.items.find(({ category }: { category: string }) => category === 'CustomerAccount').stream,
    user: { idNumber: user.idNumber, userId },
    erasureId: asked.body.erasureId,
  };
});
afterAll(async () => {
  await service?.dispose();
  await rm(folder, { recursive: true, force: true });
});

type Actor = Claims | string | undefined;

/** What actors hear at every route, a line for each; with what they see of the subjects, where it is not theirs. */
const heard = async (actors: (row: StaffCall) => readonly Actor[]): Promise<string[]> => {
  const told: string[] = [];
  for (const [operationId, row] of Object.entries(staffCalls(subjects)))
    for (const actor of actors(row)) {
      const role = row.role === 'any' ? 'agent' : row.role;
      const { verdict, text } = await call(
        operationId,
        row,
        typeof actor === 'object' ? await token(role, actor) : actor,
      );
      told.push([`${operationId}: ${verdict}`, ...shownIn(text, row)].join(' '));
    }
  return told;
};
/** The actors of other calls than the identity app's have the identity app: its user is their own. */
const shownIn = (text: string, { scope }: StaffCall): readonly string[] => {
  const { requests, ticket, account, customerNumber, user, erasureId } = subjects;
  return [...requests, ticket, account, customerNumber, erasureId, ...(scope === 'app' ? [user.userId] : [])].filter(
    (each) => text.includes(`"${each}"`),
  );
};
const told = (verdictsOf: (row: StaffCall) => readonly string[]) =>
  Object.entries(staffCalls(subjects)).flatMap(([id, row]) => verdictsOf(row).map((verdict) => `${id}: ${verdict}`));

describe('every call of staff and auditors', () => {
  it('has a row that says how it is called', () => {
    expect(Object.keys(staffCalls(subjects)).sort()).toEqual([...paths.keys()].sort());
  });

  it('is closed to who has no token, and to customers', async () => {
    const refused = '401 session.required';
    expect(await heard(() => [undefined, me.token])).toEqual(told(() => [refused, refused]));
  });

  it('is closed to every other role, wherever that acts', async () => {
    const others = ({ role }: StaffCall) => (role === 'any' ? [] : roles.filter((each) => each !== role));
    const everywhere = { companies: ['*'], branches: ['*'] };
    expect(await heard((row) => others(row).map((role) => ({ roles: [role], ...everywhere })))).toEqual(
      told((row) => others(row).map(() => '403 access.forbidden')),
    );
  });

  it('shows nothing to who has the role in other branches', async () => {
    const branches = ({ scope }: StaffCall) => (scope === 'branch' ? [['002', '0038/001'], []] : []);
    expect(await heard((row) => branches(row).map((own) => ({ branches: own })))).toEqual(
      told((row) => branches(row).map(() => row.elsewhere)),
    );
  });

  it('shows nothing to who has the role in another company, or in all companies and not in the identity app', async () => {
    const companies = ({ scope }: StaffCall): readonly string[] =>
      scope === 'app' ? ['0038', '0039'] : ['0038', 'identity'];
    expect(await heard((row) => [{ companies: companies(row), branches: ['*'] }])).toEqual(
      told(({ otherCompany, elsewhere }) => [otherCompany ?? elsewhere]),
    );
  });

  it('shows nothing to who has the role nowhere', async () => {
    expect(await heard(() => [{ companies: [], branches: ['*'] }])).toEqual(
      told(({ nowhere, otherCompany, elsewhere }) => [nowhere ?? otherCompany ?? elsewhere]),
    );
  });

  it('R14, P2 knows no user for operators without the identity app, whoever is asked for', async () => {
    const headers = { authorization: `Bearer ${await token('operator', { companies: ['0039'], branches: ['*'] })}` };
    const post = async (path: string, body: object) =>
      (await send(`${service.url}/v1/staff${path}`, 'POST', { headers, body })).verdict;
    for (const idNumber of [subjects.user.idNumber, applicant(9).idNumber])
      expect(await post('/erasures', { app: 'identity', idNumber, reason: '投诉处理' })).toBe('404 user.not-found');
    for (const userId of [subjects.user.userId, '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e'])
      expect(await post(`/identity-users/${userId}/real-name-level`, { level: 4, reason: '投诉处理' })).toBe(
        '404 user.not-found',
      );
  });

  it('serves who may: the rows are right', async () => {
    const own: Partial<Record<StaffCall['scope'], Claims>> = {
      app: { companies: ['identity'], branches: [] },
      everything: { companies: ['*'], branches: [] },
    };
    const answers = await heard(({ scope }) => [own[scope] ?? {}]);
    expect(answers.filter((each) => !/: 20[0-4]\b/.test(each))).toEqual([]);
  });

  it('P2, R14 what takes two is not confirmed by who asked for it, and done by another', async () => {
    const as = async (id: string, path: string, body?: object) => {
      const bearer = await token('operator', { id, companies: ['0039', 'identity'], branches: ['*'] });
      const headers = { authorization: `Bearer ${bearer}` };
      const { verdict, body: answer } = await send(`${service.url}/v1/staff${path}`, 'POST', { headers, body });
      return [verdict, answer];
    };
    const { idNumber, name } = applicant(2);
    const [, { userId }] = await as('first', '/identity-users', { idNumber, name, realNameLevel: 3 });
    const level = `/identity-users/${userId}/real-name-level`;
    expect(await as('first', level, { level: 4, reason: '投诉处理' })).toEqual(['202', { waiting: true }]);
    expect((await as('first', `${level}/confirmation`))[0]).toBe('403 access.forbidden');
    const raised = ['200', { userId, status: 'inactive', realNameLevel: 4 }];
    expect(await as('second', `${level}/confirmation`)).toEqual(raised);
    expect(await as('first', level, { level: 4, reason: '投诉处理' })).toEqual(raised);
    const [verdict, { erasureId, ...rest }] = await as('first', '/erasures', {
      app: 'identity',
      idNumber,
      reason: 'x',
    });
    expect([verdict, rest]).toEqual(['202', { outcome: 'waiting', retainedUntil: null }]);
    expect((await as('first', `/erasures/${erasureId}/confirmation`))[0]).toBe('403 access.forbidden');
    const erased = ['202', { erasureId, outcome: 'erased', retainedUntil: null }];
    expect(await as('second', `/erasures/${erasureId}/confirmation`)).toEqual(erased);
    expect(await as('second', `/erasures/${erasureId}/confirmation`)).toEqual(erased);
    expect((await as('third', `/erasures/${erasureId}/confirmation`))[0]).toMatch(/^404 /);
  });

  it('P4 that shows a person to staff is a fact in their trail, also when nobody was found', async () => {
    const headers = { authorization: `Bearer ${await token('auditor', { companies: ['0039', 'identity'] })}` };
    const acts = async (role: string) => {
      const { body } = await send(`${service.url}/v1/audit/streams/AuditTrail-the-${role}`, 'GET', { headers });
      return body.items.map(({ type, data: { scope, ...data } }: { type: string; data: { scope: unknown } }) => [
        type,
        data,
      ]);
    };
    const { requests, ticket, user } = subjects;
    const changeRequestId = requests[0];
    expect(await acts('reviewer')).toEqual([
      ['ChangeRequestShown', { changeRequestId }],
      ['ChangeRequestPhotoShown', { changeRequestId, which: 'submitted', kind: 'signature' }],
    ]);
    expect(await acts('agent')).toEqual([['CallPhotoShown', { verificationId: ticket, kind: 'idFront' }]]);
    const search = async (idNumber: string) => {
      const authorization = `Bearer ${await token('operator', { companies: ['identity'] })}`;
      const path = '/v1/staff/identity-users/searches';
      return (await send(`${service.url}${path}`, 'POST', { headers: { authorization }, body: { idNumber } })).verdict;
    };
    expect([await search(user.idNumber), await search(applicant(9).idNumber)]).toEqual(['200', '404 user.not-found']);
    const searches = (await acts('operator')).filter(([type]: string[]) => type === 'IdentityUserSearched');
    expect(searches.map(([, { found }]: [string, { found: boolean }]) => found)).toEqual([true, true, false]);
    expect(JSON.stringify(searches)).not.toContain(user.idNumber);
  });
});
