import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../demo/changes.js';
import { eventually } from '../support/eventually.js';
import { Company, type SignedIn, send } from '../support/people/journey.js';
import { reaches, ready, submit, submitted } from '../support/people/requests.js';
import { CompanyReviewServer } from '../support/servers/company-review-server.js';
import { RunningProcess } from '../support/servers/running-service.js';

const secret = randomBytes(24).toString('base64');
let system: CompanyReviewServer;
let folder: string;
let service: RunningProcess;
let company: Company;
let people = 0;

/** A company that is like 0039, but whose own system decides. */
const configured = async (url: string): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'realname-companies-'));
  const like = JSON.parse(await readFile('companies/0039.json', 'utf8'));
  const file = { ...like, code: '0040', approval: 'companyReview', companyReview: { url } };
  await writeFile(join(directory, '0040.json'), JSON.stringify(file));
  return directory;
};

const change: Change = { kind: 'contactPhone', phone: '0755-1234533' };
const arrival = async (): Promise<SignedIn> => (await company.customer(++people)).signIn();
const phoneOf = async (me: SignedIn): Promise<string> =>
  (await me.call('GET', '/profile')).body.phones.contactPhone as string;
const factsOf = async (id: string): Promise<readonly { type: string; actor: { kind: string }; data: object }[]> => {
  const { auditor } = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body;
  const headers = { authorization: `Bearer ${auditor}` };
  const { body } = await send(`${service.url}/v1/audit/streams/ProfileChangeRequest-${id}`, 'GET', { headers });
  return body.items;
};
const decisionsOf = async (id: string) =>
  (await factsOf(id)).filter(({ type }) => /Request(Approved|Rejected)$/.test(type));
/** Once the system was called so often about requests that this test did not know before. */
const called = (times: number) => eventually(() => expect(system.calls.length).toBeGreaterThanOrEqual(times));
const filedOf = (id: string) => system.filed.filter(({ submission }) => submission.changeRequestId === id);

beforeAll(async () => {
  system = await CompanyReviewServer.start(secret);
  folder = await configured(system.url);
  service = await RunningProcess.start({ COMPANIES_DIR: folder, COMPANY_REVIEW_SECRET_0040: secret });
  company = await Company.of(service, '0040');
});
beforeEach(() => {
  system.verdict = { decision: 'pending' };
  system.trouble = undefined;
  system.calls.length = 0;
});
afterAll(async () => {
  await service?.dispose();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the company’s own review system (F22)', () => {
  it('approves: the account changes', async () => {
    system.verdict = { decision: 'approved' };
    const me = await arrival();
    const id = await submitted(me, change);
    expect(await reaches(me, id, 'applied')).toMatchObject({ message: '修改资料成功' });
    expect(await phoneOf(me)).toBe('0755****533');
    expect(await decisionsOf(id)).toEqual([
      expect.objectContaining({
        actor: { kind: 'system', id: 'ask-company-review' },
        data: expect.objectContaining({ by: 'companyReview' }),
      }),
    ]);
  });

  it('is told what changes, by digest what proves it, and no more of the person', async () => {
    const me = await arrival();
    const id = await submitted(me, change);
    await called(1);
    const request = (await me.on(id, 'GET')).body;
    const [{ key, submission }] = filedOf(id) as [(typeof system.filed)[number]];
    expect(key).toBe(`${id}/${submission.revision}`);
    expect(submission).toEqual({
      companyCode: '0040',
      changeRequestId: id,
      revision: (await me.on(id, 'GET')).headers.get('etag')!.replaceAll('"', ''),
      customerNumber: me.customer.number,
      kind: 'contactPhone',
      submittedAt: request.submittedAt,
      changes: [{ field: 'phone', from: me.customer.person.contactPhone, to: '0755-1234533' }],
      photos: {
        idFront: request.photos.idFront.sha256,
        idBack: request.photos.idBack.sha256,
        signature: request.photos.signature.sha256,
      },
      agreements: request.agreements.map(({ documentId, version, sha256 }: { [field: string]: string }) => {
        return expect.objectContaining({ documentId, version, sha256 });
      }),
    });
    const sent = JSON.stringify(submission);
    for (const personal of [me.customer.person.name, me.customer.person.idNumber, me.customer.person.idAddress])
      expect(sent).not.toContain(personal);
  });

  it('rejects, with a reason that the customer reads', async () => {
    system.verdict = { decision: 'rejected', reason: '签名与预留不符' };
    const me = await arrival();
    const before = await phoneOf(me);
    const id = await submitted(me, change);
    expect(await reaches(me, id, 'rejected')).toMatchObject({ rejectionReason: '签名与预留不符' });
    expect(await phoneOf(me)).toBe(before);
  });

  it.each(['unavailable', 'garbage'] as const)('that is %s is asked again, and decides once', async (trouble) => {
    system.trouble = trouble;
    const me = await arrival();
    const id = await submitted(me, change);
    await called(1);
    expect((await me.on(id, 'GET')).body.status).toBe('submitted');
    await company.clock(11);
    await called(2);
    system.trouble = undefined;
    system.verdict = { decision: 'approved' };
    await company.clock(21);
    await reaches(me, id, 'applied');
    expect(filedOf(id)).toHaveLength(1);
    expect(await decisionsOf(id)).toHaveLength(1);
  });

  it('that hangs holds up no one else, and survives our own end', async () => {
    system.trouble = 'hanging';
    const [me, other] = [await arrival(), await arrival()];
    const id = await ready(me, change);
    const serial = await other.certify();
    const theirs = await ready(other, change, serial);
    await submit(me, id);
    await called(1);
    system.trouble = undefined;
    system.verdict = { decision: 'approved' };
    await submit(other, theirs);
    await reaches(other, theirs, 'applied');
    expect(system.hanging).toBe(1);
    await service.crash();
    await reaches(me, id, 'applied');
    expect(await decisionsOf(id)).toHaveLength(1);
  });

  it('whose answer was lost is asked again about the same submission', async () => {
    system.trouble = 'lost';
    const me = await arrival();
    const id = await submitted(me, change);
    await called(1);
    system.trouble = undefined;
    system.verdict = { decision: 'approved' };
    await company.clock(11);
    await reaches(me, id, 'applied');
    expect(filedOf(id)).toHaveLength(1);
    expect(await decisionsOf(id)).toHaveLength(1);
  });
});

describe('a pending submission (F22)', () => {
  it('is decided through the reviewers’ endpoints, and is not asked about any more', async () => {
    const me = await arrival();
    const id = await submitted(me, change);
    await called(1);
    const { revision } = filedOf(id)[0]!.submission;
    const approve = (etag: string) =>
      company.as('reviewer', 'POST', `/change-requests/${id}/approval`, { headers: { 'if-match': `"${etag}"` } });
    expect((await approve(String(Number(revision) - 1))).verdict).toBe('412 revision.mismatch');
    expect((await approve(revision)).verdict).toBe('200');
    await reaches(me, id, 'applied');
    expect(await decisionsOf(id)).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ by: 'reviewer' }) }),
    ]);
    expect(system.calls).toEqual(['POST 202']);
  });

  it('is polled where the answer says when', async () => {
    system.verdict = { decision: 'pending', retryAfter: 60 };
    const me = await arrival();
    const id = await submitted(me, change);
    await called(1);
    await company.clock(61);
    await called(2);
    system.verdict = { decision: 'approved' };
    await company.clock(61);
    await reaches(me, id, 'applied');
    expect(system.calls).toEqual(['POST 202', 'GET 202', 'GET 200']);
  });

  it('that is decided twice is one fact, whatever the second says', async () => {
    system.verdict = { decision: 'pending', retryAfter: 60 };
    const me = await arrival();
    const id = await submitted(me, change);
    await called(1);
    const asSeen = async () => {
      const { headers } = await company.as('reviewer', 'GET', `/change-requests/${id}`);
      return { 'if-match': headers.get('etag')! };
    };
    const reject = { body: { reason: '照片不清晰' }, headers: await asSeen() };
    expect((await company.as('reviewer', 'POST', `/change-requests/${id}/rejection`, reject)).verdict).toBe('200');
    system.verdict = { decision: 'approved' };
    await company.clock(61);
    const late = await company.as('reviewer', 'POST', `/change-requests/${id}/approval`, { headers: await asSeen() });
    expect(late.verdict).toBe('409 change-request.closed');
    expect((await me.on(id, 'GET')).body.status).toBe('rejected');
    expect(await decisionsOf(id)).toHaveLength(1);
  });

  it('F19 that is approved when the profile has changed goes back to the customer, and is another when submitted again', async () => {
    system.verdict = { decision: 'pending', retryAfter: 60 };
    const me = await arrival();
    const serial = await me.certify();
    const id = await submitted(me, change, serial);
    await called(1);
    await me.customer.import({ contactPhone: '021-87654321' });
    system.verdict = { decision: 'approved' };
    await company.clock(61);
    await reaches(me, id, 'open');
    expect((await submit(me, id)).verdict).toBe('409 change-request.stale');
    expect((await me.on(id, 'POST', '/refresh')).verdict).toBe('200');
    await me.on(id, 'PUT', '/contact-phone', { body: { phone: change.phone } });
    await me.device.signAgreements(id, '730162', serial);
    await me.device.consent(id);
    expect((await submit(me, id)).status).toBe(202);
    await reaches(me, id, 'applied');
    expect(filedOf(id).map(({ key }) => key)).toHaveLength(2);
  });
});

describe('its configuration (F22)', () => {
  it('names file, place and rule of what is missing', async () => {
    const refused = RunningProcess.start({ COMPANIES_DIR: folder });
    await expect(refused).rejects.toThrow(
      '/0040.json: /approval: companyReview needs COMPANY_REVIEW_SECRET_0040 in the environment (F22)',
    );
  });
});
