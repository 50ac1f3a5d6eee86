import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { Company, type SignedIn } from '../support/journey.js';
import { RunningService } from '../support/running-service.js';
import type { Watching } from '../support/watching.js';

let service: RunningService;
let company: Company;
let people = 0;
const watching: Watching[] = [];

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
});
afterAll(() => service?.dispose());

/** Leaves no call and nobody waiting. */
afterEach(async () => {
  for (const each of watching.splice(0)) await each.close();
  for (const branch of ['001', '002']) {
    for (;;) {
      const call = await company.next(branch);
      if (call.status === 204) break;
      await company.verdict(call.body.id, { outcome: 'rejected', reason: '清场' });
    }
  }
});

const arrival = async (): Promise<SignedIn> => (await company.customer(++people)).signIn();
const join = (me: SignedIn, body: object = {}) => me.call('POST', '/video-verifications', { body });
const joined = async (me: SignedIn, body: object = {}): Promise<string> => (await join(me, body)).body.id;
const get = async (me: SignedIn, id = 'current') => (await me.call('GET', `/video-verifications/${id}`)).body;
const watch = (me: SignedIn | Company, id: string): Watching => {
  const stream = me.watch(id);
  watching.push(stream);
  return stream;
};
const notes = (body: { status: string; waiting: number; position: number | null }) =>
  `${body.status} ${body.waiting} ${body.position}`;

describe('joining (F24, F25)', () => {
  it('the account’s branch, counting oneself; again is the same ticket', async () => {
    const me = await arrival();
    const first = await join(me);
    expect(first.verdict).toBe('201');
    expect(first.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'waiting',
      branch: { code: '001', name: expect.any(String) },
      waiting: 1,
      position: 1,
      agent: null,
      call: null,
      reason: null,
      endedBy: null,
    });
    for (const again of [await join(me), await me.call('POST', '/video-verifications')]) {
      expect(again.verdict).toBe('200');
      expect(again.body).toEqual(first.body);
    }
    expect((await join(me, { branchCode: '002' })).body.id).toBe(first.body.id);
    expect(await get(me)).toEqual(first.body);
    expect(await get(me, first.body.id)).toEqual(first.body);
  });

  it('counts the branch, not the position; other branches never', async () => {
    const [a, b, c, d] = [await arrival(), await arrival(), await arrival(), await arrival()];
    const elsewhere = await join(d!, { branchCode: '002' });
    expect(elsewhere.body).toMatchObject({ branch: { code: '002' }, waiting: 1, position: 1 });
    const ids = [await joined(a!), await joined(b!), await joined(c!)];
    expect(notes(await get(a!, ids[0]))).toBe('waiting 3 1');
    expect(notes(await get(b!, ids[1]))).toBe('waiting 3 2');
    expect(notes(await get(c!, ids[2]))).toBe('waiting 3 3');
    expect(notes(await get(d!))).toBe('waiting 1 1');
    const queue = await company.as('agent', 'GET', '/video-verifications?companyCode=0038&branchCode=001');
    expect(queue.body).toEqual({ waiting: 3, oldestAt: expect.stringMatching(/Z$/) });
  });

  it.each([['999'], [''], ['001/..']])('no branch %p', async (branchCode) => {
    const me = await arrival();
    expect((await join(me, { branchCode })).verdict).toBe('404 branch.not-found');
    expect((await me.call('GET', '/video-verifications/current')).verdict).toBe('404 verification.not-found');
  });

  it('several at once: one ticket', async () => {
    const me = await arrival();
    const answers = await Promise.all([1, 2, 3, 4].map(() => join(me)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(notes(await get(me))).toBe('waiting 1 1');
  });

  it('is live: everyone is told of everyone', async () => {
    const group = [await arrival(), await arrival(), await arrival(), await arrival()];
    const ids: string[] = [];
    for (const each of group) ids.push(await joined(each));
    const streams = group.map((each, index) => watch(each, ids[index]!));
    for (const [index, stream] of streams.entries())
      await eventually(() => expect(notes(stream.last)).toBe(`waiting 4 ${index + 1}`));
    await group[1]!.call('DELETE', `/video-verifications/${ids[1]}`);
    await eventually(() => expect(notes(streams[0]!.last)).toBe('waiting 3 1'), 5000);
    await eventually(() => expect(notes(streams[2]!.last)).toBe('waiting 3 2'), 5000);
    await eventually(() => expect(notes(streams[3]!.last)).toBe('waiting 3 3'), 5000);
    await eventually(() => expect(streams[1]!.ended).toBe(true));
    expect(streams[1]!.last).toMatchObject({ status: 'left', endedBy: 'customer' });
    await company.next();
    await eventually(() => expect(notes(streams[2]!.last)).toBe('waiting 2 1'), 5000);
    await eventually(() => expect(notes(streams[3]!.last)).toBe('waiting 2 2'), 5000);
    await company.verdict(ids[0]!, { outcome: 'interrupted' });
    await eventually(() => expect(notes(streams[0]!.last)).toBe('waiting 3 1'), 5000);
    await eventually(() => expect(notes(streams[2]!.last)).toBe('waiting 3 2'), 5000);
    await eventually(() => expect(notes(streams[3]!.last)).toBe('waiting 3 3'), 5000);
    for (const { queue } of streams)
      for (const { status, waiting } of queue) if (status === 'waiting') expect(waiting).toBeGreaterThan(0);
  });
});

describe('leaving', () => {
  it('ends the ticket; the next one is new', async () => {
    const me = await arrival();
    const id = await joined(me);
    expect((await me.call('DELETE', `/video-verifications/${id}`)).verdict).toBe('204');
    expect(await get(me, id)).toMatchObject({ status: 'left', endedBy: 'customer', position: null });
    expect((await me.call('DELETE', `/video-verifications/${id}`)).verdict).toBe('204');
    expect((await company.next()).verdict).toBe('204');
    expect((await join(me)).verdict).toBe('201');
  });

  it('another device wins', async () => {
    const me = await arrival();
    const id = await joined(me);
    const old = watch(me, id);
    await eventually(() => expect(old.last?.status).toBe('waiting'));
    await company.clock(61);
    const elsewhere = await me.customer.signIn('other-device');
    const fresh = await join(elsewhere);
    expect(fresh.verdict).toBe('201');
    expect(fresh.body.id).not.toBe(id);
    expect(notes(fresh.body)).toBe('waiting 1 1');
    await eventually(() => expect(old.ended).toBe(true));
    expect(old.last).toMatchObject({ status: 'left', endedBy: 'otherDevice' });
    expect(await get(me, id)).toMatchObject({ status: 'left', endedBy: 'otherDevice' });
  });

  it('whose it is not, it does not exist for', async () => {
    const [me, other] = [await arrival(), await arrival()];
    const id = await joined(me);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/events'],
      ['DELETE', ''],
    ] as const)
      expect((await other.call(method, `/video-verifications/${id}${path}`)).verdict).toBe(
        '404 verification.not-found',
      );
    const signal = await other.call('POST', `/video-verifications/${id}/signals`, { body: { data: {} } });
    expect(signal.verdict).toBe('404 verification.not-found');
    expect((await me.call('GET', '/video-verifications/nonsense')).verdict).toBe('404 verification.not-found');
  });

  it('10 minutes without a heartbeat', async () => {
    const me = await arrival();
    const id = await joined(me);
    await company.clock(590);
    expect((await get(me, id)).status).toBe('waiting');
    await company.clock(590);
    await eventually(async () => expect((await get(me, id)).status).toBe('waiting'));
    const stream = watch(me, id);
    await eventually(() => expect(stream.last?.status).toBe('waiting'));
    await company.clock(601);
    await eventually(() => expect(stream.ended).toBe(true));
    expect(stream.last).toMatchObject({ status: 'expired', endedBy: 'timeout' });
    expect((await company.next()).verdict).toBe('204');
  });
});

describe('event streams', () => {
  it('of an ended ticket: the ticket, then the end', async () => {
    const me = await arrival();
    const id = await joined(me);
    await me.call('DELETE', `/video-verifications/${id}`);
    const stream = me.watch(id);
    await stream.done;
    expect(stream.queue).toEqual([expect.objectContaining({ id, status: 'left', endedBy: 'customer' })]);
  });

  it('carry the whole ticket, and are refused as any call is', async () => {
    const me = await arrival();
    const ticket = (await join(me)).body;
    const path = `/video-verifications/${ticket.id}/events`;
    const stream = watch(me, ticket.id);
    await eventually(() => expect(stream.queue).toEqual([ticket]));
    const elsewhere = { headers: { 'x-device-id': 'another-device' } };
    expect((await me.call('GET', path, elsewhere)).verdict).toBe('401 session.required');
    expect((await me.call('GET', path, { headers: { 'x-device-id': '' } })).verdict).toBe('400 device.required');
    expect((await company.as('agent', 'GET', path.replace('/v1', ''))).verdict).toBe('404 verification.not-found');
  });

  it('end when the session does', async () => {
    const me = await arrival();
    const id = await joined(me);
    const stream = watch(me, id);
    await eventually(() => expect(stream.status).toBe(200));
    await me.call('DELETE', '/sessions/current');
    await eventually(() => expect(stream.ended).toBe(true), 20_000);
  });
});

describe('a silent one (F25, F26)', () => {
  it.each([1, 2, 3, 4, 5, 6])('ends, and the others are told (%i)', async () => {
    const [silent, other] = [await arrival(), await arrival()];
    const id = await joined(silent);
    await company.clock(300);
    const stream = watch(other, await joined(other));
    await eventually(() => expect(notes(stream.last)).toBe('waiting 2 2'));
    await company.clock(301);
    await eventually(() => expect(notes(stream.last)).toBe('waiting 1 1'), 5000);
    expect(await get(silent, id)).toMatchObject({ status: 'expired', endedBy: 'timeout' });
  });
});

describe('the call (F26)', () => {
  it('the next in order, told to both sides', async () => {
    expect((await company.next()).verdict).toBe('204');
    const [me, later] = [await arrival(), await arrival()];
    const [id, second] = [await joined(me), await joined(later)];
    const stream = watch(me, id);
    const call = await company.next();
    const { port } = new URL(service.url);
    expect(call.verdict).toBe('200');
    expect(call.body).toEqual({
      id,
      customer: { name: me.customer.person.name, maskedIdNumber: expect.stringMatching(/^4101\*{10}/) },
      photos: ['idFront', 'idBack', 'signature'],
      call: {
        provider: 'webrtc',
        url: expect.stringContaining(`:${port}/v1/staff/video-verifications/${id}/`),
        token: expect.any(String),
        expiresAt: expect.any(String),
      },
    });
    expect((await company.next()).body.id).toBe(id);
    expect((await company.next('002')).body.id).toBe(id);
    expect((await company.as('agent', 'GET', '/video-verifications/current')).body).toEqual(call.body);
    const photo = await company.as('agent', 'GET', `/video-verifications/${id}/photos/idFront`);
    expect(photo.headers.get('content-type')).toBe('image/jpeg');
    expect((await company.as('agent', 'GET', `/video-verifications/${second}/photos/idFront`)).status).toBe(404);
    await eventually(() =>
      expect(stream.last).toMatchObject({
        status: 'inCall',
        agent: { name: expect.stringMatching(/./), licenceNumber: expect.stringMatching(/./) },
        call: { provider: 'webrtc' },
        position: null,
      }),
    );
    expect(notes(await get(later, second))).toBe('waiting 1 1');
    expect((await join(me)).body).toMatchObject({ id, status: 'inCall' });

    expect((await company.verdict(id, { outcome: 'passed', recordingReference: 'r/1' })).verdict).toBe('204');
    await eventually(() => expect(stream.ended).toBe(true));
    expect(stream.last).toMatchObject({ status: 'passed', endedBy: 'agent', call: null });
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    expect((await company.as('agent', 'GET', '/video-verifications/current')).status).toBe(404);
    expect((await company.next()).body.id).toBe(second);
  });

  it('rejected with a reason, then again from the start', async () => {
    const me = await arrival();
    const id = await joined(me);
    await company.next();
    for (const body of [{ outcome: 'rejected' }, { outcome: 'rejected', reason: ' ' }]) {
      const refused = await company.verdict(id, body);
      expect(refused.verdict).toBe('400 request.invalid');
      expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/reason', code: 'field.required' })]);
    }
    expect((await company.verdict(id, { outcome: 'maybe' })).verdict).toBe('400 request.invalid');
    expect((await company.verdict(id, { outcome: 'rejected', reason: '光线过暗' })).verdict).toBe('204');
    expect(await get(me, id)).toMatchObject({ status: 'rejected', reason: '光线过暗', endedBy: 'agent' });
    const again = await join(me);
    expect(again.verdict).toBe('201');
    expect(again.body.id).not.toBe(id);
  });

  it('a verdict out of turn', async () => {
    const me = await arrival();
    const id = await joined(me);
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    const nobody = await company.verdict('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', { outcome: 'passed' });
    expect(nobody.verdict).toBe('404 verification.not-found');
    expect((await get(me, id)).status).toBe('waiting');
  });

  it('interrupted: to the head, the second time to the end', async () => {
    const [a, b, c] = [await arrival(), await arrival(), await arrival()];
    const ids = [await joined(a!), await joined(b!), await joined(c!)];
    expect((await company.next()).body.id).toBe(ids[0]);
    await company.verdict(ids[0]!, { outcome: 'interrupted' });
    expect(notes(await get(a!, ids[0]))).toBe('waiting 3 1');
    expect(await get(a!, ids[0])).toMatchObject({ agent: null, call: null });
    expect((await company.next()).body.id).toBe(ids[0]);
    await company.verdict(ids[0]!, { outcome: 'interrupted' });
    expect(notes(await get(a!, ids[0]))).toBe('waiting 3 3');
    expect((await company.next()).body.id).toBe(ids[1]);
  });

  it('no verdict within 30 minutes counts as interrupted', async () => {
    const me = await arrival();
    const id = await joined(me);
    await company.next();
    await company.clock(29 * 60);
    const later = await me.customer.signIn(me.deviceId);
    expect((await get(later, id)).status).toBe('inCall');
    await company.clock(61);
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    await eventually(async () => expect(notes(await get(later, id))).toBe('waiting 1 1'));
    expect((await company.as('agent', 'GET', '/video-verifications/current')).status).toBe(404);
    expect((await company.next()).body.id).toBe(id);
  });

  it('the customer leaves the call', async () => {
    const me = await arrival();
    const id = await joined(me);
    await company.next();
    const agent = watch(company, id);
    await eventually(() => expect(agent.last?.status).toBe('inCall'));
    await me.call('DELETE', `/video-verifications/${id}`);
    await eventually(() => expect(agent.ended).toBe(true));
    expect(agent.last.status).toBe('left');
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    expect((await company.next()).verdict).toBe('204');
  });

  it('signals reach the other side, in order', async () => {
    const me = await arrival();
    const id = await joined(me);
    const signal = (data: unknown) => me.call('POST', `/video-verifications/${id}/signals`, { body: { data } });
    expect((await signal({ type: 'offer' })).verdict).toBe('409 verification.not-in-call');
    await company.next();
    const [mine, theirs] = [watch(me, id), watch(company, id)];
    for (const n of [1, 2, 3]) expect((await signal({ type: 'candidate', n })).verdict).toBe('204');
    const answer = { body: { data: { type: 'answer', sdp: 'v=0' } } };
    expect((await company.as('agent', 'POST', `/video-verifications/${id}/signals`, answer)).verdict).toBe('204');
    await eventually(() => expect(theirs.signals.map(({ n }) => n)).toEqual([1, 2, 3]));
    await eventually(() => expect(mine.signals).toEqual([{ type: 'answer', sdp: 'v=0' }]));
    for (const data of ['text', 1, null, [1], undefined])
      expect((await signal(data)).verdict).toBe('400 request.invalid');
  });

  it('is for agents only', async () => {
    const body = { companyCode: '0038', branchCode: '001' };
    for (const role of ['operator', 'reviewer', 'auditor'])
      expect((await company.as(role, 'POST', '/video-verifications/next', { body })).verdict).toBe(
        '403 access.forbidden',
      );
    expect((await company.next('999')).verdict).toBe('404 branch.not-found');
    const nowhere = await company.as('agent', 'POST', '/video-verifications/next', {
      body: { companyCode: '9999', branchCode: '001' },
    });
    expect(nowhere.verdict).toBe('404 branch.not-found');
  });
});
