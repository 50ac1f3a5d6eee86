import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { notes, openWaitingRoom, waitingRoom } from '../support/people/video-queue.js';
import { company } from '../support/servers/own-service.js';

openWaitingRoom();

describe('joining (F24, F25)', () => {
  it('the account’s branch, counting oneself; again is the same ticket', async () => {
    const me = await waitingRoom.arrival();
    const first = await waitingRoom.join(me);
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
    for (const again of [await waitingRoom.join(me), await me.call('POST', '/video-verifications')]) {
      expect(again.verdict).toBe('200');
      expect(again.body).toEqual(first.body);
    }
    expect((await waitingRoom.join(me, { branchCode: '002' })).body.id).toBe(first.body.id);
    expect(await waitingRoom.ticket(me)).toEqual(first.body);
    expect(await waitingRoom.ticket(me, first.body.id)).toEqual(first.body);
  });

  it('counts the branch, not the position; other branches never', async () => {
    const [a, b, c, d] = [
      await waitingRoom.arrival(),
      await waitingRoom.arrival(),
      await waitingRoom.arrival(),
      await waitingRoom.arrival(),
    ];
    const elsewhere = await waitingRoom.join(d!, { branchCode: '002' });
    expect(elsewhere.body).toMatchObject({ branch: { code: '002' }, waiting: 1, position: 1 });
    const ids = [await waitingRoom.joined(a!), await waitingRoom.joined(b!), await waitingRoom.joined(c!)];
    expect(notes(await waitingRoom.ticket(a!, ids[0]))).toBe('waiting 3 1');
    expect(notes(await waitingRoom.ticket(b!, ids[1]))).toBe('waiting 3 2');
    expect(notes(await waitingRoom.ticket(c!, ids[2]))).toBe('waiting 3 3');
    expect(notes(await waitingRoom.ticket(d!))).toBe('waiting 1 1');
    const queue = await company.as('agent', 'GET', '/video-verifications?companyCode=0038&branchCode=001');
    expect(queue.body).toEqual({ waiting: 3, oldestAt: expect.stringMatching(/Z$/) });
  });

  it.each([['999'], [''], ['001/..']])('no branch %p', async (branchCode) => {
    const me = await waitingRoom.arrival();
    expect((await waitingRoom.join(me, { branchCode })).verdict).toBe('404 branch.not-found');
    expect((await me.call('GET', '/video-verifications/current')).verdict).toBe('404 verification.not-found');
  });

  it('several at once: one ticket', async () => {
    const me = await waitingRoom.arrival();
    const answers = await Promise.all([1, 2, 3, 4].map(() => waitingRoom.join(me)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(notes(await waitingRoom.ticket(me))).toBe('waiting 1 1');
  });

  it('is live: everyone is told of everyone', async () => {
    const group = [
      await waitingRoom.arrival(),
      await waitingRoom.arrival(),
      await waitingRoom.arrival(),
      await waitingRoom.arrival(),
    ];
    const ids: string[] = [];
    for (const each of group) ids.push(await waitingRoom.joined(each));
    const streams = group.map((each, index) => waitingRoom.watch(each, ids[index]!));
    for (const [index, stream] of streams.entries())
      await eventually(() => expect(notes(stream.last)).toBe(`waiting 4 ${index + 1}`));
    await group[1]!.call('DELETE', `/video-verifications/${ids[1]}`);
    await eventually(() => expect(notes(streams[0]!.last)).toBe('waiting 3 1'));
    await eventually(() => expect(notes(streams[2]!.last)).toBe('waiting 3 2'));
    await eventually(() => expect(notes(streams[3]!.last)).toBe('waiting 3 3'));
    await eventually(() => expect(streams[1]!.ended).toBe(true));
    expect(streams[1]!.last).toMatchObject({ status: 'left', endedBy: 'customer' });
    await company.next();
    await eventually(() => expect(notes(streams[2]!.last)).toBe('waiting 2 1'));
    await eventually(() => expect(notes(streams[3]!.last)).toBe('waiting 2 2'));
    await company.verdict(ids[0]!, { outcome: 'interrupted' });
    await eventually(() => expect(notes(streams[0]!.last)).toBe('waiting 3 1'));
    await eventually(() => expect(notes(streams[2]!.last)).toBe('waiting 3 2'));
    await eventually(() => expect(notes(streams[3]!.last)).toBe('waiting 3 3'));
    for (const { queue } of streams)
      for (const { status, waiting } of queue) if (status === 'waiting') expect(waiting).toBeGreaterThan(0);
  });
});
