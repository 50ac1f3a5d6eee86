import { describe, expect, it, jest } from '@jest/globals';
import { ApiProblem } from '@realname/client';
import { agree, elapsed, settled, testCalls } from '../../support/people/test-calls.js';

const calls = testCalls();
const { entered, bothEntered, connected } = calls;

describe('a side of a call (F26)', () => {
  it.each([
    ['agent', 'customer'],
    ['customer', 'agent'],
  ] as const)('F26 the %s may come first', async (first, second) => {
    const one = entered(calls.room.side(first));
    await elapsed(60_000);
    expect(one.peers).toEqual([]);
    const other = entered(calls.room.side(second), { iceServers: [{ urls: 'turn:turn.example' }] });
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
    expect(calls.room.sent.filter(({ type, to }) => type === 'hello' && !to)).toHaveLength(3);
    agree(agent.peers, customer.peers);
  });

  it('F26 two that have not heard each other greet again', async () => {
    calls.room.loses.add('agent').add('customer');
    const { agent, customer } = await bothEntered();
    calls.room.loses.clear();
    expect([agent.peers, customer.peers]).toEqual([[], []]);
    await elapsed(15_000);
    agree(agent.peers, customer.peers);
    expect([agent.peers.length, customer.peers.length]).toEqual([1, 1]);
  });

  it('F26 a stream that breaks off is opened again, and an unfinished connection begins anew', async () => {
    const agent = entered(calls.room.side('agent'));
    const customer = entered(calls.room.side('customer'));
    calls.room.loses.add('customer');
    await settled();
    calls.room.loses.clear();
    expect(customer.peers).toEqual([]);
    calls.room.cut('customer');
    await elapsed(1000);
    agree(agent.peers, customer.peers);
  });

  it('F26 a stream that fell silent is opened anew: what was sent to it is lost, and the two begin anew', async () => {
    const opened: number[] = [];
    const side = calls.room.side('customer');
    const customer = entered({
      ...side,
      events: (signal) => {
        opened.push(Date.now());
        return side.events(signal);
      },
    });
    await settled();
    calls.room.silent.add('customer');
    const agent = entered(calls.room.side('agent'));
    await elapsed(39_999);
    expect([customer.peers, opened.length]).toEqual([[], 1]);
    await elapsed(1001);
    agree(agent.peers, customer.peers);
    expect(opened[1]! - opened[0]!).toBe(41_000);
    await elapsed(600_000);
    expect(opened).toHaveLength(2);
  });

  it('F26 candidates that come together go together, and one that comes alone is read too', async () => {
    const { agent, customer } = await bothEntered();
    const mine = agent.peers[0]!;
    const candidate = (name: string) => ({
      candidate: name,
      usernameFragment: mine.localDescription!.sdp.split(':')[0]!,
    });
    for (const name of ['a', 'b', 'c']) mine.onicecandidate!({ candidate: { toJSON: () => candidate(name) } });
    await elapsed(150);
    mine.onicecandidate!({ candidate: { toJSON: () => candidate('d') } });
    await elapsed(150);
    const batches = calls.room.sent.flatMap((message) =>
      message.type === 'candidates' && message.candidates.some(({ candidate }) => /^[a-d]$/.test(candidate!))
        ? [message.candidates.map(({ candidate }) => candidate).filter((name) => /^[a-d]$/.test(name!))]
        : [],
    );
    expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
    const { from, to } = calls.room.sent.find(({ type }) => type === 'offer')!;
    await calls.room.side('agent').send({ type: 'candidate', candidate: candidate('e'), from, to });
    await settled();
    expect(customer.peers[0]!.candidates.filter((name) => /^[a-e]$/.test(name))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('F26 a connection outlives its stream', async () => {
    const { agent, customer } = await connected();
    calls.room.cut('customer');
    calls.room.cut('agent');
    await elapsed(1000);
    expect([agent.peers.length, customer.peers.length]).toEqual([1, 1]);
    agent.peers[0]!.connects('failed');
    await settled();
    agree(agent.peers, customer.peers);
    expect(customer.states).toEqual(['connected']);
  });

  it('F26 messages go out in order once the service is back', async () => {
    const side = calls.room.side('agent');
    let failures = 3;
    const send = jest.fn(async (message: Parameters<typeof side.send>[0]) => {
      if (failures-- > 0) throw failures % 2 ? new TypeError('fetch failed') : new ApiProblem(503, 'unknown', {});
      return side.send(message);
    });
    const agent = entered({ ...side, send });
    const customer = entered(calls.room.side('customer'));
    await elapsed(3150);
    agree(agent.peers, customer.peers);
    const sent = calls.room.sent.filter(({ from }) => from === send.mock.calls[0]![0].from).map(({ type }) => type);
    expect(sent).toEqual(['hello', 'hello', 'offer', 'candidates']);
  });

  it('F26 what was meant for an earlier entry is not heard', async () => {
    const { agent, customer } = await connected();
    const { from, to } = calls.room.sent.find(({ type }) => type === 'offer')!;
    const late = { type: 'bye', from, to } as const;
    customer.leave();
    const back = entered(calls.room.side('customer'));
    await settled();
    await calls.room.side('agent').send(late);
    await calls.room.side('agent').send({ type: 'bye', from: 'a stranger' });
    await settled();
    agree(agent.peers, back.peers);
    expect(back.states).toEqual([]);
    expect(agent.states).toEqual(['connected', 'interrupted']);
  });

  it('F26 waiting, nothing is said or heard; interrupted, the next agent is met', async () => {
    calls.room.become('waiting');
    const customer = entered(calls.room.side('customer'));
    await calls.room.side('agent').send({ type: 'hello', from: 'somebody' });
    await settled();
    expect([customer.peers, calls.room.sent.length]).toEqual([[], 1]);
    calls.room.become('inCall');
    const first = entered(calls.room.side('agent'));
    await settled();
    customer.peers[0]!.connects('connected');
    calls.room.become('waiting');
    expect(await first.call.ended).toBe('waiting');
    calls.room.become('inCall');
    const second = entered(calls.room.side('agent'));
    await settled();
    agree(second.peers, customer.peers);
    customer.peers.at(-1)!.connects('connected');
    await settled();
    expect(customer.states).toEqual(['connected', 'interrupted', 'connected']);
  });
});
