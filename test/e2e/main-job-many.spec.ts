import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApi, type Schemas } from '@realname/client';
import { passAll } from '../../demo/agent.js';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { Walk } from '../../demo/walk.js';
import { checkCharacter } from '../../src/domain/shared/resident-id.js';
import { eventually } from '../support/eventually.js';
import { longHangLimit } from '../support/hang-limit.js';
import { type Recorded, recordingFetch } from '../support/memory/recording.js';
import { factsOf, factsOfJob, type Staff } from '../support/people/main-job.js';
import { staffToken } from '../support/people/staff-token.js';
import { RunningService } from '../support/servers/running-service.js';

const masterKey = randomBytes(32);
const branches = ['001', '002'] as const;
const people = Array.from({ length: 50 }, (_, index) => {
  const digits = `41010119950813${String(index).padStart(3, '0')}`;
  const mobile = `139${10_000_001 + index}`;
  const own = { idNumber: digits + checkCharacter(digits), contactMobile: mobile, contactPhone: mobile };
  return { ...customer, ...own, branchCode: branches[index % 2]! };
});
const phoneFor = (index: number) => (index % 5 === 0 ? `137${10_000_001 + index}` : `0755-${20_000_001 + index}`);

interface Visit {
  readonly branch: string;
  readonly walk: Walk;
  readonly calls: Recorded[];
}

interface Shift {
  readonly branch: string;
  readonly taken: readonly string[];
  readonly calls: Recorded[];
}

describe('the main job of 50 customers at once, with two agents for each of two branches', () => {
  let service: RunningService;
  let staff: Staff;
  let visits: Visit[];
  let shifts: Shift[];

  beforeAll(async () => {
    service = await RunningService.start({ MASTER_KEY: masterKey.toString('base64') });
    staff = await signInStaff(service.url);
    await Promise.all(people.map((person, index) => importCustomer(staff.operator, person, `C${index}`)));
    visits = people.map((person, index) => {
      const calls: Recorded[] = [];
      const device = new Device(service.url, `device-${1000 + index}`, person, recordingFetch(calls));
      return { branch: person.branchCode, walk: new Walk(device, phoneFor(index), 40 + index), calls };
    });
    const closing = new AbortController();
    const working = Promise.all(branches.flatMap((branch) => [1, 2].map((n) => shift(branch, n, closing.signal))));
    await Promise.all(visits.map(({ walk }) => whole(walk)));
    closing.abort();
    shifts = await working;
  }, longHangLimit);
  afterAll(() => service?.dispose());

  const shift = async (branch: string, n: number, until: AbortSignal): Promise<Shift> => {
    const standing = { id: `agent-${branch}-${n}`, roles: ['agent'], companies: ['0038'], branches: [branch] };
    const token = await staffToken(masterKey, standing);
    const calls: Recorded[] = [];
    const api = createApi({ baseUrl: service.url, token: () => token, fetch: recordingFetch(calls) });
    return { branch, taken: await passAll(api, branch, until), calls };
  };

  const whole = async ({ steps }: Walk): Promise<void> => {
    for (const [, take] of steps) await take();
  };

  it('refuses nothing and fails at nothing: what was 503 for a moment went through unchanged', () => {
    const refused = [...visits, ...shifts].flatMap(({ calls }) => calls.filter(({ status }) => status >= 400));
    expect(refused).toEqual([]);
  });

  it('F22 applies every change, each with its own number', async () => {
    const shown: readonly Schemas['ProfileAnswer'][] = await Promise.all(
      visits.map(({ walk }) => walk.device.profile()),
    );
    const contactPhones = people.map((_, index) => {
      const phone = phoneFor(index).replace('-', '');
      return `${phone.slice(0, 4)}****${phone.slice(-3)}`;
    });
    expect(shown.map(({ phones }) => phones.contactPhone)).toEqual(contactPhones);
    expect(shown.map(({ openRequests }) => openRequests)).toEqual(people.map(() => []));
  });

  it('F26 gives each ticket to one agent, of its branch, and every agent has some', () => {
    expect(shifts.flatMap(({ taken }) => taken).sort()).toEqual(visits.map(({ walk }) => walk.ticketId).sort());
    for (const branch of branches) {
      const waited = visits.filter((visit) => visit.branch === branch).map(({ walk }) => walk.ticketId);
      const own = shifts.filter((each) => each.branch === branch);
      for (const { taken } of own) expect(taken).not.toEqual([]);
      expect(new Set(own.flatMap(({ taken }) => taken))).toEqual(new Set(waited));
    }
  });

  it('F24, F26 keeps the order of joining: nobody is called before one who had joined already', () => {
    const entries = visits.map(({ branch, walk, calls }) => ({
      branch,
      joined: joining(calls),
      ...call(walk.ticketId),
    }));
    let compared = 0;
    for (const earlier of entries) {
      for (const later of entries) {
        if (earlier.branch !== later.branch || earlier.joined.to >= later.joined.from) continue;
        compared++;
        if (earlier.agent === later.agent) expect(earlier.turn).toBeLessThan(later.turn);
        else expect(earlier.taking.from).toBeLessThan(later.taking.to);
      }
    }
    expect(compared).toBeGreaterThan(0);
  });

  const joining = (calls: readonly Recorded[]): Recorded =>
    calls.find((each) => each.call === 'POST /v1/futures/video-verifications')!;

  /** By which agent, and when, a ticket was taken. */
  const call = (ticketId: string) => {
    const agent = shifts.findIndex(({ taken }) => taken.includes(ticketId));
    const { taken, calls } = shifts[agent]!;
    const takes = calls.filter((each) => each.call.endsWith('/video-verifications/next') && each.status === 200);
    const turn = taken.indexOf(ticketId);
    return { agent, turn, taking: takes[turn]! };
  };

  it('F22 leaves each fact of each customer in the log once, in its order', async () => {
    const facts = factsOfJob(false);
    for (const { idNumber } of people)
      await eventually(async () => expect(await factsOf(staff, idNumber)).toEqual(facts));
  });
});
