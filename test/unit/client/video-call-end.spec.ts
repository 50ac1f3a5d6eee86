import { describe, expect, it } from '@jest/globals';
import { type AgentTicket, ApiProblem, type CallMessage, type CallSide } from '@realname/client';
import { elapsed, settled, testCalls } from '../../support/people/test-calls.js';

const calls = testCalls();
const { entered, connected } = calls;

describe('the end of a side’s call (F26)', () => {
  it.each(['passed', 'rejected', 'left', 'expired'] as const)('F26 %s ends it on both sides', async (status) => {
    const { agent, customer } = await connected();
    calls.room.become(status);
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
    const alone = entered({ ...calls.room.side('customer'), send });
    await settled();
    await alone.call.hangUp();
    expect(await alone.call.ended).toBe('hungUp');
  });

  it.each(['hangs up', 'is told'] as const)('F26 nothing is sent after the end, when the side %s', async (end) => {
    const side = calls.room.side('agent');
    const held = Promise.withResolvers<void>();
    const sent: string[] = [];
    const send = async (message: CallMessage) => {
      sent.push(message.type);
      if (message.type === 'offer') await held.promise;
      return side.send(message);
    };
    const agent = entered({ ...side, send });
    entered(calls.room.side('customer'));
    await settled();
    expect(sent.at(-1)).toBe('offer');
    const before = sent.length;
    if (end === 'hangs up') void agent.call.hangUp();
    else calls.room.become('passed');
    await agent.call.ended;
    held.resolve();
    await elapsed(60_000);
    expect(sent.slice(before)).toEqual(end === 'hangs up' ? ['bye'] : []);
  });

  it('F26 what comes with the end is not heard', async () => {
    const { customer } = await connected();
    const { from, to } = calls.room.sent.find(({ type }) => type === 'offer')!;
    calls.room.holds = 'customer';
    await calls.room.side('agent').send({ type: 'bye', from, to });
    calls.room.holds = undefined;
    await calls.room.side('agent').send({ type: 'hello', from: 'somebody' });
    expect(await customer.call.ended).toBe('remoteHungUp');
    await settled();
    expect([customer.peers.length, customer.states.at(-1)]).toEqual([1, 'ended']);
  });

  it('F26 whom the service refuses is out; whom it cannot serve tries again', async () => {
    const opened: number[] = [];
    const answering = (...problems: number[]): CallSide<AgentTicket> => ({
      ...calls.room.side('customer'),
      events: async (signal) => {
        const status = problems.shift();
        opened.push(status ?? 200);
        if (status) throw new ApiProblem(status, 'unknown', {});
        return calls.room.side('customer').events(signal);
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
    const { call, states, peers } = entered(calls.room.side('customer'), { signal });
    expect(await call.ended).toBe('aborted');
    await elapsed(2000);
    expect([states, peers, calls.room.sent]).toEqual([['ended'], [], []]);
  });
});
