import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiProblem } from '../../../client/api.js';
import type { AgentTicket, CallSide } from '../../../client/call-side.js';
import { type CallState, VideoCall, type VideoCallOptions } from '../../../client/video-call.js';
import { FakePeer } from '../../support/fake-peer.js';
import { MemoryRoom } from '../../support/memory-room.js';

let room: MemoryRoom;
const leaving: AbortController[] = [];

/** All that is under way and waits for no timer comes to its end. */
const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
};
const elapsed = async (milliseconds: number) => {
  await settled();
  await jest.advanceTimersByTimeAsync(milliseconds);
  await settled();
};

const entered = (side: CallSide<AgentTicket>, options: VideoCallOptions<AgentTicket> = {}) => {
  const [states, peers, abort]: [CallState[], FakePeer[], AbortController] = [[], [], new AbortController()];
  class Peer extends FakePeer {
    constructor(configuration: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  }
  leaving.push(abort);
  const call = VideoCall.enter(side, {
    PeerConnection: Peer as unknown as VideoCallOptions<AgentTicket>['PeerConnection'],
    signal: abort.signal,
    onState: (state) => states.push(state),
    ...options,
  });
  return { call, states, peers, leave: () => abort.abort() };
};

const bothEntered = async () => {
  const [agent, customer] = [entered(room.side('agent')), entered(room.side('customer'))];
  await settled();
  return { agent, customer };
};

const connected = async () => {
  const { agent, customer } = await bothEntered();
  for (const { peers } of [agent, customer]) peers.at(-1)!.connects('connected');
  await settled();
  return { agent, customer };
};

const agree = (one: readonly FakePeer[], other: readonly FakePeer[]) => {
  const [mine, theirs] = [one.at(-1)!, other.at(-1)!];
  expect([mine.signalingState, theirs.signalingState]).toEqual(['stable', 'stable']);
  expect(mine.remoteDescription).toEqual(theirs.localDescription);
  expect(mine.localDescription).toEqual(theirs.remoteDescription);
};

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  room = new MemoryRoom();
});
afterEach(async () => {
  for (const abort of leaving.splice(0)) abort.abort();
  await settled();
  jest.useRealTimers();
});

describe('a side of a call (F26)', () => {
  it.each([
    ['agent', 'customer'],
    ['customer', 'agent'],
  ] as const)('F26 the %s may come first', async (first, second) => {
    const one = entered(room.side(first));
    await elapsed(60_000);
    expect(one.peers).toEqual([]);
    const other = entered(room.side(second), { iceServers: [{ urls: 'turn:turn.example' }] });
    await settled();
    agree(one.peers, other.peers);
    expect([one.peers.length, other.peers.length]).toEqual([1, 1]);
    expect(other.peers[0]!.configuration.iceServers).toEqual([{ urls: 'turn:turn.example' }]);
  });

  it('F26 a lost connection is interrupted, restarts ICE, and is connected again', async () => {
    const { agent, customer } = await connected();
    for (const state of ['disconnected', 'failed'] as const) {
      agent.peers[0]!.connects(state);
      customer.peers[0]!.connects(state);
      await settled();
      agree(agent.peers, customer.peers);
    }
    expect([agent.peers[0]!.restarts, customer.peers[0]!.restarts]).toEqual([2, 2]);
    for (const { peers } of [agent, customer]) peers[0]!.connects('connected');
    await elapsed(60_000);
    for (const { states, peers } of [agent, customer]) {
      expect(states).toEqual(['connected', 'interrupted', 'connected']);
      expect(peers).toHaveLength(1);
    }
  });

  it('F26 a connection that does not come about is given up, and both sides begin anew', async () => {
    const { agent, customer } = await bothEntered();
    await elapsed(14_999);
    expect([agent.peers.length, customer.peers.length]).toEqual([1, 1]);
    await elapsed(1);
    expect([agent.peers.length, customer.peers.length]).toEqual([2, 2]);
    expect([agent.peers[0]!.connectionState, customer.peers[0]!.connectionState]).toEqual(['closed', 'closed']);
    expect(room.sent.filter(({ type, to }) => type === 'hello' && !to)).toHaveLength(3);
    agree(agent.peers, customer.peers);
  });

  it('F26 two that have not heard each other greet again', async () => {
    room.loses.add('agent').add('customer');
    const { agent, customer } = await bothEntered();
    room.loses.clear();
    expect([agent.peers, customer.peers]).toEqual([[], []]);
    await elapsed(15_000);
    agree(agent.peers, customer.peers);
    expect([agent.peers.length, customer.peers.length]).toEqual([1, 1]);
  });

  it('F26 a stream that breaks off is opened again, and an unfinished connection begins anew', async () => {
    const agent = entered(room.side('agent'));
    const customer = entered(room.side('customer'));
    room.loses.add('customer');
    await settled();
    room.loses.clear();
    expect(customer.peers).toEqual([]);
    room.cut('customer');
    await elapsed(1000);
    agree(agent.peers, customer.peers);
  });

  it('F26 a connection outlives its stream', async () => {
    const { agent, customer } = await connected();
    room.cut('customer');
    room.cut('agent');
    await elapsed(1000);
    expect([agent.peers.length, customer.peers.length]).toEqual([1, 1]);
    agent.peers[0]!.connects('failed');
    await settled();
    agree(agent.peers, customer.peers);
    expect(customer.states).toEqual(['connected']);
  });

  it('F26 messages go out in order once the service is back', async () => {
    const side = room.side('agent');
    let failures = 3;
    const send = jest.fn(async (message: Parameters<typeof side.send>[0]) => {
      if (failures-- > 0) throw failures % 2 ? new TypeError('fetch failed') : new ApiProblem(503, 'x', {});
      return side.send(message);
    });
    const agent = entered({ ...side, send });
    const customer = entered(room.side('customer'));
    await elapsed(3000);
    agree(agent.peers, customer.peers);
    const sent = room.sent.filter(({ from }) => from === send.mock.calls[0]![0].from).map(({ type }) => type);
    expect(sent).toEqual(['hello', 'hello', 'offer', 'candidate']);
  });

  it('F26 what was meant for an earlier entry is not heard', async () => {
    const { agent, customer } = await connected();
    const { from, to } = room.sent.find(({ type }) => type === 'offer')!;
    const late = { type: 'bye', from, to } as const;
    customer.leave();
    const back = entered(room.side('customer'));
    await settled();
    await room.side('agent').send(late);
    await room.side('agent').send({ type: 'bye', from: 'a stranger' });
    await settled();
    agree(agent.peers, back.peers);
    expect(back.states).toEqual([]);
    expect(agent.states).toEqual(['connected', 'interrupted']);
  });

  it('F26 waiting, nothing is said or heard; interrupted, the next agent is met', async () => {
    room.become('waiting');
    const customer = entered(room.side('customer'));
    await room.side('agent').send({ type: 'hello', from: 'somebody' });
    await settled();
    expect([customer.peers, room.sent.length]).toEqual([[], 1]);
    room.become('inCall');
    const first = entered(room.side('agent'));
    await settled();
    customer.peers[0]!.connects('connected');
    room.become('waiting');
    expect(await first.call.ended).toBe('waiting');
    room.become('inCall');
    const second = entered(room.side('agent'));
    await settled();
    agree(second.peers, customer.peers);
    customer.peers.at(-1)!.connects('connected');
    await settled();
    expect(customer.states).toEqual(['connected', 'interrupted', 'connected']);
  });

  it.each(['passed', 'rejected', 'left', 'expired'] as const)('F26 %s ends it on both sides', async (status) => {
    const { agent, customer } = await connected();
    room.become(status);
    for (const { call, states, peers } of [agent, customer]) {
      expect(await call.ended).toBe(status);
      expect(states).toEqual(['connected', 'ended']);
      expect(peers[0]!.connectionState).toBe('closed');
    }
  });

  it('F26 hanging up is told, also when the service is away for the moment', async () => {
    const { agent, customer } = await connected();
    await agent.call.hangUp();
    expect(await agent.call.ended).toBe('hungUp');
    expect(await customer.call.ended).toBe('remoteHungUp');
    const send = () => Promise.reject(new TypeError('fetch failed'));
    const alone = entered({ ...room.side('customer'), send });
    await settled();
    await alone.call.hangUp();
    expect(await alone.call.ended).toBe('hungUp');
  });

  it('F26 what comes with the end is not heard', async () => {
    const { customer } = await connected();
    const { from, to } = room.sent.find(({ type }) => type === 'offer')!;
    room.holds = 'customer';
    await room.side('agent').send({ type: 'bye', from, to });
    room.holds = undefined;
    await room.side('agent').send({ type: 'hello', from: 'somebody' });
    expect(await customer.call.ended).toBe('remoteHungUp');
    await settled();
    expect([customer.peers.length, customer.states.at(-1)]).toEqual([1, 'ended']);
  });

  it('F26 whom the service refuses is out; whom it cannot serve tries again', async () => {
    const opened: number[] = [];
    const answering = (...problems: number[]): CallSide<AgentTicket> => ({
      ...room.side('customer'),
      events: async (signal) => {
        const status = problems.shift();
        opened.push(status ?? 200);
        if (status) throw new ApiProblem(status, 'x', {});
        return room.side('customer').events(signal);
      },
    });
    expect(await entered(answering(401)).call.ended).toBe('refused');
    const patient = entered(answering(503, 429));
    await elapsed(2000);
    expect(opened).toEqual([401, 503, 429, 200]);
    patient.leave();
    expect(await patient.call.ended).toBe('aborted');
  });

  it('F26 an aborted signal lets nobody in', async () => {
    const signal = AbortSignal.abort();
    const { call, states, peers } = entered(room.side('customer'), { signal });
    expect(await call.ended).toBe('aborted');
    await elapsed(2000);
    expect([states, peers, room.sent]).toEqual([['ended'], [], []]);
  });
});
