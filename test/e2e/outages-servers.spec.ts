import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { serverProcess } from '../support/crashes/killable-postgres.js';
import { Outages } from '../support/crashes/outages.js';
import { eventually } from '../support/eventually.js';
import { hangLimit, longHangLimit } from '../support/hang-limit.js';
import { Company, send } from '../support/people/journey.js';
import { doMainJob, factsOf, factsOfJob } from '../support/people/main-job.js';
import { freePort } from '../support/servers/free-port.js';
import { signalTree } from '../support/servers/process-tree.js';
import { type RedisServer, startInstalledRedis } from '../support/servers/redis-server.js';
import { RunningService } from '../support/servers/running-service.js';

describe('the embedded PostgreSQL dies (kill -9) or stands still (SIGSTOP) during the writes of the main job', () => {
  let service: RunningService;
  let outages: Outages;
  let status: string | undefined;
  beforeAll(async () => {
    service = await RunningService.onItsServer();
    await importCustomer((await signInStaff(service.url)).operator);
    outages = new Outages(embedded(service), (call) =>
      call % 3 === 1 ? { how: call % 2 === 0 ? 'close' : 'freeze', packets: 0 } : undefined,
    );
    const { agent } = await signInStaff(service.url, outages.fetch);
    const device = new Device(service.url, 'device-0001', customer, outages.fetch);
    await device.signIn();
    status = (await doMainJob(device, { agent }, { phone: '13900139001' })).applied.status;
  }, longHangLimit);
  afterAll(() => service.dispose());

  it('it is started again, and the job is done, each fact once', async () => {
    expect(outages.met.length).toBeGreaterThan(5);
    expect(status).toBe('applied');
    const staff = await signInStaff(service.url);
    await eventually(async () => expect(await factsOf(staff, customer.idNumber)).toEqual(factsOfJob(false)));
  });

  it('what cannot be answered is 503, in time; the service stays', async () => {
    for (const { code, took, ...met } of outages.met.filter((each) => each.status >= 300)) {
      expect({ ...met, code }).toMatchObject({ status: 503, code: expect.stringMatching(/unavailable|lagging/) });
      expect({ ...met, late: took > hangLimit }).toEqual({ ...met, late: false });
    }
    expect(service.output.filter((line) => /uncaught|unhandled|failed, correlation id/i.test(line))).toEqual([]);
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  });
});

/** The servers of a service's own cluster: gone for good, or still until `open`. */
const embedded = ({ dataDir }: RunningService) => {
  let still: number | undefined;
  return {
    after: async (_packets: number, how: 'close' | 'freeze') => {
      const pid = await serverProcess(dataDir).catch(() => 0);
      if (how === 'freeze') still = pid;
      if (pid > 0) signalTree(pid, how === 'freeze' ? 'SIGSTOP' : 'SIGKILL');
    },
    open: async () => {
      if (still) signalTree(still, 'SIGCONT');
      still = undefined;
    },
  };
};

describe('a Redis that was started anew', () => {
  let redis: RedisServer | undefined;
  let service: RunningService;
  let company: Company;
  beforeAll(async () => {
    redis = await startInstalledRedis(await freePort());
    if (!redis) return;
    service = await RunningService.onItsServer({ REDIS_URL: redis.url });
    company = await Company.of(service);
  });
  afterAll(async () => {
    await service?.dispose();
    await redis?.stop();
  });

  it('has forgotten sessions, but neither the queue’s order nor the quota of a number', async () => {
    if (!redis) return;
    const people = [await company.customer(1), await company.customer(2), await company.customer(3)];
    const tickets: string[] = [];
    for (const person of people) {
      const signedIn = await person.signIn();
      tickets.push((await signedIn.call('POST', '/video-verifications', { body: {} })).body.id);
    }
    const { port } = new URL(redis.url);
    await redis.stop();
    const down = await send(`${company.url}/v1/captchas`, 'POST', { body: { purpose: 'futuresLogin' } });
    expect(down.verdict).toBe('503 dependency.unavailable');
    redis = (await startInstalledRedis(Number(port)))!;
    await eventually(async () => expect((await fetch(`${company.url}/health/ready`)).status).toBe(200));

    await expect(people[0]!.signIn()).rejects.toThrow('429 sms.quota-exceeded');
    await company.clock(61);
    const again = await people[0]!.signIn();
    expect((await again.call('GET', `/video-verifications/${tickets[0]}`)).body).toMatchObject({
      status: 'waiting',
      waiting: 3,
      position: 1,
    });
    for (const ticket of tickets) {
      expect((await company.next()).body.id).toBe(ticket);
      await company.verdict(ticket, { outcome: 'passed' });
    }
  });
});
