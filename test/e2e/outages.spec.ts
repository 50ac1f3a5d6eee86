import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { Gate } from '../support/crashes/gate.js';
import { type Outage, Outages } from '../support/crashes/outages.js';
import { eventually } from '../support/eventually.js';
import { hangLimit, longHangLimit } from '../support/hang-limit.js';
import { Company } from '../support/people/journey.js';
import { doMainJob, factsOf, factsOfJob, type Staff } from '../support/people/main-job.js';
import { startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { createDatabase } from '../support/servers/postgres.js';
import { startInstalledRedis } from '../support/servers/redis-server.js';
import { RunningService } from '../support/servers/running-service.js';

interface Server {
  /** Its name in `/health/ready`. */
  readonly check: string;
  /** Packets that a write sends to it, more or less. */
  readonly packets: number;
  start(): Promise<{ gate: Gate; environment: Record<string, string>; stop(): Promise<void> } | undefined>;
}

const postgres = async () => {
  const database = await createDatabase(
    process.env.REALNAME_TEST_DATABASE_URL ?? process.env.REALNAME_TEST_EMBEDDED_URL!,
  );
  const gate = await Gate.before(database);
  return { gate, environment: { DATABASE_URL: gate.urlOf(database) }, stop: async () => {} };
};

const redis = async () => {
  const server = await startInstalledRedis();
  if (!server) return undefined;
  const gate = await Gate.before(server.url);
  return { gate, environment: { REDIS_URL: gate.urlOf(server.url) }, stop: () => server.stop() };
};

const eventStore = async () => {
  const server = await startStandIn();
  const gate = await Gate.before(server.url);
  return { gate, environment: { EVENTSTORE_URL: gate.urlOf(server.url) }, stop: () => server.stop() };
};

const servers: Record<string, Server> = {
  PostgreSQL: { check: 'postgres', packets: 16, start: postgres },
  Redis: { check: 'redis', packets: 4, start: redis },
  'the event store': { check: 'event store', packets: 4, start: eventStore },
};

/** At two of three writes the server is gone, or hangs, after some of their packets. */
const plan = (call: number, packets: number): Outage | undefined =>
  call % 3 === 1 ? undefined : { how: call % 12 === 5 ? 'freeze' : 'close', packets: (call * 5) % packets };

describe.each(Object.entries(servers))('%s goes away in the middle of every write of the main job', (_name, {
  check,
  packets,
  start,
}) => {
  let server: Awaited<ReturnType<Server['start']>>;
  let service: RunningService;
  let staff: Staff;
  let outages: Outages;
  const readiness: string[][] = [];
  let status: string | undefined;
  beforeAll(async () => {
    server = await start();
    if (!server) return;
    service = await RunningService.start(server.environment);
    staff = await signInStaff(service.url);
    await importCustomer(staff.operator);
    outages = new Outages(
      server.gate,
      (call) => plan(call, packets),
      async () => {
        expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
        readiness.push(await downAt(service.url));
      },
    );
    const { agent } = await signInStaff(service.url, outages.fetch);
    const device = new Device(service.url, 'device-0001', customer, outages.fetch);
    await device.signIn();
    status = (await doMainJob(device, { agent }, { phone: '13900139001' })).applied.status;
  }, longHangLimit);
  afterAll(async () => {
    await service?.dispose();
    server?.gate.close();
    await server?.stop();
  });

  it('the job is done all the same, each fact once', async () => {
    if (!server) return;
    expect(status).toBe('applied');
    await eventually(async () => expect(await factsOf(staff, customer.idNumber)).toEqual(factsOfJob(false)));
  });

  it('what it cannot answer is 503 with Retry-After, in time', () => {
    if (!server) return;
    const refused = outages.met.filter((met) => met.status >= 300);
    expect(refused.length).toBeGreaterThan(4);
    for (const { status, code, retryAfter, took, ...met } of refused) {
      expect({ ...met, status, code }).toEqual({
        ...met,
        status: 503,
        code: expect.stringMatching(/^(dependency\.unavailable|projection\.lagging)$/),
      });
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect({ ...met, late: took > hangLimit }).toEqual({ ...met, late: false });
    }
  });

  it('says at /health/ready which server is away, and that it is back', async () => {
    if (!server) return;
    expect(readiness.length).toBeGreaterThan(0);
    for (const down of readiness) expect(down).toContain(check);
    await eventually(async () => expect(await downAt(service.url)).toEqual([]));
  });

  it('event streams go on or can be opened anew (F25)', async () => {
    if (!server) return;
    const company = await Company.of(service);
    const waiting = await (await company.customer(9)).signIn();
    const { id } = (await waiting.call('POST', '/video-verifications', { body: {} })).body;
    const streams = [waiting.watch(id), waiting.watch(id)];
    const ends = Promise.allSettled(streams.map(({ done }) => done));
    await eventually(() => expect(streams.map(({ last }) => last?.status)).toEqual(['waiting', 'waiting']));
    for (const how of ['close', 'freeze'] as const) {
      server.gate[how]();
      expect(await downAt(service.url)).toContain(check);
      await server.gate.open();
      await eventually(async () => expect(await downAt(service.url)).toEqual([]));
    }
    const anew = waiting.watch(id);
    await eventually(() => expect(anew.last).toMatchObject({ status: 'waiting' }));
    expect((await company.next()).body.id).toBe(id);
    await eventually(() => expect(anew.last).toMatchObject({ status: 'inCall' }));
    await eventually(() => {
      for (const { ended, last } of streams) expect(ended || last.status === 'inCall').toBe(true);
    });
    await company.verdict(id, { outcome: 'passed' });
    await anew.done;
    expect(anew.last).toMatchObject({ status: 'passed' });
    await ends;
  });

  it('nothing unexpected was logged', () => {
    if (!server) return;
    expect(service.output.filter((line) => /uncaught|unhandled|failed, correlation id/i.test(line))).toEqual([]);
  });
});

const downAt = async (url: string): Promise<string[]> => {
  const response = await fetch(`${url}/health/ready`);
  const { checks } = (await response.json()) as { checks: { name: string; status: string }[] };
  const down = checks.flatMap((each) => (each.status === 'down' ? [each.name] : []));
  expect(response.status).toBe(down.length > 0 ? 503 : 200);
  return down;
};

describe('the machine of PostgreSQL vanishes, and another one answers at its address', () => {
  let server: Awaited<ReturnType<typeof postgres>>;
  let service: RunningService;
  beforeAll(async () => {
    server = await postgres();
    service = await RunningService.start(server.environment);
  });
  afterAll(async () => {
    await service?.dispose();
    server.gate.close();
  });

  it('the service says that it is not ready, and everything comes back without a restart', async () => {
    const company = await Company.of(service);
    await (await company.customer(1)).signIn();
    server.gate.abandon();
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(503));
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
    let person = 1;
    await eventually(async () => (await company.customer(++person)).signIn());
    expect(service.output.filter((line) => /uncaught|unhandled|failed, correlation id/i.test(line))).toEqual([]);
  });
});
