import { beforeAll, describe, expect, it } from '@jest/globals';
import { picture } from '../../demo/main-job.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import {
  fieldErrors,
  form,
  onFile,
  photographed,
  reaches,
  ready,
  submit,
  submitted,
} from '../support/people/requests.js';
import { company, nextPerson, startOwnService } from '../support/servers/own-service.js';
import { openingHour } from '../support/servers/running-service.js';

const arrival = async (change: Parameters<Company['customer']>[1] = {}): Promise<SignedIn> =>
  (await company.customer(nextPerson(), change)).signIn();
const validity = (me: SignedIn, id: string, body: unknown) => form(me, id, 'identityValidity', body);

startOwnService();

describe('the form (F16, V2)', () => {
  let me: SignedIn;
  let id: string;
  beforeAll(async () => {
    me = await arrival();
    id = await photographed(me, 'identityValidity');
  });

  it.each([
    [{ start: '2015-01-01', end: '2030-12-31' }, '2030-12-31', false],
    [{ start: '2026-11-25', end: '2026-11-26' }, '2026-11-26', false],
    [{ start: '2015-01-01', longTerm: true }, '2099-12-31', true],
    [{ start: '2015-01-02', end: null, longTerm: true }, '2099-12-31', true],
    [{ start: '2015-01-03', end: '2099-12-31', longTerm: true }, '2099-12-31', true],
    [{ start: '2015-01-04', end: '2099-12-31', longTerm: false }, '2099-12-31', true],
    [{ start: '2015-01-05', end: '2099-12-31' }, '2099-12-31', true],
  ])('V2.1 takes %j: ends %s, long-term: %s', async (body, end, longTerm) => {
    const answer = await validity(me, id, body);
    expect(answer.verdict).toBe('200');
    expect(answer.body).toMatchObject({
      step: 'certificate',
      current: { start: '2020-03-18', end: '2040-03-18', longTerm: false },
      proposed: { start: body.start, end, longTerm },
    });
  });

  it.each([
    [{ start: '2026-11-26', end: '2036-11-26' }, ['/start validity.start-in-future']],
    [{ start: '1995-08-12', end: '2030-01-01' }, ['/start validity.before-birth']],
    [{ start: '2020-01-01', end: '2020-01-01' }, ['/end validity.expired', '/end validity.not-after-start']],
    [{ start: '2026-11-25', end: '2026-11-25' }, ['/end validity.expired', '/end validity.not-after-start']],
    [{ start: '2016-11-24', end: '2026-11-24' }, ['/end validity.expired']],
    [{ start: '2016-11-25', end: '2026-11-25' }, ['/end validity.expired']],
    [{ start: '2020-01-01', end: '2100-01-01' }, ['/end validity.out-of-range']],
    [{ start: '2020-01-01', end: '2040-01-01', longTerm: true }, ['/longTerm validity.long-term-conflict']],
    [{ start: '2020-01-01' }, ['/end field.required']],
    [{ end: '2040-01-01' }, ['/start field.required']],
    [{}, ['/end field.required', '/start field.required']],
    [{ start: '2026-11-26', end: '2100-01-01' }, ['/end validity.out-of-range', '/start validity.start-in-future']],
    [{ start: 20200101, end: '2040-01-01' }, ['/start field.type']],
    [{ start: '2020-01-01', end: '2040-02-30' }, ['/end field.type']],
    [{ start: '2020-01-01', end: '20400101' }, ['/end field.type']],
    [{ start: '2020-01-01', end: '2040-01-01', longTerm: 'yes' }, ['/longTerm field.type']],
    [{ start: '2020-01-01', end: '2040-01-01', term: 20 }, ['/term field.unknown']],
    [{ start: '2020-01-01', end: '2040-01-01', name: '张三' }, ['/name field.not-editable']],
    [{ start: '2020-01-01', end: '2040-01-01', idNumber: null }, ['/idNumber field.not-editable']],
    [
      { end: 'soon', name: '张三', idNumber: 4101 },
      ['/end field.type', '/idNumber field.not-editable', '/name field.not-editable', '/start field.required'],
    ],
  ])('V2.2, F15 refuses %j, and nothing changes', async (body, errors) => {
    const before = (await me.on(id, 'GET')).headers.get('etag');
    const refused = await validity(me, id, body);
    expect(refused.verdict).toBe('400 request.invalid');
    expect(fieldErrors(refused)).toEqual(errors);
    expect((await me.on(id, 'GET')).headers.get('etag')).toBe(before);
  });

  it('V2.3 refuses the dates on file, whatever they are', async () => {
    expect((await validity(me, id, { start: '2020-03-18', end: '2040-03-18' })).verdict).toBe(
      '422 change-request.no-change',
    );
    const longTerm = await arrival({ validity: { start: '2020-03-18', end: '2099-12-31' } });
    const theirs = await photographed(longTerm, 'identityValidity');
    const same = await validity(longTerm, theirs, { start: '2020-03-18', longTerm: true });
    expect(same.verdict).toBe('422 change-request.no-change');
    expect((await longTerm.on(theirs, 'GET')).body.current).toMatchObject({ end: '2099-12-31', longTerm: true });
  });

  it('F15 has no form of another kind', async () => {
    expect((await me.on(id, 'PUT', '/contact-phone', { body: { phone: '0755-1234533' } })).verdict).toBe(
      '404 change-request.not-found',
    );
    expect((await me.on(id, 'POST', '/sms-codes', { body: { phone: '13700000001' } })).verdict).toBe(
      '404 change-request.not-found',
    );
  });
});

describe('photos (F12)', () => {
  it('needs all three uploaded after it was opened', async () => {
    const me = await arrival();
    const id = await me.open('identityValidity');
    const kept = await me.on(id, 'POST', '/photos/idBack/reuse');
    expect(kept.verdict).toBe('422 photo.fresh-required');
    expect(kept.body.kinds).toEqual(['idBack']);
    const dates = { start: '2026-03-18', end: '2046-03-18' };
    const missing = await validity(me, id, dates);
    expect(missing.verdict).toBe('422 photo.fresh-required');
    expect(missing.body.kinds).toEqual(['idFront', 'idBack', 'signature']);
    await me.on(id, 'PUT', '/photos/idBack', { body: await picture(150) });
    expect((await validity(me, id, dates)).body.kinds).toEqual(['idFront', 'signature']);
    await me.on(id, 'PUT', '/photos/idFront', { body: await picture(151) });
    await me.on(id, 'PUT', '/photos/signature', { body: await picture(152) });
    const unread = await validity(me, id, dates);
    expect(unread.verdict).toBe('422 change-request.step-not-reached');
    expect(unread.body.step).toBe('photos');
    expect((await me.on(id, 'GET')).body.step).toBe('photos');
  });
});

describe('application (F22)', () => {
  it('replaces dates and every photo on file, of a card that had expired too (F6)', async () => {
    const me = await arrival({ validity: { start: '2016-03-18', end: '2026-03-18' } });
    const before = (await me.call('GET', '/profile')).body;
    expect(before.identity.validity).toEqual({
      start: '2016-03-18',
      end: '2026-03-18',
      longTerm: false,
      expired: true,
    });
    const id = await submitted(me, { kind: 'identityValidity', start: '2026-03-18', longTerm: true });
    expect(await reaches(me, id, 'applied')).toMatchObject({ message: '修改资料成功', step: 'done' });
    const after = (await me.call('GET', '/profile')).body;
    const dates = { start: '2026-03-18', end: '2099-12-31', longTerm: true, expired: false };
    expect(after).toEqual({ ...before, identity: { ...before.identity, validity: dates }, openRequests: [] });
    for (const kind of ['idFront', 'idBack', 'signature']) {
      const uploaded = await me.on(id, 'GET', `/photos/${kind}`);
      expect(await onFile(me, kind)).toBe(uploaded.bytes.toString('base64'));
    }
  });

  it('V2.2 is refused at submission when midnight made the dates expire, and may be mended', async () => {
    const last = { kind: 'identityValidity', start: '2016-11-26', end: '2026-11-26' } as const;
    const me = await arrival();
    await company.clock('2026-11-25T15:45:00.000Z');
    const { customer } = me;
    const night = await customer.signIn(me.deviceId);
    const id = await ready(night, last);
    await company.clock('2026-11-25T17:30:00.000Z');
    const morning = await customer.signIn(me.deviceId);
    const refused = await submit(morning, id);
    expect(refused.verdict).toBe('422 validity.expired');
    expect((await morning.on(id, 'GET')).body).toMatchObject({ status: 'open' });
    const mended = await validity(morning, id, { start: '2016-11-25', end: '2036-11-25' });
    expect(mended.verdict).toBe('200');
    expect(mended.body.agreements.map(({ signed }: { signed: boolean }) => signed)).toEqual([false, false]);
    await company.clock(openingHour);
  });
});

describe('the profile meanwhile (F19)', () => {
  it('is stale when the dates on file changed, not when a phone did', async () => {
    const me = await arrival();
    const id = await photographed(me, 'identityValidity');
    await me.customer.import({ contactPhone: '010-61234567' });
    const dates = { start: '2026-03-18', end: '2046-03-18' };
    expect((await validity(me, id, dates)).verdict).toBe('200');
    await me.customer.import({ contactPhone: '010-61234567', validity: { start: '2020-03-18', end: '2041-03-18' } });
    const stale = await validity(me, id, dates);
    expect(stale.verdict).toBe('409 change-request.stale');
    expect(stale.body.fields).toEqual(['end']);
    const refreshed = await me.on(id, 'POST', '/refresh');
    expect(refreshed.body).toMatchObject({
      step: 'form',
      current: { start: '2020-03-18', end: '2041-03-18', longTerm: false },
      proposed: null,
      photos: { idFront: { state: 'uploaded' }, idBack: { state: 'uploaded' }, signature: { state: 'uploaded' } },
    });
    expect((await validity(me, id, dates)).verdict).toBe('200');
  });

  it('is stale when name or ID address changed; after refresh the documents show the new name', async () => {
    const me = await arrival();
    const id = await photographed(me, 'identityValidity');
    const dates = { start: '2026-03-18', end: '2046-03-18' };
    await me.customer.import({ idAddress: '北京市朝阳区测试路2号' });
    const moved = await validity(me, id, dates);
    expect([moved.verdict, moved.body.fields]).toEqual(['409 change-request.stale', ['idAddress']]);
    await me.on(id, 'POST', '/refresh');
    await validity(me, id, dates);
    await me.customer.import({ idAddress: '北京市朝阳区测试路2号', name: '王新名' });
    const renamed = await validity(me, id, dates);
    expect([renamed.verdict, renamed.body.fields]).toEqual(['409 change-request.stale', ['name']]);
    expect((await me.on(id, 'POST', '/refresh')).body.maskedName).toBe('王*');
    expect((await validity(me, id, dates)).verdict).toBe('200');
    const document = (await me.on(id, 'GET', '/agreements/changeApplication')).bytes.toString();
    expect(document).toContain('王新名');
    expect(document).not.toContain(me.customer.person.name);
  });
});
