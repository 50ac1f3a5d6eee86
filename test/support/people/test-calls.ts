import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import { type AgentTicket, type CallSide, type CallState, VideoCall, type VideoCallOptions } from '@realname/client';
import { MemoryRoom } from '../memory/room.js';
import { FakePeer } from './fake-peer.js';

/** All that is under way and waits for no timer comes to its end. */
export const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export const elapsed = async (milliseconds: number) => {
  await settled();
  await jest.advanceTimersByTimeAsync(milliseconds);
  await settled();
};

/** Of the two sides' newest connections: each holds what the other one said. */
export const agree = (one: readonly FakePeer[], other: readonly FakePeer[]) => {
  const [mine, theirs] = [one.at(-1)!, other.at(-1)!];
  expect([mine.signalingState, theirs.signalingState]).toEqual(['stable', 'stable']);
  expect(mine.remoteDescription).toEqual(theirs.localDescription);
  expect(mine.localDescription).toEqual(theirs.remoteDescription);
};

/** Enters a side with connections that have no network. */
const enter = (side: CallSide<AgentTicket>, options: VideoCallOptions<AgentTicket> = {}) => {
  const [states, peers, abort]: [CallState[], FakePeer[], AbortController] = [[], [], new AbortController()];
  class Peer extends FakePeer {
    constructor(configuration: RTCConfiguration) {
      super(configuration);
      peers.push(this);
    }
  }
  const call = VideoCall.enter(side, {
    PeerConnection: Peer as unknown as VideoCallOptions<AgentTicket>['PeerConnection'],
    signal: abort.signal,
    onState: (state) => states.push(state),
    ...options,
  });
  return { call, states, peers, leave: () => abort.abort() };
};

/** A room for each test, on a clock that the test moves; whoever entered has left after it. */
export const testCalls = () => {
  const calls = { room: new MemoryRoom(), entered, bothEntered, connected };
  const inside: ReturnType<typeof enter>[] = [];
  function entered(...parameters: Parameters<typeof enter>) {
    const one = enter(...parameters);
    inside.push(one);
    return one;
  }
  async function bothEntered() {
    const [agent, customer] = [entered(calls.room.side('agent')), entered(calls.room.side('customer'))];
    await settled();
    return { agent, customer };
  }
  async function connected() {
    const { agent, customer } = await bothEntered();
    for (const { peers } of [agent, customer]) peers.at(-1)!.connects('connected');
    await settled();
    return { agent, customer };
  }
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    calls.room = new MemoryRoom();
  });
  afterEach(async () => {
    for (const { leave } of inside.splice(0)) leave();
    await settled();
    jest.useRealTimers();
  });
  return calls;
};
