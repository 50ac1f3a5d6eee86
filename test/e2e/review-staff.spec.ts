import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Company, type SignedIn, send } from '../support/people/journey.js';
import { reaches, submitted } from '../support/people/requests.js';
import { staffToken } from '../support/people/staff-token.js';
import { RunningService } from '../support/servers/running-service.js';

const masterKey = randomBytes(32);
let service: RunningService;
let me: SignedIn;
let id: string;
let elsewhere: string;

/** A reviewer's calls, with claims of the test's own. */
const reviewer = async (claims: Partial<Parameters<typeof staffToken>[1]> = {}) => {
  const standing = { id: 'reviewer-2', roles: ['reviewer'], companies: ['0039'], branches: ['*'] };
  const authorization = `Bearer ${await staffToken(masterKey, { ...standing, ...claims })}`;
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send(`${service.url}/v1/staff${path}`, method, { headers: { authorization, ...headers }, body });
};

beforeAll(async () => {
  service = await RunningService.start({ MASTER_KEY: masterKey.toString('base64') });
  const company = await Company.of(service, '0039');
  const other = await (await company.customer(2, { branchCode: '002' })).signIn();
  elsewhere = await submitted(other, { kind: 'contactPhone', phone: '0755-1234533' });
  me = await (await company.customer(1)).signIn();
  id = await submitted(me, { kind: 'contactPhone', phone: '0755-1234533' });
});
afterAll(() => service?.dispose());

describe('a reviewer (F22)', () => {
  it.each([
    ['of another company', { companies: ['0038'] }],
    ['of another branch', { branches: ['003'] }],
    ["of another company's branch of that code", { branches: ['0038/001'] }],
  ])('%s sees nothing of the request', async (_, claims) => {
    const call = await reviewer(claims);
    expect((await call('GET', '/change-requests')).body).toEqual({ items: [], next: null });
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/photos/submitted/signature', undefined],
      ['POST', '/approval', undefined],
      ['POST', '/rejection', { reason: '照片不清晰' }],
    ] as const) {
      const refused = await call(method, `/change-requests/${id}${path}`, body);
      expect(`${method} ${path} ${refused.verdict}`).toBe(`${method} ${path} 404 change-request.not-found`);
    }
  });

  it('of some branches has full pages of theirs, whatever is between', async () => {
    const call = await reviewer({ branches: ['002'] });
    const page = await call('GET', '/change-requests?limit=1');
    expect(page.body).toEqual({ items: [expect.objectContaining({ id: elsewhere })], next: null });
    const every = await (await reviewer())('GET', '/change-requests?limit=1');
    expect(every.body).toEqual({ items: [expect.objectContaining({ id })], next: expect.any(String) });
  });

  it('who verified that customer may look and not decide', async () => {
    const call = await reviewer({ id: 'sandbox-agent', roles: ['agent', 'reviewer'] });
    expect((await call('GET', `/change-requests/${id}`)).verdict).toBe('200');
    expect((await call('POST', `/change-requests/${id}/approval`)).verdict).toBe('403 access.forbidden');
    const rejection = await call('POST', `/change-requests/${id}/rejection`, { reason: '照片不清晰' });
    expect(rejection.verdict).toBe('403 access.forbidden');
    expect((await me.on(id, 'GET')).body.status).toBe('submitted');
  });

  it('who changed that customer within 30 days may look and not decide', async () => {
    const both = { id: 'importer', roles: ['operator', 'reviewer'] };
    const call = await reviewer(both);
    const { person, number } = me.customer;
    const path = `/customers/0039/${number}`;
    expect((await call('PUT', path, { ...person, other: { ...person.other, postcode: '200001' } })).verdict).toBe(
      '200',
    );
    expect((await call('GET', `/change-requests/${id}`)).verdict).toBe('200');
    expect((await call('POST', `/change-requests/${id}/approval`)).verdict).toBe('403 access.forbidden');
    const rejection = await call('POST', `/change-requests/${id}/rejection`, { reason: '照片不清晰' });
    expect(rejection.verdict).toBe('403 access.forbidden');
  });

  it('of that branch decides, an agent who verified others too', async () => {
    const call = await reviewer({ id: 'agent-2', roles: ['agent', 'reviewer'], branches: ['001'] });
    expect((await call('GET', '/change-requests')).body.items).toHaveLength(1);
    expect((await call('POST', `/change-requests/${id}/approval`)).verdict).toBe('428 revision.required');
    const etag = (await call('GET', `/change-requests/${id}`)).headers.get('etag')!;
    const approve = (ifMatch: string) =>
      call('POST', `/change-requests/${id}/approval`, undefined, { 'if-match': ifMatch });
    expect((await approve('*')).verdict).toBe('428 revision.required');
    expect((await approve('"0"')).verdict).toBe('412 revision.mismatch');
    expect((await approve(`"0", ${etag}`)).verdict).toBe('200');
    await reaches(me, id, 'applied');
  });
});

describe('an agent (F26)', () => {
  const next = { companyCode: '0039', branchCode: '001' };
  const agent = (claims: object) => reviewer({ roles: ['operator', 'agent'], ...claims });

  it('takes no call without a licence number, nor one of a customer whom they changed within 30 days', async () => {
    const { person, number } = me.customer;
    const importer = await agent({ id: 'importer-2' });
    const changed = { ...person, other: { ...person.other, postcode: '200002' } };
    expect((await importer('PUT', `/customers/0039/${number}`, changed)).verdict).toBe('200');
    await me.call('POST', '/video-verifications', { body: {} });
    expect((await importer('POST', '/video-verifications/next', next)).verdict).toBe('403 access.forbidden');
    const unlicensed = await agent({ id: 'agent-3', licence_number: '' });
    expect((await unlicensed('POST', '/video-verifications/next', next)).verdict).toBe('403 access.forbidden');
    const taken = await (await agent({ id: 'agent-3' }))('POST', '/video-verifications/next', next);
    expect(taken.body).toMatchObject({ mobileChangedAt: expect.stringMatching(/^2026-11-25T02:/) });
  });
});

describe('the feed', () => {
  it("is an operator's own companies' only", async () => {
    const call = await reviewer({ roles: ['operator'], companies: ['0038'] });
    for (const company of ['0039', '0040', 'x'])
      expect((await call('GET', `/account-changes?companyCode=${company}`)).verdict).toBe('404 company.not-found');
    expect((await call('GET', '/account-changes?companyCode=0038')).body).toEqual({ items: [], next: null });
    const operator = await reviewer({ roles: ['operator'] });
    expect((await operator('GET', '/account-changes?companyCode=0039')).body.items).toHaveLength(1);
    expect((await (await reviewer())('GET', '/account-changes?companyCode=0039')).verdict).toBe('403 access.forbidden');
  });
});
