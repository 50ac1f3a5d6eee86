import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, sampleChanges } from '../../demo/changes.js';
import { type Call, Company, type SignedIn } from '../support/people/journey.js';
import { form, onFile, reaches, submitted } from '../support/people/requests.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let company: Company;
let people = 0;

const arrival = async (change: Parameters<Company['customer']>[1] = {}): Promise<SignedIn> =>
  (await company.customer(++people, change)).signIn();
const review = (id: string, method = 'GET', path = '', call: Call = {}) =>
  company.as('reviewer', method, `/change-requests/${id}${path}`, call);
/** As of what the reviewer sees now. */
const asSeen = async (id: string) => ({ 'if-match': (await review(id, 'GET')).headers.get('etag') ?? '"0"' });
const approve = async (id: string, headers = {}) =>
  review(id, 'POST', '/approval', { headers: { ...(await asSeen(id)), ...headers } });
const reject = async (id: string, reason: unknown = '照片不清晰') =>
  review(id, 'POST', '/rejection', { body: { reason }, headers: await asSeen(id) });
const landline: Change = { kind: 'contactPhone', phone: '0755-1234533' };

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service, '0039');
});
afterAll(() => service?.dispose());

describe('what a reviewer sees (F22)', () => {
  it('lists submitted requests, newest first, page by page, and no others', async () => {
    const list = async (query: string) => {
      const { body } = await company.as('reviewer', 'GET', `/change-requests${query}`);
      return { ids: body.items.map(({ id }: { id: string }) => id), next: body.next, items: body.items };
    };
    const [one, two, three] = [await arrival(), await arrival(), await arrival()];
    const ids = [await submitted(one, landline), await submitted(two, landline), await submitted(three, landline)];
    const open = await one.open('otherInformation');
    const all = await list('?status=submitted');
    expect(all).toMatchObject({ ids: ids.toReversed(), next: null });
    expect((await list('')).ids).toEqual(all.ids);
    expect(all.items[0]).toEqual((await review(ids[2]!)).body);
    const first = await list('?status=submitted&limit=2');
    expect(first.ids).toEqual([ids[2], ids[1]]);
    expect(await list(`?status=submitted&limit=2&cursor=${first.next}`)).toMatchObject({ ids: [ids[0]], next: null });
    expect((await review(open)).verdict).toBe('404 change-request.not-found');
    expect((await approve(open)).verdict).toBe('404 change-request.not-found');
    expect((await reject(open)).verdict).toBe('404 change-request.not-found');
    for (const query of ['?status=open', '?status=nonsense', '?limit=501', '?cursor=x'])
      expect((await company.as('reviewer', 'GET', `/change-requests${query}`)).verdict).toBe('400 request.invalid');
  });

  it('shows old and new values, photos on file and submitted, signatures, and warns of an unusual span (V2.3)', async () => {
    const me = await arrival();
    const id = await submitted(me, { kind: 'identityValidity', start: '2015-01-01', end: '2029-12-31' });
    const seen = await review(id);
    expect(seen.headers.get('etag')).toMatch(/^"\d+"$/);
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    const photo = { onFile: digest, submitted: digest };
    expect(seen.body).toEqual({
      id,
      companyCode: '0039',
      customerNumber: me.customer.number,
      kind: 'identityValidity',
      status: 'submitted',
      customer: { name: me.customer.person.name, maskedIdNumber: expect.stringMatching(/^4101\*{10}\d{3}[\dX]$/) },
      current: { start: '2020-03-18', end: '2040-03-18', longTerm: false },
      proposed: { start: '2015-01-01', end: '2029-12-31', longTerm: false },
      photos: { idFront: photo, idBack: photo, signature: photo },
      agreements: ['changeApplication', 'personalCertificate'].map((documentId) =>
        expect.objectContaining({ documentId, sha256: digest, signedAt: expect.any(String) }),
      ),
      submittedAt: expect.any(String),
      decidedAt: null,
      rejectionReason: null,
      warnings: ['validity.unusual-span'],
    });
    const [before, after] = [
      await review(id, 'GET', '/photos/onFile/idFront'),
      await me.on(id, 'GET', '/photos/idFront'),
    ];
    expect(before.bytes.toString('base64')).toBe(await onFile(me, 'idFront'));
    expect((await review(id, 'GET', '/photos/submitted/idFront')).bytes.equals(after.bytes)).toBe(true);
    expect(before.bytes.equals(after.bytes)).toBe(false);
    expect((await review(id, 'GET', '/photos/other/idFront')).verdict).toBe('404 photo.not-found');
    expect((await review(id, 'GET', '/photos/submitted/passport')).verdict).toBe('404 photo.not-found');
  });
});

describe('approval (F22)', () => {
  it('alone changes the account', async () => {
    const me = await arrival();
    const id = await submitted(me, landline);
    const before = (await me.call('GET', '/profile')).body;
    expect(before.openRequests).toEqual([{ id, kind: 'contactPhone', status: 'submitted', step: 'done' }]);
    expect(before.phones.contactPhone).not.toBe('0755****533');
    expect((await me.on(id, 'GET')).body).toMatchObject({ status: 'submitted', message: '资料已提交，请等待公司审核' });
    const open = await me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
    expect(open.verdict).toBe('409 change-request.already-open');
    expect(open.body).toMatchObject({ changeRequestId: id, requestStatus: 'submitted' });
    expect((await form(me, id, 'contactPhone', { phone: '010-61234567' })).verdict).toBe('409 change-request.closed');
    expect((await me.on(id, 'DELETE')).verdict).toBe('409 change-request.closed');

    const seen = (await review(id)).headers.get('etag')!;
    expect((await approve(id, { 'if-match': '"1"' })).verdict).toBe('412 revision.mismatch');
    const approved = await approve(id, { 'if-match': seen });
    expect(approved.verdict).toBe('200');
    expect(approved.body.decidedAt).toEqual(expect.any(String));
    expect(approved.headers.get('consistency-token')).toBeTruthy();
    expect(await reaches(me, id, 'applied')).toMatchObject({ message: '修改资料成功', rejectionReason: null });
    expect((await me.call('GET', '/profile')).body.phones.contactPhone).toBe('0755****533');
    expect((await approve(id)).verdict).toBe('200');
    expect((await reject(id)).verdict).toBe('409 change-request.closed');
    expect((await review(id)).body.status).toBe('applied');
  });

  it('of a profile that changed meanwhile is refused, the request waits; rejected, or taken up again (F19)', async () => {
    const me = await arrival();
    const { customer } = me;
    const serial = await me.certify();
    const id = await submitted(me, sampleChanges.otherInformation, serial);
    const change = { other: { ...customer.person.other, postcode: '200120' } };
    await customer.import({ ...change, contactPhone: '010-61234567' });
    const stale = await approve(id);
    expect(stale.verdict).toBe('409 change-request.stale');
    expect(stale.body.fields).toEqual(['postcode']);
    expect((await review(id)).body).toMatchObject({ status: 'submitted', decidedAt: null });
    expect((await me.on(id, 'GET')).body.status).toBe('submitted');

    const refreshed = await me.on(id, 'POST', '/refresh');
    expect(refreshed.verdict).toBe('200');
    expect(refreshed.body).toMatchObject({
      status: 'open',
      step: 'form',
      current: { postcode: '200120' },
      proposed: null,
      submittedAt: null,
      photos: { signature: { state: 'uploaded' } },
      responsibilityLetter: { version: expect.any(String) },
    });
    expect((await approve(id)).verdict).toBe('404 change-request.not-found');
    await me.on(id, 'DELETE');

    const again = await submitted(me, sampleChanges.otherInformation, serial);
    expect((await me.on(again, 'POST', '/refresh')).verdict).toBe('409 change-request.closed');
    await customer.import(change);
    await customer.import({ other: { ...customer.person.other, postcode: '200121' } });
    expect((await approve(again)).verdict).toBe('409 change-request.stale');
    expect((await reject(again, '资料已变更，请重新申请')).verdict).toBe('200');
    expect((await me.on(again, 'GET')).body.status).toBe('rejected');
  });
});

describe('rejection (F22)', () => {
  it('tells the customer why, leaves the account as it was, and makes way for another request', async () => {
    const me = await arrival();
    const before = (await me.call('GET', '/profile')).body;
    const photo = await onFile(me, 'signature');
    const id = await submitted(me, landline);
    for (const reason of ['', '   ', null, 7, 'x'.repeat(201)])
      expect(`${reason} ${(await reject(id, reason)).verdict}`).toBe(`${reason} 400 request.invalid`);
    const rejected = await reject(id);
    expect(rejected.verdict).toBe('200');
    expect(rejected.body).toMatchObject({ status: 'rejected', rejectionReason: '照片不清晰' });
    expect((await me.on(id, 'GET')).body).toMatchObject({
      status: 'rejected',
      step: 'done',
      rejectionReason: '照片不清晰',
      message: '资料修改未通过审核，请核对原因后重新申请',
      decidedAt: rejected.body.decidedAt,
    });
    expect((await approve(id)).verdict).toBe('409 change-request.closed');
    expect((await approve(id)).body.requestStatus).toBe('rejected');
    expect((await me.call('GET', '/profile')).body).toEqual(before);
    expect(await onFile(me, 'signature')).toBe(photo);
    expect(await me.open('contactPhone')).not.toBe(id);
    const { items } = (await company.as('reviewer', 'GET', '/change-requests?status=rejected')).body;
    expect(items.map((item: { id: string }) => item.id)).toContain(id);
  });
});

describe('who reviews', () => {
  it.each(['operator', 'agent', 'auditor'])('not the %s', async (role) => {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e'],
      ['POST', '/3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e/approval'],
    ] as const)
      expect((await company.as(role, method, `/change-requests${path}`)).verdict).toBe('403 access.forbidden');
  });

  it('nobody without a token, and what does not exist is not found', async () => {
    const headers = { authorization: '' };
    expect((await review('x', 'GET', '', { headers })).verdict).toBe('401 session.required');
    for (const id of ['3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', 'nonsense'])
      expect((await review(id)).verdict).toBe('404 change-request.not-found');
  });
});
