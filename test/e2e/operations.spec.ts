import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { traceIdOf } from '../../src/adapters/observability/tracing.js';
import { eventually } from '../support/eventually.js';
import { Company, type Customer, type SignedIn, send } from '../support/people/journey.js';
import { type OtlpReceiver, startOtlpReceiver } from '../support/servers/otlp-receiver.js';
import { RunningProcess, startProcess } from '../support/servers/running-service.js';

const metricsUrlOf = ({ output }: { output: readonly string[] }): string =>
  output.flatMap((line) => /metrics +(http\S+)$/.exec(line)?.[1] ?? [])[0]!;
const readinessOf = async (url: string) => {
  const response = await fetch(`${url}/health/ready`);
  const { status, checks } = (await response.json()) as {
    status: string;
    checks: { name: string; status: string; reason?: string }[];
  };
  const reasons = checks.filter((check) => check.status === 'down').map(({ name, reason }) => `${name}: ${reason}`);
  return { http: response.status, status, names: checks.map(({ name }) => name), reasons };
};

describe('a service at work', () => {
  let receiver: OtlpReceiver;
  let service: RunningProcess;
  let customer: Customer;
  let signedIn: SignedIn;
  let metrics: string;
  /** The value of a metric's line, by its beginning. */
  const valueAt = (beginning: string): number =>
    Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(beginning))
        ?.split(' ')
        .at(-1),
    );

  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    service = await RunningProcess.start({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      READY_MAX_LAG_EVENTS: '0',
    });
    customer = await (await Company.of(service)).customer(1);
    signedIn = await customer.signIn();
    const headers = { 'idempotency-key': 'once', 'x-correlation-id': 'ac5cbbd5-e597-487d-834d-67e049828ff5' };
    for (const _ of [1, 2])
      await signedIn.call('POST', '/change-requests', { body: { kind: 'contactPhone' }, headers });
    await fetch(`${service.url}/v1/nothing/here`);
    await eventually(async () => expect((await readinessOf(service.url)).status).toBe('up'));
    await eventually(async () => {
      metrics = await (await fetch(metricsUrlOf(service))).text();
      expect(valueAt('realname_worker_lag_events{kind="process",name="send-notices"}')).toBe(0);
    });
  });
  afterAll(async () => {
    await service.dispose();
    receiver.close();
  });

  it('counts requests by the template of their address, replays, sign-ins and messages', () => {
    const opened = 'realname_http_requests_total{method="POST",route="/v1/futures/change-requests",status="201"';
    expect(valueAt(`${opened},actor="customer"}`)).toBe(2);
    expect(valueAt('realname_idempotent_replays_total{route="/v1/futures/change-requests"}')).toBe(1);
    expect(valueAt('realname_http_requests_total{method="GET",route="unknown",status="404"')).toBe(1);
    expect(valueAt('realname_sessions_opened_total{app="futures"}')).toBe(1);
    expect(valueAt('realname_sms_total{purpose="futuresLogin",outcome="accepted"}')).toBe(1);
    expect(valueAt('realname_http_request_duration_seconds_count{method="PUT"')).toBeGreaterThan(0);
    expect(Math.abs(valueAt('process_start_time_seconds') - Date.now() / 1000)).toBeLessThan(300);
  });

  it('counts appends and how far read models and processes are', () => {
    expect(valueAt('realname_events_appended_total{type="CustomerImported"}')).toBe(1);
    const appends = 'realname_event_append_duration_seconds_count{category="ProfileChangeRequest",outcome="appended"}';
    expect(valueAt(appends)).toBe(1);
    expect(valueAt('realname_worker_led{kind="projection"}')).toBe(1);
    expect(valueAt('realname_worker_lag_events{kind="projection",name="change_request"}')).toBe(0);
    expect(valueAt('realname_worker_passed_events{kind="process",name="send-notices"}')).toBeGreaterThan(3);
    expect(valueAt('realname_parked_events{kind="process",name="send-notices"}')).toBe(0);
    expect(valueAt('realname_pg_connections{pool="service",state="waiting"}')).toBe(0);
  });

  it('tells what people wait for, and dates that come nearer', () => {
    expect(valueAt('realname_video_waiting{company="0038",branch="001"}')).toBe(0);
    expect(valueAt('realname_video_oldest_wait_seconds{company="0039",branch="002"}')).toBe(0);
    expect(valueAt('realname_review_oldest_seconds{company="0039"}')).toBe(0);
    expect(valueAt('realname_ca_seconds_left{certificate="root"}')).toBeGreaterThan(365 * 86_400);
    expect(valueAt('realname_ca_seconds_left{certificate="issuing"}')).toBeGreaterThan(365 * 86_400);
  });

  it('P4 has no id, number, name or token in any label', () => {
    const labels = metrics.split('\n').map((line) => /\{.*\}/.exec(line)?.[0] ?? '');
    expect(labels.filter((each) => /[0-9a-f]{8}-[0-9a-f]{4}-|\d{11}|测试|nothing/.test(each))).toEqual([]);
    expect(metrics.split('\n').length).toBeLessThan(3_000);
  });

  it('sends request, command, append and projection as one trace', async () => {
    const traceId = traceIdOf('ac5cbbd5-e597-487d-834d-67e049828ff5');
    await eventually(() => {
      const spans = receiver.spans.filter((span) => span.traceId === traceId);
      const named = (name: string) => spans.find((span) => span.name === name)!;
      const above = (name: string) => spans.find(({ spanId }) => spanId === named(name).parentSpanId)?.name;
      expect(above('projection')).toMatch(/^append /);
      expect(above('append ProfileChangeRequest')).toBe('OpenChangeRequest');
      expect(above('OpenChangeRequest')).toBe('POST /v1/futures/change-requests');
    });
    expect(receiver.bodies.join()).not.toContain(customer.person.idNumber);
    expect(receiver.bodies.join()).not.toContain(customer.person.contactMobile);
  });

  it('is ready as long as the read side keeps up, and says what does not', async () => {
    expect(await readinessOf(service.url)).toEqual({
      http: 200,
      status: 'up',
      reasons: [],
      names: [
        ...['postgres', 'notifications', 'event store', 'object store', 'writes'],
        ...['projections', 'processes', 'transparency log'],
      ],
    });
    await service.withDatabase(async (client) => {
      await client.query('begin; lock table read_model_row in exclusive mode');
      await customer.import({ idAddress: '上海市浦东新区世纪大道1号' });
      await eventually(async () => {
        const { http, reasons } = await readinessOf(service.url);
        expect([http, ...reasons]).toEqual([
          503,
          expect.stringMatching(/^projections: .*customer_profile is \d+ events behind/),
        ]);
      });
    });
    await eventually(async () => expect((await readinessOf(service.url)).http).toBe(200));
  });

  it('takes no second start on the same metrics port', async () => {
    const { port } = new URL(metricsUrlOf(service));
    await expect(startProcess({ METRICS_PORT: port, DATA_DIR: `${service.dataDir}-other` })).rejects.toThrow(
      `realname cannot start: METRICS_PORT: 127.0.0.1:${port} is taken`,
    );
  });
});

describe('SIGTERM', () => {
  let service: RunningProcess;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await service.dispose();
  });
  /** A call whose body does not end by itself. */
  const halfACall = async () => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    const head =
      'POST /v1/captchas HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n';
    socket.write(`${head}{"purpose":`);
    await fetch(`${service.url}/health/live`);
    return socket;
  };
  const draining = () => eventually(() => expect(service.output).toContain('SIGTERM: draining'));
  const isListening = async () =>
    fetch(`${service.url}/health/live`).then(
      () => true,
      () => false,
    );

  it('finishes the calls at hand, ends event streams, takes no new ones, and ends with exit code 0', async () => {
    service = await RunningProcess.start();
    const signedIn = await (await (await Company.of(service)).customer(1)).signIn();
    const ticket = (await signedIn.call('POST', '/video-verifications', { body: {} })).body;
    const stream = signedIn.watch(ticket.id);
    await eventually(() => expect(stream.queue.length).toBeGreaterThan(0));
    const call = await halfACall();

    const exit = service.stop();
    await stream.done;
    await eventually(async () => expect(await isListening()).toBe(false));
    call.write('"futuresLogin"}');
    const [answer] = await once(call, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 201 Created/);
    expect(await exit).toBe(0);
    expect(service.output).toContain('stopped');
    const lines = service.output.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line).message] : []));
    expect(lines).toEqual(expect.arrayContaining(['started', 'draining', 'stopped']));
  });

  it('is not ready for DRAIN_DELAY_SECONDS, while it still takes calls', async () => {
    service = await RunningProcess.start({ DRAIN_DELAY_SECONDS: '2' });
    const exit = service.stop();
    await draining();
    expect(await readinessOf(service.url)).toMatchObject({ http: 503, reasons: ['service: draining'] });
    expect((await send(`${service.url}/v1/dictionaries/regions`, 'GET')).status).toBe(200);
    expect(await exit).toBe(0);
  });

  it('ends after DRAIN_SECONDS with calls unanswered', async () => {
    service = await RunningProcess.start({ DRAIN_SECONDS: '1' });
    await halfACall();
    expect(await service.stop()).toBe(0);
    expect(service.output.join('\n')).toContain('DRAIN_SECONDS are over');
  });

  it('ends at once when it comes again', async () => {
    service = await RunningProcess.start({ DRAIN_SECONDS: '600', REQUEST_TIMEOUT_SECONDS: '300' });
    await halfACall();
    const exit = service.stop();
    let code: number | null | undefined;
    void exit.then((ended) => {
      code = ended;
    });
    await draining();
    await eventually(() => {
      if (code === undefined) void service.stop();
      expect(code).toBe(1);
    });
  });
});
