import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answered, createApi } from '@realname/client';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import { customer } from '../../demo/people.js';
import { Crashes } from '../support/crashes/crashes.js';
import { eventually } from '../support/eventually.js';
import { longHangLimit } from '../support/hang-limit.js';
import { doMainJob, factsOf, factsOfJob } from '../support/people/main-job.js';
import { RunningProcess } from '../support/servers/running-service.js';

const newMobile = '13900139001';

describe('kill -9 at every step of the main job', () => {
  let service: RunningProcess;
  let crashes: Crashes;
  let job: Awaited<ReturnType<typeof doMainJob>>;
  beforeAll(async () => {
    service = await RunningProcess.onItsServer();
    crashes = new Crashes(service, [
      ['POST /v1/futures/sessions/sms-codes', 'delivered'],
      ['POST /v1/futures/sessions', 'begun'],
      ['POST /v1/futures/change-requests', 'appended', 'appended'],
      ['PUT /v1/futures/change-requests/:id/photos/signature', 'appended'],
      ['PUT /v1/futures/change-requests/:id/responsibility-letter', 'answered'],
      ['POST /v1/futures/change-requests/:id/sms-codes', 'delivered'],
      ['PUT /v1/futures/change-requests/:id/contact-phone', 'appended'],
      ['POST /v1/futures/video-verifications', 'appended'],
      ['POST /v1/staff/video-verifications/next', 'appended'],
      ['POST /v1/staff/video-verifications/:id/verdict', 'appended'],
      ['POST /v1/futures/certificates', 'appended', 'appended', 'appended'],
      ['GET /v1/futures/change-requests/:id/agreements/changeApplication', 'appended'],
      ['PUT /v1/futures/change-requests/:id/agreements/changeApplication/signature', 'appended'],
      ['PUT /v1/futures/change-requests/:id/agreements/consent', 'answered'],
      ['POST /v1/futures/change-requests/:id/submission', 'appended'],
    ]);
    const { operator } = await signInStaff(service.url);
    await importCustomer(operator);
    const { agent } = await signInStaff(service.url, crashes.fetch);
    const device = new Device(service.url, 'device-0001', customer, crashes.fetch);
    await device.signIn();
    job = await doMainJob(device, { agent }, { phone: newMobile });
  }, longHangLimit);
  afterAll(() => service.dispose());

  it('goes on with the same session and ends as if nothing had happened', () => {
    expect(crashes.left()).toEqual([]);
    expect(job.applied).toMatchObject({ status: 'applied', step: 'done' });
    expect(job.trail.map(([after]) => after)).toEqual([
      'open',
      'photos and letter',
      'form',
      'certificate',
      'signatures',
      'consent',
      'submission',
    ]);
  });

  it('answers a repeat with the same Idempotency-Key as the first time', () => {
    expect(crashes.repeats.length).toBeGreaterThanOrEqual(14);
    for (const { call, first, again } of crashes.repeats) expect([call, again]).toEqual([call, first]);
  });

  it('leaves each fact once: no request, call, pass or signature twice', async () => {
    const staff = await signInStaff(service.url);
    await eventually(async () => expect(await factsOf(staff, customer.idNumber)).toEqual(factsOfJob(false)));
  });

  it('takes each claim once, and sends each code once', async () => {
    const count = "select data->>'scope' as what, count(*)::int from events where type = 'ClaimTaken' group by what";
    expect(await counts(service, count)).toEqual({
      customer: 1,
      customerNumber: 1,
      openRequest: 1,
      videoTicket: 1,
      agentCall: 1,
      certificateKey: 1,
      activeCertificate: 1,
    });
    const sms =
      "select type as what, count(*)::int from events where type in ('SmsReserved', 'SmsAccepted') group by what";
    // The sign-in is counted for the ID number that was asked for too.
    expect(await counts(service, sms)).toEqual({ SmsReserved: 3, SmsAccepted: 2 });
    const api = createApi({ baseUrl: service.url });
    for (const to of [customer.contactMobile, newMobile]) {
      const { items } = await answered(api.GET('/sandbox/sms-messages', { params: { query: { to } } }));
      expect(items).toHaveLength(1);
    }
  });
});

const counts = async (service: RunningProcess, sql: string): Promise<Record<string, number>> => {
  const rows = await service.query<{ what: string; count: number }>(sql);
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
};
