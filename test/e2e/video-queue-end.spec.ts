import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { notes, openWaitingRoom, waitingRoom } from '../support/people/video-queue.js';
import { company } from '../support/servers/own-service.js';

openWaitingRoom();

describe('leaving', () => {
  it('ends the ticket; the next one is new', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    expect((await me.call('DELETE', `/video-verifications/${id}`)).verdict).toBe('204');
    expect(await waitingRoom.ticket(me, id)).toMatchObject({ status: 'left', endedBy: 'customer', position: null });
    expect((await me.call('DELETE', `/video-verifications/${id}`)).verdict).toBe('204');
    expect((await company.next()).verdict).toBe('204');
    expect((await waitingRoom.join(me)).verdict).toBe('201');
  });

  it('another device wins', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    const old = waitingRoom.watch(me, id);
    await eventually(() => expect(old.last?.status).toBe('waiting'));
    await company.clock(61);
    const elsewhere = await me.customer.signIn('other-device');
    const fresh = await waitingRoom.join(elsewhere);
    expect(fresh.verdict).toBe('201');
    expect(fresh.body.id).not.toBe(id);
    expect(notes(fresh.body)).toBe('waiting 1 1');
    await eventually(() => expect(old.ended).toBe(true));
    expect(old.last).toMatchObject({ status: 'left', endedBy: 'otherDevice' });
    expect(await waitingRoom.ticket(me, id)).toMatchObject({ status: 'left', endedBy: 'otherDevice' });
  });

  it('whose it is not, it does not exist for', async () => {
    const [me, other] = [await waitingRoom.arrival(), await waitingRoom.arrival()];
    const id = await waitingRoom.joined(me);
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
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    await company.clock(590);
    expect((await waitingRoom.ticket(me, id)).status).toBe('waiting');
    await company.clock(590);
    await eventually(async () => expect((await waitingRoom.ticket(me, id)).status).toBe('waiting'));
    const stream = waitingRoom.watch(me, id);
    await eventually(() => expect(stream.last?.status).toBe('waiting'));
    await company.clock(601);
    await eventually(() => expect(stream.ended).toBe(true));
    expect(stream.last).toMatchObject({ status: 'expired', endedBy: 'timeout' });
    expect((await company.next()).verdict).toBe('204');
  });
});

describe('event streams', () => {
  it('of an ended ticket: the ticket, then the end', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    await me.call('DELETE', `/video-verifications/${id}`);
    const stream = me.watch(id);
    await stream.done;
    expect(stream.queue).toEqual([expect.objectContaining({ id, status: 'left', endedBy: 'customer' })]);
  });

  it('carry the whole ticket, and are refused as any call is', async () => {
    const me = await waitingRoom.arrival();
    const ticket = (await waitingRoom.join(me)).body;
    const path = `/video-verifications/${ticket.id}/events`;
    const stream = waitingRoom.watch(me, ticket.id);
    await eventually(() => expect(stream.queue).toEqual([ticket]));
    const elsewhere = { headers: { 'x-device-id': 'another-device' } };
    expect((await me.call('GET', path, elsewhere)).verdict).toBe('401 session.required');
    expect((await me.call('GET', path, { headers: { 'x-device-id': '' } })).verdict).toBe('400 device.required');
    expect((await company.as('agent', 'GET', path.replace('/v1', ''))).verdict).toBe('404 verification.not-found');
  });

  it('end when the session does', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    const stream = waitingRoom.watch(me, id);
    await eventually(() => expect(stream.status).toBe(200));
    await me.call('DELETE', '/sessions/current');
    await eventually(() => expect(stream.ended).toBe(true));
  });
});

describe('a silent one (F25, F26)', () => {
  it.each([1, 2, 3, 4, 5, 6])('ends, and the others are told (%i)', async () => {
    const [silent, other] = [await waitingRoom.arrival(), await waitingRoom.arrival()];
    const id = await waitingRoom.joined(silent);
    await company.clock(300);
    const stream = waitingRoom.watch(other, await waitingRoom.joined(other));
    await eventually(() => expect(notes(stream.last)).toBe('waiting 2 2'));
    await company.clock(301);
    await eventually(() => expect(notes(stream.last)).toBe('waiting 1 1'));
    expect(await waitingRoom.ticket(silent, id)).toMatchObject({ status: 'expired', endedBy: 'timeout' });
  });
});
