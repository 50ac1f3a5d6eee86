import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { picture } from '../../demo/main-job.js';
import { Company, certificatePassword as password, type SignedIn } from '../support/people/journey.js';
import { company, nextPerson, service, startOwnService } from '../support/servers/own-service.js';

const landline = '0755-1234533';

startOwnService();

const arrival = async (): Promise<SignedIn> => (await company.customer(nextPerson())).signIn();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const documents = ['changeApplication', 'personalCertificate'];

describe('documents (F20)', () => {
  it('there are none before the form', async () => {
    const me = await arrival();
    const id = await me.open();
    const { body } = await me.on(id, 'GET', '/agreements');
    expect(body).toEqual({ items: [], consentText: '我已阅读并同意以上所有协议和业务规则内容', consented: false });
    for (const step of ['photos', 'form']) {
      for (const [method, path, json] of [
        ['GET', '/agreements/changeApplication', undefined],
        ['PUT', '/agreements/consent', { agreed: true }],
        ['POST', '/submission', undefined],
        ['POST', '/agreements/changeApplication/signing-sessions', { certificateSerial: 'ab'.repeat(16) }],
      ] as const) {
        const refused = await me.on(id, method, path, { body: json });
        expect(`${path} ${refused.verdict}`).toBe(`${path} 422 change-request.step-not-reached`);
        expect(refused.body.step).toBe(step);
      }
      await me.device.photosAndLetter(id, 201);
    }
  });

  it('the same bytes again and again, with the digest that is told', async () => {
    const me = await arrival();
    const id = await me.filled();
    const { items } = (await me.on(id, 'GET', '/agreements')).body;
    expect(items.map((item: { documentId: string }) => item.documentId)).toEqual(documents);
    expect((await me.on(id, 'GET')).body.agreements).toEqual(
      items.map(({ mediaType: _, ...item }: { mediaType: string }) => item),
    );
    for (const item of items) {
      expect(Object.keys(item).sort()).toEqual(['documentId', 'mediaType', 'sha256', 'signed', 'title', 'version']);
      const first = await me.on(id, 'GET', `/agreements/${item.documentId}`);
      expect(first.headers.get('content-type')).toBe(item.mediaType);
      expect(first.headers.get('content-type')).toMatch(/^text\/html/);
      expect(first.headers.get('cache-control')).toBe('no-store');
      expect(sha256(first.bytes)).toBe(item.sha256);
      await company.clock(70);
      expect((await me.on(id, 'GET', `/agreements/${item.documentId}`)).bytes.equals(first.bytes)).toBe(true);
    }
    expect((await me.on(id, 'GET', '/agreements/nonsense')).verdict).toBe('404 agreement.not-found');
  });

  it('tell customer, request, old and new value and the photos; load nothing', async () => {
    const me = await arrival();
    const id = await me.filled(landline);
    const text = (await me.on(id, 'GET', '/agreements/changeApplication')).bytes.toString();
    const { photos } = (await me.on(id, 'GET')).body;
    const { person } = me.customer;
    for (const part of [id, person.name, person.idNumber, person.contactPhone, landline, '2026-11-25', 'C'])
      expect(text).toContain(part);
    for (const kind of ['idFront', 'idBack', 'signature']) expect(text).toContain(photos[kind].sha256);
    expect(text).not.toMatch(/<script|src=|href=/i);
  });
});

describe('signatures and consent (F19, F21)', () => {
  const signAll = async (me: SignedIn, id: string, serial: string) => me.device.signAgreements(id, password, serial);

  it('what must be there before submission, in either order', async () => {
    const me = await arrival();
    const id = await me.filled();
    expect((await me.on(id, 'GET')).body).toMatchObject({ step: 'certificate', progress: { current: 2 } });
    const submit = () => me.on(id, 'POST', '/submission');
    const unsigned = await submit();
    expect(unsigned.verdict).toBe('422 agreement.not-signed');
    expect(unsigned.body.documentIds).toEqual(documents);
    for (const body of [{ agreed: false }, {}, { agreed: 'true' }])
      expect((await me.on(id, 'PUT', '/agreements/consent', { body })).verdict).toBe('400 request.invalid');
    const consented = await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    expect(consented.body).toMatchObject({ consented: true, step: 'certificate' });
    expect((await me.on(id, 'GET', '/agreements')).body.consented).toBe(true);

    const serial = await me.certify();
    const certified = (await me.on(id, 'GET')).body;
    expect(certified).toMatchObject({ step: 'agreements', certificate: { readiness: 'usable', serial } });
    await me.device.signAgreement(id, 'personalCertificate', password, serial);
    expect((await submit()).body.documentIds).toEqual(['changeApplication']);
    await me.device.signAgreement(id, 'changeApplication', password, serial);
    const signed = (await me.on(id, 'GET')).body;
    expect(signed).toMatchObject({ step: 'submission', progress: { current: 2 } });
    expect(signed.agreements.every(({ signed: each }: { signed: boolean }) => each)).toBe(true);
    const submitted = await submit();
    expect(submitted.verdict).toBe('202');
    expect(['submitted', 'applied']).toContain(submitted.body.status);
    expect(submitted.body).toMatchObject({ step: 'done', submittedAt: expect.any(String), progress: { current: 3 } });
    const applied = await me.device.applied(id);
    expect(applied).toMatchObject({ status: 'applied', message: '修改资料成功', decidedAt: expect.any(String) });
    expect((await me.call('GET', '/profile')).body.phones.contactPhone).toBe('0755****533');
    expect((await me.call('GET', '/profile')).body.openRequests).toEqual([]);
    const again = await submit();
    expect(again.verdict).toBe('409 change-request.closed');
    expect(again.body.requestStatus).toBe('applied');
    expect((await me.on(id, 'DELETE')).verdict).toBe('409 change-request.closed');
    expect((await me.on(id, 'GET', '/agreements/changeApplication')).status).toBe(200);
    expect((await me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } })).verdict).toBe('201');
  });

  it('consent comes after the signatures just as well', async () => {
    const me = await arrival();
    const id = await me.filled();
    await signAll(me, id, await me.certify());
    expect((await me.on(id, 'GET')).body.step).toBe('agreements');
    expect((await me.on(id, 'POST', '/submission')).verdict).toBe('422 agreement.not-consented');
    await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    expect((await me.on(id, 'POST', '/submission')).verdict).toBe('202');
  });

  it.each([
    [
      'a form edit',
      (me: SignedIn, id: string) => me.on(id, 'PUT', '/contact-phone', { body: { phone: '021-87654321' } }),
    ],
    [
      'a new photo',
      async (me: SignedIn, id: string) =>
        me.on(id, 'PUT', '/photos/signature', { body: await picture(230 + nextPerson()) }),
    ],
  ])('%s after signing voids the signatures', async (_, edit) => {
    const me = await arrival();
    const id = await me.filled();
    const serial = await me.certify();
    await signAll(me, id, serial);
    await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    const edited = await edit(me, id);
    expect(edited.verdict).toBe('200');
    expect(edited.body.step).toBe('agreements');
    expect(edited.body.agreements.map((item: { signed: boolean }) => item.signed)).toEqual([false, false]);
    expect((await me.on(id, 'POST', '/submission')).verdict).toBe('422 agreement.not-signed');
    expect((await me.on(id, 'GET', '/agreements/changeApplication/signature')).verdict).toBe('404 signature.not-found');
    const unread = await me.on(id, 'POST', '/agreements/changeApplication/signing-sessions', {
      body: { certificateSerial: serial },
    });
    expect(unread.verdict).toBe('422 agreement.not-read');
    await signAll(me, id, serial);
    await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    expect((await me.on(id, 'POST', '/submission')).verdict).toBe('202');
  });

  it('F19 the profile changed before the submission: stale', async () => {
    const me = await arrival();
    const id = await me.filled();
    await signAll(me, id, await me.certify());
    await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    await me.customer.import({ contactPhone: '010-65432100' });
    const stale = await me.on(id, 'POST', '/submission');
    expect(stale.verdict).toBe('409 change-request.stale');
    expect(stale.body.fields).toEqual(['contactPhone']);
    expect((await me.on(id, 'GET')).body.status).toBe('open');
    const refreshed = await me.on(id, 'POST', '/refresh');
    expect(refreshed.body).toMatchObject({ step: 'form', proposed: null, consented: false, agreements: [] });
  });

  it('F22 a company with review keeps it submitted', async () => {
    const reviewing = await Company.of(service, '0039');
    const me = await (await reviewing.customer(nextPerson())).signIn();
    const id = await me.filled();
    await signAll(me, id, await me.certify());
    await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    const submitted = await me.on(id, 'POST', '/submission');
    expect(submitted.verdict).toBe('202');
    expect(submitted.body).toMatchObject({ status: 'submitted', step: 'done', decidedAt: null });
    const second = await me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });
    expect(second.verdict).toBe('409 change-request.already-open');
    expect(second.body).toMatchObject({ changeRequestId: id, requestStatus: 'submitted' });
    expect((await me.on(id, 'DELETE')).verdict).toBe('409 change-request.closed');
    expect((await me.call('GET', '/profile')).body.openRequests).toEqual([
      { id, kind: 'contactPhone', status: 'submitted', step: 'done' },
    ]);
  });

  it('F5 submission keeps to the service hours', async () => {
    const me = await arrival();
    const id = await me.filled();
    await signAll(me, id, await me.certify());
    await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    const before = await company.clock(0);
    await company.clock('2026-11-25T15:55:00.000Z');
    const late = await me.customer.signIn();
    await company.clock('2026-11-25T15:58:30.000Z');
    const closed = await late.on(id, 'POST', '/submission');
    expect(closed.verdict).toBe('422 service.closed');
    expect(closed.body.retryAt).toBe('2026-11-25T17:23:00.000Z');
    await company.clock(before);
    await company.clock('2026-11-25T17:23:01.000Z');
    const open = await me.customer.signIn();
    expect((await open.on(id, 'POST', '/submission')).verdict).toBe('202');
  });
});
