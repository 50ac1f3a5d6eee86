import { beforeEach, describe, expect, it } from '@jest/globals';
import { customerSubject, type FuturesSession } from '../../src/application/futures/account/customers.js';
import { CallPresence } from '../../src/application/futures/video/call-presence.js';
import { second } from '../../src/domain/shared/instant.js';
import { videoVerification } from '../../src/domain/video-verification/decider.js';
import type { VideoVerificationEvent } from '../../src/domain/video-verification/events.js';
import type { Ticket } from '../../src/domain/video-verification/state.js';
import { agent, customerId, device, inCall, later, otherDevice, ticketRequested } from './histories.js';
import { World } from './single-use/world.js';

const id = '0b6f5a0e-0000-4000-8000-000000000004';
let world: World;
let presence: CallPresence;
const ticketAfter = async (facts: readonly VideoVerificationEvent[]) => {
  await world.given(videoVerification, id, customerSubject('0038', customerId), facts);
  return (await world.runner.load(videoVerification, id)).state as Ticket;
};
const note = (from = device) => presence.note(id, { subject: customerId, device: from } as FuturesSession);

beforeEach(() => {
  world = new World();
  presence = new CallPresence(world.shortLived, world.runner, world.clock);
});

describe('the customer’s presence in a call (F26)', () => {
  it('F26 is a sign of life within 30 seconds', async () => {
    const ticket = await ticketAfter(inCall);
    expect(await presence.isThere(id, ticket)).toBe(false);
    await note();
    world.clock.advance(30 * second - 1);
    expect(await presence.isThere(id, ticket)).toBe(true);
    world.clock.advance(1);
    expect(await presence.isThere(id, ticket)).toBe(false);
  });

  it('F26 is that of the device which joined', async () => {
    const ticket = await ticketAfter(inCall);
    await note(otherDevice);
    expect(await presence.isThere(id, ticket)).toBe(false);
  });

  it('F26 counts within the call: neither while waiting nor in the call before', async () => {
    const waiting = await ticketAfter([ticketRequested]);
    await note();
    expect(await presence.isThere(id, waiting)).toBe(false);
    world = new World();
    presence = new CallPresence(world.shortLived, world.runner, world.clock);
    const interrupted: VideoVerificationEvent = {
      type: 'VideoCallInterrupted',
      data: { by: 'agent', interruptedAt: later(11) },
    };
    const again: VideoVerificationEvent = { type: 'VideoCallStarted', data: { agent, startedAt: later(11) } };
    const first = await ticketAfter(inCall);
    await note();
    const second = [interrupted, again].reduce(videoVerification.evolve, first) as Ticket;
    expect([await presence.isThere(id, first), await presence.isThere(id, second)]).toEqual([true, false]);
  });
});
