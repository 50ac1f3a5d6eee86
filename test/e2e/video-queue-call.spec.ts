import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { notes, openWaitingRoom, waitingRoom } from '../support/people/video-queue.js';
import { company, service } from '../support/servers/own-service.js';

openWaitingRoom();

describe('the call (F26)', () => {
  it('the next in order, told to both sides', async () => {
    expect((await company.next()).verdict).toBe('204');
    const [me, later] = [await waitingRoom.arrival(), await waitingRoom.arrival()];
    const [id, second] = [await waitingRoom.joined(me), await waitingRoom.joined(later)];
    const stream = waitingRoom.watch(me, id);
    const call = await company.next();
    const { port } = new URL(service.url);
    expect(call.verdict).toBe('200');
    expect(call.body).toEqual({
      id,
      customer: { name: me.customer.person.name, maskedIdNumber: expect.stringMatching(/^4101\*{10}/) },
      mobileChangedAt: expect.stringMatching(/^2026-11-25T02:/),
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
    expect(notes(await waitingRoom.ticket(later, second))).toBe('waiting 1 1');
    expect((await waitingRoom.join(me)).body).toMatchObject({ id, status: 'inCall' });

    expect((await company.verdict(id, { outcome: 'passed', recordingReference: 'r/1' })).verdict).toBe('204');
    await eventually(() => expect(stream.ended).toBe(true));
    expect(stream.last).toMatchObject({ status: 'passed', endedBy: 'agent', call: null });
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    expect((await company.as('agent', 'GET', '/video-verifications/current')).status).toBe(404);
    expect((await company.next()).body.id).toBe(second);
  });

  it('signals come to the stream that a side opened last, the ticket to all', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    await company.next();
    const path = `/video-verifications/${id}/signals`;
    const sides = [
      {
        watch: () => waitingRoom.watch(me, id),
        send: (data: object) => company.as('agent', 'POST', path, { body: { data } }),
      },
      {
        watch: () => waitingRoom.watch(company, id),
        send: (data: object) => me.call('POST', path, { body: { data } }),
      },
    ];
    for (const { watch, send } of sides) {
      const streams = [];
      for (let n = 0; n < 3; n++) {
        const stream = watch();
        streams.push(stream);
        await eventually(() => expect(stream.last).toMatchObject({ status: 'inCall' }));
        const candidates = { candidates: [{ n, first: true }, { n }] };
        expect((await send(candidates)).verdict).toBe('204');
        await eventually(() => expect(stream.signals).toEqual([candidates]));
      }
      for (const { signals } of streams) expect(signals).toHaveLength(1);
    }
    const open = [waitingRoom.watch(me, id), waitingRoom.watch(me, id)];
    for (const stream of open) await eventually(() => expect(stream.last).toMatchObject({ status: 'inCall' }));
    await company.verdict(id, { outcome: 'rejected', reason: '光线过暗' });
    for (const stream of open) await eventually(() => expect(stream.last).toMatchObject({ status: 'rejected' }));
  });

  it('rejected with a reason, then again from the start', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    await company.next();
    for (const body of [{ outcome: 'rejected' }, { outcome: 'rejected', reason: ' ' }]) {
      const refused = await company.verdict(id, body);
      expect(refused.verdict).toBe('400 request.invalid');
      expect(refused.body.errors).toEqual([expect.objectContaining({ pointer: '/reason', code: 'field.required' })]);
    }
    expect((await company.verdict(id, { outcome: 'maybe' })).verdict).toBe('400 request.invalid');
    expect((await company.verdict(id, { outcome: 'rejected', reason: '光线过暗' })).verdict).toBe('204');
    expect(await waitingRoom.ticket(me, id)).toMatchObject({
      status: 'rejected',
      reason: '光线过暗',
      endedBy: 'agent',
    });
    const again = await waitingRoom.join(me);
    expect(again.verdict).toBe('201');
    expect(again.body.id).not.toBe(id);
  });

  it('a verdict out of turn', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    const nobody = await company.verdict('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', { outcome: 'passed' });
    expect(nobody.verdict).toBe('404 verification.not-found');
    expect((await waitingRoom.ticket(me, id)).status).toBe('waiting');
  });

  it('interrupted: to the head, the second time to the end', async () => {
    const [a, b, c] = [await waitingRoom.arrival(), await waitingRoom.arrival(), await waitingRoom.arrival()];
    const ids = [await waitingRoom.joined(a!), await waitingRoom.joined(b!), await waitingRoom.joined(c!)];
    expect((await company.next()).body.id).toBe(ids[0]);
    await company.verdict(ids[0]!, { outcome: 'interrupted' });
    expect(notes(await waitingRoom.ticket(a!, ids[0]))).toBe('waiting 3 1');
    expect(await waitingRoom.ticket(a!, ids[0])).toMatchObject({ agent: null, call: null });
    expect((await company.next()).body.id).toBe(ids[0]);
    await company.verdict(ids[0]!, { outcome: 'interrupted' });
    expect(notes(await waitingRoom.ticket(a!, ids[0]))).toBe('waiting 3 3');
    expect((await company.next()).body.id).toBe(ids[1]);
  });

  it('no verdict within 30 minutes counts as interrupted', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    await company.next();
    await company.clock(29 * 60);
    const later = await me.customer.signIn(me.deviceId);
    expect((await waitingRoom.ticket(later, id)).status).toBe('inCall');
    await company.clock(61);
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    await eventually(async () => expect(notes(await waitingRoom.ticket(later, id))).toBe('waiting 1 1'));
    expect((await company.as('agent', 'GET', '/video-verifications/current')).status).toBe(404);
    expect((await company.next()).body.id).toBe(id);
  });

  it('the customer leaves the call', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    await company.next();
    const agent = waitingRoom.watch(company, id);
    await eventually(() => expect(agent.last?.status).toBe('inCall'));
    await me.call('DELETE', `/video-verifications/${id}`);
    await eventually(() => expect(agent.ended).toBe(true));
    expect(agent.last.status).toBe('left');
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('409 verification.not-in-call');
    expect((await company.next()).verdict).toBe('204');
  });

  it('signals reach the other side, in order', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    const signal = (data: unknown) => me.call('POST', `/video-verifications/${id}/signals`, { body: { data } });
    expect((await signal({ type: 'offer' })).verdict).toBe('409 verification.not-in-call');
    await company.next();
    const [mine, theirs] = [waitingRoom.watch(me, id), waitingRoom.watch(company, id)];
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
