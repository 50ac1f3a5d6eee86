import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { readModels } from '../../src/application/read-models/models.js';
import { eventually } from '../support/eventually.js';
import { longHangLimit } from '../support/hang-limit.js';
import { doMainJob, factsOf, factsOfJob, otherCustomer, type Staff } from '../support/people/main-job.js';
import { type Instances, isHere, sharings, startInstances } from '../support/servers/instances.js';

const workers = [
  'realname/processes',
  ...readModels.map(({ name, version }) => `realname/read-model/${name}/${version}`).sort(),
];

describe.each(sharings.filter(isHere))('the main job on two instances with one %s', (sharing) => {
  let instances: Instances;
  let staff: Staff;
  beforeAll(async () => {
    instances = await startInstances(sharing);
    staff = await signInStaff(instances.a.url);
    await importCustomer(staff.operator);
    await importCustomer(staff.operator, otherCustomer, '00380002');
  });
  afterAll(() => instances?.dispose());

  /** The connections that hold a worker's lock. */
  const holders = async () => {
    const locks = workers.map((name) => `('${name}', hashtextextended('${name}', 0))`).join(', ');
    return instances.query<{ name: string; pid: number }>(
      `select name, pid from pg_locks join (values ${locks}) as worker(name, key)
         on (classid::bigint << 32 | objid::bigint) = key
       where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database()) order by name collate "C"`,
    );
  };

  it('every write at both at once: each fact once, and one answer', async () => {
    const differing: unknown[] = [];
    const fetch = atBoth(instances, differing);
    const { agent } = await signInStaff(instances.a.url, fetch);
    const device = new Device(instances.a.url, 'device-0001', customer, fetch);
    await device.signIn();
    const { applied } = await doMainJob(device, { agent }, { phone: '13900139001' });
    expect(applied.status).toBe('applied');
    expect(differing).toEqual([]);
    await eventually(async () => expect(await factsOf(staff, customer.idNumber)).toEqual(factsOfJob(false)));
  });

  it('one instance works for the read models, one for the processes', async () => {
    expect((await holders()).map(({ name }) => name)).toEqual(workers);
  });

  it('kill -9 of the one that works: the job goes on at the other, which takes the work over', async () => {
    const before = await holders();
    let writes = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method !== 'GET' && ++writes === 9) {
        const sent = atUrl(request.clone(), instances.a.url).catch(() => undefined);
        await instances.a.kill();
        await sent;
      }
      const home = writes < 9 ? instances.a : instances.b;
      return atUrl(request, home.url);
    };
    const { agent } = await signInStaff(instances.b.url, fetch);
    const device = new Device(instances.b.url, 'device-0002', otherCustomer, fetch);
    await device.signIn();
    const { applied } = await doMainJob(device, { agent }, { phone: '13900139002' });
    expect(writes).toBeGreaterThan(15);
    expect(applied.status).toBe('applied');

    const after = await holders();
    expect(after.map(({ name }) => name)).toEqual(workers);
    expect(after).not.toEqual(before);
    const there = await signInStaff(instances.b.url);
    await eventually(async () => expect(await factsOf(there, otherCustomer.idNumber)).toEqual(factsOfJob(false)));
  });

  it('the killed one comes back beside the other', async () => {
    await instances.a.restart();
    const { status } = await fetch(`${instances.a.url}/health/ready`);
    expect(status).toBe(200);
    expect((await holders()).map(({ name }) => name)).toEqual(workers);
    expect(await factsOf(staff, customer.idNumber)).toEqual(factsOfJob(false));
  });

  it(
    'one that works and stands still (SIGSTOP) loses the work to the other, and goes on beside it',
    async () => {
      const before = await holders();
      const there = await signInStaff(instances.a.url);
      process.kill(instances.b.pid, 'SIGSTOP');
      try {
        await eventually(async () => {
          const after = await holders();
          expect(after.map(({ name }) => name)).toEqual(workers);
          expect(after.filter(({ pid }) => before.some((each) => each.pid === pid))).toEqual([]);
        });
        await eventually(() => importCustomer(there.operator, { ...otherCustomer, name: '欧阳' }, '00380002'));
      } finally {
        process.kill(instances.b.pid, 'SIGCONT');
      }
      await eventually(async () => expect((await fetch(`${instances.b.url}/health/ready`)).status).toBe(200));
      const { CustomerAccount = [] } = await factsOf(staff, otherCustomer.idNumber);
      expect(CustomerAccount.slice(0, factsOfJob(false).CustomerAccount.length)).toEqual(
        factsOfJob(false).CustomerAccount,
      );
    },
    longHangLimit,
  );
});

/** The request at another instance. */
const atUrl = async (request: Request, url: string): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  const body = await request.arrayBuffer();
  const { method, headers } = request;
  return fetch(`${url}${pathname}${search}`, { method, headers, ...(body.byteLength > 0 && { body }) });
};

/** A `fetch` that sends each write to both instances at once, and notes where their answers differ. */
const atBoth =
  ({ a, b }: Instances, differing: unknown[]): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    if (request.method === 'GET') return atUrl(request, Math.random() < 0.5 ? a.url : b.url);
    const answers = await Promise.all([a, b].map(({ url }) => atUrl(request.clone(), url)));
    const [first, second] = await Promise.all(answers.map(async (each) => [each.status, await each.clone().text()]));
    if (JSON.stringify(first) !== JSON.stringify(second)) differing.push({ call: request.url, first, second });
    return answers[0]!;
  };
