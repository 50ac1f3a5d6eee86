import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { agentSide, type CallSide, customerSide } from '@realname/client';
import { signInStaff } from '../../demo/main-job.js';
import { eventually } from '../support/eventually.js';
import { Caller, eachReaches } from '../support/people/caller.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import type { Staff } from '../support/people/main-job.js';
import { WaitingRoom } from '../support/people/video-queue.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let company: Company;
let waitingRoom: WaitingRoom;
let staff: Staff;
const callers: Pick<Caller<{ status: string }>, 'close'>[] = [];

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
  waitingRoom = new WaitingRoom(company);
  staff = await signInStaff(service.url);
});
afterEach(async () => {
  for (const caller of callers.splice(0)) await caller.close();
  await waitingRoom.clear();
});
afterAll(() => service?.dispose());

const entered = <T extends { readonly status: string }>(
  side: CallSide<T>,
  options?: ConstructorParameters<typeof Caller<T>>[1],
) => {
  const caller = new Caller(side, options);
  callers.push(caller);
  return caller;
};
const customer = (me: SignedIn, id: string) => entered(customerSide(me.device.api, id));
const agent = (id: string) => entered(agentSide(staff.agent, id));

/** A ticket that the agent took, and nobody has entered the room. */
const taken = async () => {
  const me = await waitingRoom.arrival();
  const id = await waitingRoom.joined(me);
  expect((await company.next()).body.id).toBe(id);
  return { me, id };
};

const connected = async () => {
  const { me, id } = await taken();
  const [here, there] = [customer(me, id), agent(id)];
  await eachReaches(here, there);
  return { me, id, here, there };
};

describe('the call in the embedded room (F26)', () => {
  it('F26 connects a customer who waits with the agent who comes, and media flow both ways', async () => {
    const me = await waitingRoom.arrival();
    const id = await waitingRoom.joined(me);
    const here = customer(me, id);
    await eventually(() => expect(here.tickets.at(-1)).toMatchObject({ status: 'waiting', waiting: 1 }));
    expect(here.peers.made).toEqual([]);
    await company.next();
    const there = agent(id);
    await eachReaches(here, there);
    expect(here.states).toEqual(['connected']);
    expect(there.states).toEqual(['connected']);
    expect(here.tickets.at(-1)).toMatchObject({ status: 'inCall', call: { provider: 'webrtc' } });
  });

  it('F26 connects an agent who is there first, also with a customer who has no media', async () => {
    const { me, id } = await taken();
    const there = agent(id);
    await eventually(() => expect(there.tickets).toEqual([{ id, status: 'inCall' }]));
    const here = entered(customerSide(me.device.api, id), { media: false });
    await eventually(() => here.say('看不到我'));
    await eventually(() => expect(there.heard).toEqual(['看不到我']));
    await eventually(() => {
      there.show();
      expect(here.packets.video).toBeGreaterThan(0);
    });
  });

  it('F26 a reload of either side, and the call comes back', async () => {
    const { me, id, here, there } = await connected();
    await here.close();
    const back = customer(me, id);
    await eachReaches(back, there);
    expect(there.states).toEqual(['connected', 'interrupted', 'connected']);
    await there.close();
    await eachReaches(back, agent(id));
    expect(back.states).toEqual(['connected', 'interrupted', 'connected']);
  });

  it('F26 an ICE restart of both sides at once keeps the call', async () => {
    const { here, there } = await connected();
    const connections = [here, there].map(({ peers }) => peers.made.at(-1)!);
    const credentials = () =>
      connections.map(({ localDescription }) => /a=ice-ufrag:(\S+)/.exec(localDescription!.sdp)![1]);
    const before = credentials();
    for (const connection of connections) connection.restartIce();
    await eventually(() => {
      for (const [index, name] of credentials().entries()) expect(name).not.toBe(before[index]);
      for (const { signalingState } of connections) expect(signalingState).toBe('stable');
    });
    await eachReaches(here, there);
    for (const [index, { peers }] of [here, there].entries()) expect(peers.made.at(-1)).toBe(connections[index]);
  });

  it('F26 nothing of another ticket comes in', async () => {
    const { me, id } = await taken();
    const other = await waitingRoom.arrival();
    const otherId = await waitingRoom.joined(other);
    const stream = waitingRoom.watch(other, otherId);
    const intruder = { type: 'hello', from: 'intruder' } as const;
    await expect(customerSide(other.device.api, id).send(intruder)).rejects.toMatchObject({
      status: 404,
      code: 'verification.not-found',
    });
    await expect(agentSide(staff.agent, otherId).send(intruder)).rejects.toMatchObject({ status: 404 });
    await expect(agentSide(staff.operator, id).send(intruder)).rejects.toMatchObject({ status: 403 });
    expect(await entered(customerSide(other.device.api, id)).call.ended).toBe('refused');
    expect(await entered(agentSide(staff.agent, otherId)).call.ended).toBe('refused');
    const [here, there] = [customer(me, id), agent(id)];
    await eachReaches(here, there);
    expect(stream.signals).toEqual([]);
  });

  it.each(['passed', 'rejected'])('F26 the verdict %s ends it on both sides', async (outcome) => {
    const { id, here, there } = await connected();
    await company.verdict(id, { outcome, reason: '光线过暗' });
    expect(await Promise.all([here.call.ended, there.call.ended])).toEqual([outcome, outcome]);
    expect([here.states, there.states]).toEqual([
      ['connected', 'ended'],
      ['connected', 'ended'],
    ]);
    expect(here.peers.made.at(-1)!.connectionState).toBe('closed');
  });

  it('F26 interrupted, the customer waits in the room for the next agent', async () => {
    const { id, here, there } = await connected();
    await company.verdict(id, { outcome: 'interrupted' });
    expect(await there.call.ended).toBe('waiting');
    await eventually(() => expect(here.tickets.at(-1)).toMatchObject({ status: 'waiting', position: 1 }));
    expect(here.state).toBe('interrupted');
    expect((await company.next()).body.id).toBe(id);
    await eachReaches(here, agent(id));
    expect(here.states).toEqual(['connected', 'interrupted', 'connected']);
  });

  it('F26 either hangs up; leaving the ticket ends it for the agent', async () => {
    const first = await connected();
    await first.here.call.hangUp();
    expect(await first.here.call.ended).toBe('hungUp');
    expect(await first.there.call.ended).toBe('remoteHungUp');
    expect((await waitingRoom.ticket(first.me, first.id)).status).toBe('inCall');
    const again = [customer(first.me, first.id), agent(first.id)] as const;
    await eachReaches(...again);
    await again[1].call.hangUp();
    expect(await again[0].call.ended).toBe('remoteHungUp');
    const last = [customer(first.me, first.id), agent(first.id)] as const;
    await eachReaches(...last);
    await first.me.call('DELETE', `/video-verifications/${first.id}`);
    expect(await Promise.all(last.map(({ call }) => call.ended))).toEqual(['left', 'left']);
  });
});
