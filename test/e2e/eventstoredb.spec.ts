import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { eventually } from '../support/eventually.js';
import { doMainJob, factsOf, factsOfJob, type Staff } from '../support/people/main-job.js';
import { type StandIn, startStandIn } from '../support/servers/eventstoredb-stand-in/stand-in.js';
import { RunningProcess } from '../support/servers/running-service.js';

const real = process.env.EVENTSTORE_URL;
const servers = ['its stand-in', ...(real ? ['the server at EVENTSTORE_URL'] : [])];

describe.each(servers)('the service on EventStoreDB, %s', (server) => {
  let standIn: StandIn | undefined;
  let service: RunningProcess;
  let staff: Staff;
  let device: Device;
  beforeAll(async () => {
    standIn = server === 'its stand-in' ? await startStandIn() : undefined;
    service = await RunningProcess.onItsServer({ EVENTSTORE_URL: standIn?.url ?? real });
    staff = await signInStaff(service.url);
    await importCustomer(staff.operator);
    device = new Device(service.url, 'device-0001');
    await device.signIn();
  });
  afterAll(async () => {
    await service.dispose();
    await standIn?.stop();
  });

  it('does the main job, with the same facts', async () => {
    const { applied } = await doMainJob(device, staff, { phone: '13900139001' });
    expect(applied.status).toBe('applied');
    await eventually(async () => expect(await factsOf(staff, customer.idNumber)).toEqual(factsOfJob(false)));
  });

  it('keeps the log there, and none in PostgreSQL', async () => {
    expect(service.output).toContain('  event store: EventStoreDB (EVENTSTORE_URL)');
    const rows = await service.query("select to_regclass('events') as log, to_regclass('data_keys') as keys");
    expect(rows).toEqual([{ log: null, keys: 'data_keys' }]);
    if (!standIn) return;
    const types = standIn.log.records.map(({ type }) => type);
    for (const type of Object.values(factsOfJob(false)).flat()) expect(types).toContain(type);
  });

  it('goes on after kill -9 with the same session', async () => {
    await service.crash();
    await eventually(async () => expect((await device.profile()).phones.contactPhone).toBe('1390****001'));
  });

  if (server === 'its stand-in')
    it('goes on when the event store was away', async () => {
      await standIn!.restart();
      const before = standIn!.landed().length;
      expect((await device.open()).step).toBe('photos');
      expect(standIn!.landed().length).toBeGreaterThan(before);
      expect((await device.profile()).openRequests).toHaveLength(1);
    });
});
