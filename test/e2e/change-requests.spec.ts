import { describe, expect, it } from '@jest/globals';
import { picture } from '../../demo/main-job.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import { company, nextPerson, startOwnService } from '../support/servers/own-service.js';

const arrival = async (options: Parameters<Company['customer']>[1] = {}): Promise<SignedIn> =>
  (await company.customer(nextPerson(), options)).signIn();

startOwnService();

describe('opening', () => {
  it('§4 answers the whole request, nothing filled by what is on file (F11)', async () => {
    const me = await arrival();
    const opened = await me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
    expect(opened.verdict).toBe('201');
    const photo = { state: 'onFile', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), uploadedAt: null };
    expect(opened.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'contactPhone',
      status: 'open',
      step: 'photos',
      message: expect.stringMatching(/./),
      progress: { stages: ['资料报审', '签署协议', '在线回访'], current: 1 },
      maskedName: '测*',
      maskedIdNumber: expect.stringMatching(/^4101\*{10}\d{3}[\dX]$/),
      photos: { idFront: photo, idBack: photo, signature: photo },
      responsibilityLetter: null,
      current: { phone: expect.stringMatching(/^139\d\*{4}\d{3}$/) },
      proposed: null,
      agreements: [],
      consented: false,
      certificate: { readiness: 'required', serial: null, verificationId: null },
      openedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      submittedAt: null,
      decidedAt: null,
      rejectionReason: null,
    });
    const read = await me.on(opened.body.id, 'GET');
    expect(read.body).toEqual(opened.body);
    expect(read.headers.get('etag')).toBe(opened.headers.get('etag'));
    expect(opened.headers.get('consistency-token')).toBeTruthy();
    expect((await me.call('GET', '/profile')).body.openRequests).toEqual([
      { id: opened.body.id, kind: 'contactPhone', status: 'open', step: 'photos' },
    ]);
  });

  it('F15 one open request per kind, other kinds beside it', async () => {
    const me = await arrival();
    const id = await me.open();
    const again = await me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
    expect(again.verdict).toBe('409 change-request.already-open');
    expect(again.body).toMatchObject({ changeRequestId: id, requestStatus: 'open' });
    expect((await me.call('POST', '/change-requests', { body: { kind: 'identityValidity' } })).verdict).toBe('201');
    expect((await me.call('POST', '/change-requests', { body: { kind: 'otherInformation' } })).verdict).toBe('201');
    const both = await Promise.all([1, 2].map(async () => (await me.on(id, 'DELETE')).verdict));
    expect(both).toContain('204');
    const open = async () => {
      const answer = await me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
      const { changeRequestId } = answer.body;
      if (!changeRequestId) return answer;
      const headers = { 'consistency-token': answer.headers.get('consistency-token')! };
      expect((await me.on(changeRequestId, 'GET', '', { headers })).status).toBe(200);
      return answer;
    };
    const racing = await Promise.all([open(), open(), open()]);
    expect(racing.map(({ verdict }) => verdict).sort()).toEqual([
      '201',
      '409 change-request.already-open',
      '409 change-request.already-open',
    ]);
  });

  it('F15 a cancelled one makes way at once, and takes no more', async () => {
    const me = await arrival();
    const id = await me.open();
    expect((await me.on(id, 'DELETE')).verdict).toBe('204');
    const cancelled = (await me.on(id, 'GET')).body;
    expect(cancelled).toMatchObject({ status: 'cancelled', step: 'done', progress: { current: 3 } });
    for (const [method, path, body] of [
      ['PUT', '/photos/idFront', await picture(1)],
      ['POST', '/photos/idFront/reuse', undefined],
      ['PUT', '/responsibility-letter', { version: '2026.1', agreed: true }],
      ['PUT', '/contact-phone', { phone: '0755-1234533' }],
      ['POST', '/sms-codes', { phone: '13700000001' }],
      ['POST', '/refresh', undefined],
      ['PUT', '/agreements/consent', { agreed: true }],
      ['POST', '/submission', undefined],
      ['POST', '/agreements/changeApplication/signing-sessions', { certificateSerial: '00'.repeat(16) }],
    ] as const) {
      const closed = await me.on(id, method, path, { body });
      expect(`${path} ${closed.verdict}`).toBe(`${path} 409 change-request.closed`);
      expect(closed.body.requestStatus).toBe('cancelled');
    }
    expect(await me.open()).not.toBe(id);
  });

  it.each([
    [{}, '/kind field.required'],
    [{ kind: 'phone' }, '/kind field.type'],
    [{ kind: null }, '/kind field.required'],
    [{ kind: 'contactPhone', name: '张三' }, '/name field.unknown'],
  ])('refuses %j', async (body, error) => {
    const me = await arrival({ photos: false });
    const refused = await me.call('POST', '/change-requests', { body });
    expect(refused.verdict).toBe('400 request.invalid');
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ pointer: error.split(' ')[0], code: error.split(' ')[1] }),
    ]);
  });
});

describe('whose it is', () => {
  it("another customer's request does not exist", async () => {
    const [me, other] = [await arrival(), await arrival()];
    const id = await me.open();
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['DELETE', '', undefined],
      ['PUT', '/photos/idFront', await picture(1)],
      ['GET', '/photos/idFront', undefined],
      ['POST', '/photos/idFront/reuse', undefined],
      ['GET', '/responsibility-letter', undefined],
      ['PUT', '/responsibility-letter', { version: '2026.1', agreed: true }],
      ['POST', '/sms-codes', { phone: '13700000001' }],
      ['PUT', '/contact-phone', { phone: '0755-1234533' }],
      ['POST', '/refresh', undefined],
      ['GET', '/agreements', undefined],
      ['GET', '/agreements/changeApplication', undefined],
      ['GET', '/agreements/changeApplication/signature', undefined],
      ['PUT', '/agreements/consent', { agreed: true }],
      ['POST', '/submission', undefined],
    ] as const) {
      const refused = await other.on(id, method, path, { body });
      expect(`${method} ${path} ${refused.verdict}`).toBe(`${method} ${path} 404 change-request.not-found`);
    }
    for (const unknown of ['3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', 'nonsense', '%00'])
      expect((await me.on(unknown, 'GET')).status).toBe(404);
    expect((await other.call('GET', '/change-requests')).body).toEqual({ items: [], next: null });
  });
});

describe('lists', () => {
  it('by kind and status, newest first, page by page', async () => {
    const me = await arrival();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      ids.unshift(await me.open());
      await me.on(ids[0]!, 'DELETE');
    }
    ids.unshift(await me.open());
    const other = await me.open('otherInformation');
    const list = async (query: string) => {
      const { body } = await me.call('GET', `/change-requests${query}`);
      return { ids: body.items.map(({ id }: { id: string }) => id), next: body.next };
    };
    expect(await list('')).toEqual({ ids: [other, ...ids], next: null });
    expect(await list('?kind=contactPhone')).toEqual({ ids, next: null });
    expect(await list('?kind=contactPhone&status=open')).toEqual({ ids: [ids[0]], next: null });
    expect(await list('?status=cancelled')).toEqual({ ids: ids.slice(1), next: null });
    expect(await list('?status=applied')).toEqual({ ids: [], next: null });
    const first = await list('?kind=contactPhone&limit=3');
    expect(first).toEqual({ ids: ids.slice(0, 3), next: expect.any(String) });
    expect(await list(`?kind=contactPhone&limit=3&cursor=${encodeURIComponent(first.next)}`)).toEqual({
      ids: ids.slice(3),
      next: null,
    });
    const [item] = (await me.call('GET', '/change-requests?limit=1')).body.items;
    expect(item).toEqual((await me.on(other, 'GET')).body);
    for (const query of ['?kind=nonsense', '?status=nonsense', '?limit=0', '?cursor=nonsense', '?unknown=1'])
      expect(`${query} ${(await me.call('GET', `/change-requests${query}`)).verdict}`).toBe(
        `${query} 400 request.invalid`,
      );
  });
});

describe('the letter (F14)', () => {
  it('is agreed to in the version that is shown', async () => {
    const me = await arrival();
    const id = await me.open();
    const letter = (await me.on(id, 'GET', '/responsibility-letter')).body;
    expect(Object.keys(letter).sort()).toEqual(['documentId', 'sha256', 'text', 'title', 'version']);
    const agree = (body: object) => me.on(id, 'PUT', '/responsibility-letter', { body });
    expect((await agree({ version: 'older', agreed: true })).verdict).toBe('422 responsibility-letter.outdated');
    expect((await agree({ version: letter.version, agreed: false })).verdict).toBe('400 request.invalid');
    expect((await agree({ agreed: true })).verdict).toBe('400 request.invalid');
    expect((await me.on(id, 'GET')).body.responsibilityLetter).toBeNull();
    const agreed = await agree({ version: letter.version, agreed: true });
    expect(agreed.body.responsibilityLetter).toEqual({ version: letter.version, agreedAt: expect.any(String) });
    expect(agreed.body.step).toBe('photos');
  });
});

describe('revisions', () => {
  it('If-Match is honoured on PUT, POST and DELETE', async () => {
    const me = await arrival();
    const id = await me.open();
    const etag = (await me.on(id, 'GET')).headers.get('etag')!;
    expect(etag).toMatch(/^"\d+"$/);
    const kept = await me.on(id, 'POST', '/photos/idFront/reuse', { headers: { 'if-match': etag } });
    expect(kept.verdict).toBe('200');
    expect(kept.headers.get('etag')).not.toBe(etag);
    for (const [method, path, body] of [
      ['POST', '/photos/idBack/reuse', undefined],
      ['PUT', '/photos/signature', await picture(200)],
      ['PUT', '/responsibility-letter', { version: '2026.1', agreed: true }],
      ['POST', '/refresh', undefined],
      ['DELETE', '', undefined],
    ] as const) {
      const refused = await me.on(id, method, path, { body, headers: { 'if-match': etag } });
      expect(`${method} ${path} ${refused.verdict}`).toBe(`${method} ${path} 412 revision.mismatch`);
    }
    expect((await me.on(id, 'DELETE', '', { headers: { 'if-match': kept.headers.get('etag')! } })).verdict).toBe('204');
  });
});

describe('expiry (F19)', () => {
  it('an open request ends after 30 days, another may then be opened', async () => {
    const customer = await company.customer(nextPerson());
    const me = await customer.signIn();
    const id = await me.open();
    await company.clock(30 * 86_400 + 60);
    const later = await customer.signIn();
    const { items } = (await later.call('GET', '/change-requests?status=expired')).body;
    expect(items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect((await later.call('GET', '/change-requests?status=open')).body).toEqual({ items: [], next: null });
    const expired = (await later.on(id, 'GET')).body;
    expect(expired).toMatchObject({ status: 'expired', step: 'done' });
    const refused = await later.on(id, 'PUT', '/contact-phone', { body: { phone: '0755-1234533' } });
    expect(refused.verdict).toBe('409 change-request.closed');
    expect(refused.body.requestStatus).toBe('expired');
    expect((await later.on(id, 'POST', '/sms-codes', { body: { phone: '13700000009' } })).verdict).toBe(
      '409 change-request.closed',
    );
    expect((await later.call('POST', '/change-requests', { body: { kind: 'contactPhone' } })).verdict).toBe('201');
  });
});
