import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Negotiation, type NegotiationMessage } from '../../../client/src/negotiation.js';
import { FakePeer } from '../../support/people/fake-peer.js';

/** All that is under way and needs no message comes to its end. */
const settled = async () => {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A side with what it sent and what has not arrived yet. */
const sideOf = (polite: boolean) => {
  const peer = new FakePeer();
  const sent: NegotiationMessage[] = [];
  const underWay: NegotiationMessage[] = [];
  const negotiation = new Negotiation(peer.real, {
    polite,
    prepare: () => peer.addTrack(polite ? 'customer' : 'agent'),
    send: (message) => {
      sent.push(message);
      underWay.push(message);
    },
  });
  return { peer, sent, underWay, negotiation, types: () => sent.map(({ type }) => type) };
};
type Side = ReturnType<typeof sideOf>;

const deliver = async (from: Side, to: Side, count = from.underWay.length) => {
  for (const message of from.underWay.splice(0, count)) void to.negotiation.receive(message);
  await settled();
};

const deliverAll = async (one: Side, other: Side) => {
  await settled();
  while (one.underWay.length + other.underWay.length > 0) {
    await deliver(one, other);
    await deliver(other, one);
  }
};

const agreed = (one: Side, other: Side) => {
  expect([one.peer.signalingState, other.peer.signalingState]).toEqual(['stable', 'stable']);
  expect(one.peer.localDescription).toEqual(other.peer.remoteDescription);
  expect(other.peer.localDescription).toEqual(one.peer.remoteDescription);
};

const connected = async () => {
  const [agent, customer] = [sideOf(false), sideOf(true)];
  await deliverAll(agent, customer);
  return { agent, customer };
};

describe('negotiation of a call (F26)', () => {
  it('F26 one offer and one answer hold what both sides have', async () => {
    const { agent, customer } = await connected();
    expect([agent.types(), customer.types()]).toEqual([
      ['offer', 'candidate'],
      ['answer', 'candidate'],
    ]);
    agreed(agent, customer);
    expect(agent.peer.remoteDescription!.sdp).toMatch(/: customer$/);
    expect(customer.peer.remoteDescription!.sdp).toMatch(/: agent$/);
    expect([agent.peer.candidates.length, customer.peer.candidates.length]).toEqual([1, 1]);
  });

  it('F26 the polite side says nothing before it was spoken to', async () => {
    const customer = sideOf(true);
    await settled();
    expect([customer.sent, customer.peer.holds]).toEqual([[], []]);
  });

  it('F26 of two offers at once the impolite one stands, and its answer covers the other', async () => {
    const { agent, customer } = await connected();
    agent.peer.restartIce();
    customer.peer.restartIce();
    await settled();
    const [mine, theirs] = [customer.peer.localDescription!, agent.peer.localDescription!];
    expect([mine.type, theirs.type]).toEqual(['offer', 'offer']);
    await deliver(customer, agent);
    expect(agent.peer.localDescription).toBe(theirs);
    expect(agent.peer.signalingState).toBe('have-local-offer');
    await deliver(agent, customer);
    expect(customer.peer.remoteDescription).toEqual(theirs);
    await deliverAll(agent, customer);
    agreed(agent, customer);
    expect(customer.types().slice(2)).toEqual(['offer', 'candidate', 'answer', 'candidate']);
    expect(customer.peer.localDescription!.sdp).not.toBe(mine.sdp);
  });

  it('F26 an offer that comes while one’s own is being made is a collision', async () => {
    const { agent, customer } = await connected();
    agent.peer.restartIce();
    await settled();
    customer.peer.onnegotiationneeded!();
    await deliver(agent, customer);
    await deliverAll(agent, customer);
    agreed(agent, customer);

    agent.peer.onnegotiationneeded!();
    void agent.negotiation.receive({ type: 'offer', sdp: 'peer0.1: too late' });
    await deliverAll(agent, customer);
    agreed(agent, customer);
    expect(agent.peer.remoteDescription!.sdp).not.toContain('too late');
  });

  it('F26 candidates that come before their description wait for it', async () => {
    const [agent, customer] = [sideOf(false), sideOf(true)];
    await settled();
    agent.underWay.reverse();
    expect(agent.underWay.map(({ type }) => type)).toEqual(['candidate', 'offer']);
    await deliver(agent, customer, 1);
    expect(customer.peer.candidates).toEqual([]);
    await deliver(agent, customer);
    expect(customer.peer.candidates).toHaveLength(1);
  });

  it('F26 what cannot be applied changes nothing for what follows', async () => {
    const { agent, customer } = await connected();
    await customer.negotiation.receive({ type: 'answer', sdp: 'peer0.1: unasked' });
    await customer.negotiation.receive({ type: 'offer', sdp: '' });
    await customer.negotiation.receive({
      type: 'candidate',
      candidate: { candidate: 'x', usernameFragment: 'nobody' },
    });
    await agent.negotiation.receive(JSON.parse('{"type":"nonsense"}'));
    agent.peer.restartIce();
    await deliverAll(agent, customer);
    agreed(agent, customer);
    expect(customer.peer.candidates).toHaveLength(2);
  });

  it('F26 however restarts and messages cross, the two agree in the end', async () => {
    const steps = fc.array(fc.constantFrom('agent restarts', 'customer restarts', 'to agent', 'to customer'), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (walk) => {
        const [agent, customer] = [sideOf(false), sideOf(true)];
        for (const step of walk) {
          if (step === 'agent restarts') agent.peer.restartIce();
          if (step === 'customer restarts') customer.peer.restartIce();
          if (step === 'to agent') await deliver(customer, agent, 1);
          if (step === 'to customer') await deliver(agent, customer, 1);
        }
        await deliverAll(agent, customer);
        agreed(agent, customer);
      }),
      { numRuns: 200 },
    );
  });
});
