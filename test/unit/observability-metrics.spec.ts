import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/adapters/observability/metrics.js';
import { MetricsPortTaken, type MetricsServer, serveMetrics } from '../../src/adapters/observability/metrics-server.js';
import { ObservedEventStore } from '../../src/adapters/observability/observed-event-store.js';
import { ObservedNoticeDeliveries } from '../../src/adapters/observability/observed-notice-deliveries.js';
import { ObservedObjects } from '../../src/adapters/observability/observed-objects.js';
import { ObservedSessions } from '../../src/adapters/observability/observed-sessions.js';
import { ObservedSmsGateway } from '../../src/adapters/observability/observed-sms-gateway.js';
import { type LaggingWorker, ReadSide, type Worker } from '../../src/adapters/observability/read-side.js';
import { keepsUp } from '../../src/adapters/observability/readiness.js';
import { WriteWatch } from '../../src/adapters/observability/write-watch.js';
import { newId } from '../../src/application/core/ids.js';
import { type NewEvent, RevisionConflict } from '../../src/application/ports/event-store.js';
import type { ObjectStore } from '../../src/application/ports/object-store.js';
import { SmsOutcomeUnknown } from '../../src/application/ports/sms-gateway.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { minute } from '../../src/domain/shared/instant.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryNoticeDeliveries } from '../support/memory/notice-deliveries.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';
import { FakeGateway } from '../support/memory/sms-fixture.js';

const now = '2026-11-23T02:00:00.000Z';
const event = (type = 'PhoneChanged', at = now): NewEvent => ({
  id: newId(),
  type,
  data: {},
  metadata: {
    at,
    actor: { kind: 'system', id: 'x' },
    correlationId: newId(),
    causationId: newId(),
    commandId: newId(),
    session: null,
    device: null,
    clientVersion: null,
    schemaVersion: 1,
  },
});
/** The lines of our own metrics that match. */
const linesOf = async (metrics: Metrics, pattern: RegExp) =>
  (await metrics.text()).split('\n').filter((line) => /^realname_/.test(line) && pattern.test(line));

describe('metrics', () => {
  const request = {
    method: 'GET',
    route: '/a/:id',
    status: 200,
    ms: 20,
    actor: 'user',
    streamed: false,
    replayed: false,
  };

  it('count requests by template, method, status and actor, and time all but streams', async () => {
    const metrics = new Metrics();
    metrics.served(request);
    metrics.served({ ...request, method: 'PROPFIND', status: 404, route: 'unknown' });
    metrics.served({ ...request, route: '/events', streamed: true, ms: 60_000 });
    metrics.served({ ...request, method: 'POST', replayed: true });
    expect(await linesOf(metrics, /requests_total|_count|replays/)).toEqual([
      'realname_http_requests_total{method="GET",route="/a/:id",status="200",actor="user"} 1',
      'realname_http_requests_total{method="other",route="unknown",status="404",actor="user"} 1',
      'realname_http_requests_total{method="GET",route="/events",status="200",actor="user"} 1',
      'realname_http_requests_total{method="POST",route="/a/:id",status="200",actor="user"} 1',
      'realname_http_request_duration_seconds_count{method="GET",route="/a/:id"} 1',
      'realname_http_request_duration_seconds_count{method="other",route="unknown"} 1',
      'realname_http_request_duration_seconds_count{method="POST",route="/a/:id"} 1',
      'realname_idempotent_replays_total{route="/a/:id"} 1',
    ]);
    expect(await metrics.text()).toMatch(/^process_start_time_seconds \d+$/m);
  });

  it('count appends by outcome, and the events that were appended', async () => {
    const metrics = new Metrics();
    const memory = new MemoryEventStore();
    const writes = new WriteWatch();
    const store = new ObservedEventStore(memory, metrics, writes);
    await store.append('claim-1', 'no-stream', [event(), event('ClaimTaken')]);
    await expect(store.append('claim-1', 'no-stream', [event()])).rejects.toThrow(RevisionConflict);
    memory.append = () => Promise.reject(new DependencyUnavailable('event store'));
    await expect(store.append('claim-2', 'no-stream', [event()])).rejects.toThrow(DependencyUnavailable);
    expect(await linesOf(metrics, /_count|events_appended/)).toEqual([
      'realname_event_append_duration_seconds_count{category="claim",outcome="appended"} 1',
      'realname_event_append_duration_seconds_count{category="claim",outcome="conflict"} 1',
      'realname_event_append_duration_seconds_count{category="claim",outcome="unavailable"} 1',
      'realname_events_appended_total{type="PhoneChanged"} 1',
      'realname_events_appended_total{type="ClaimTaken"} 1',
    ]);
  });

  it('count messages by outcome and sign-ins by app', async () => {
    const metrics = new Metrics();
    const gateway = new FakeGateway();
    const sms = new ObservedSmsGateway(gateway, metrics);
    await sms.sendCode('+8613800138000', 'contactPhone', '123456');
    await sms.sendNotice('+8613800138000', 'passwordChanged');
    gateway.answer = async () => 'refused';
    await sms.sendCode('+8613800138000', 'contactPhone', '123456');
    gateway.answer = () => Promise.reject(new DependencyUnavailable('SMS gateway'));
    await expect(sms.sendCode('+8613800138000', 'contactPhone', '123456')).rejects.toThrow(DependencyUnavailable);
    gateway.answer = () => Promise.reject(new SmsOutcomeUnknown('SMS gateway'));
    await expect(sms.sendCode('+8613800138000', 'contactPhone', '123456')).rejects.toThrow(SmsOutcomeUnknown);
    const clock = new ManualClock(now);
    const lines: unknown[] = [];
    const sessions = new ObservedSessions(
      new MemoryShortLived(clock),
      clock,
      { idleMs: minute, absoluteMs: minute },
      metrics,
      (...line) => lines.push(line),
    );
    await sessions.open({ app: 'futures', subject: 's', device: null });
    sessions.refused('futures', 'an HMAC');
    expect(lines).toEqual([['info', 'sign-in refused', { app: 'futures', whose: 'an HMAC' }]]);
    expect(await linesOf(metrics, /sms|sessions|sign_ins/)).toEqual([
      'realname_sms_total{purpose="contactPhone",outcome="accepted"} 1',
      'realname_sms_total{purpose="notice",outcome="accepted"} 1',
      'realname_sms_total{purpose="contactPhone",outcome="refused"} 1',
      'realname_sms_total{purpose="contactPhone",outcome="unavailable"} 1',
      'realname_sms_total{purpose="contactPhone",outcome="unknown"} 1',
      'realname_sessions_opened_total{app="futures"} 1',
      'realname_sign_ins_refused_total{app="futures"} 1',
    ]);
  });
});

describe('objects', () => {
  it('P4 that are lost are counted and told by their random ids', async () => {
    const metrics = new Metrics();
    const lines: unknown[] = [];
    const kept = new Map([['a', Buffer.from('bytes')]]);
    const store = { get: async (id: string) => kept.get(id) } as unknown as ObjectStore;
    const objects = new ObservedObjects(store, metrics, (...line) => lines.push(line));
    expect(await objects.get('a')).toEqual(Buffer.from('bytes'));
    expect(await objects.get('b')).toBeUndefined();
    expect(await linesOf(metrics, /missing/)).toEqual(['realname_objects_missing_total 1']);
    expect(lines).toEqual([['error', 'object missing', { object: 'b' }]]);
  });
});

it('the release that runs is told', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await linesOf(new Metrics(), /build/)).toEqual([
    `realname_build_info{version="${version}",node="${process.version}"} 1`,
  ]);
});

describe('security notices', () => {
  it('are counted by what came of them; a dropped one is told, without its number', async () => {
    const metrics = new Metrics();
    const lines: unknown[] = [];
    const deliveries = new ObservedNoticeDeliveries(new MemoryNoticeDeliveries(), metrics, (...line) =>
      lines.push(line),
    );
    const delivery = { eventId: 'event-1', receiver: 'digest', at: now };
    expect(await deliveries.begin(delivery)).toBe(0);
    for (const outcome of ['refused', 'expired', 'accepted'] as const) await deliveries.end(delivery, outcome);
    expect(await linesOf(metrics, /notices/)).toEqual([
      'realname_notices_total{outcome="refused"} 1',
      'realname_notices_total{outcome="expired"} 1',
      'realname_notices_total{outcome="accepted"} 1',
    ]);
    expect(lines).toEqual([['warn', 'notice dropped', { event: 'event-1', outcome: 'expired' }]]);
  });
});

describe('a metric that is asked for', () => {
  const depth = async () => [{ labels: { state: 'waiting' as const }, value: 3 }];
  const named = (metrics: Metrics) => linesOf(metrics, /_depth|_age|collector_up/);

  it('costs its own series alone where it fails or never answers, and is back with its answer', async () => {
    const metrics = new Metrics();
    let away = true;
    metrics.gauge('realname_depth', 'x', ['state'], depth);
    metrics.gauge('realname_age', 'x', [], async () => {
      if (away) throw new DependencyUnavailable('postgres');
      return [{ labels: {}, value: 7 }];
    });
    metrics.gauge('realname_never', 'x', [], () => new Promise(() => {}));
    const up = (age: number) => [
      'realname_collector_up{name="realname_depth"} 1',
      `realname_collector_up{name="realname_age"} ${age}`,
      'realname_collector_up{name="realname_never"} 0',
    ];
    const waiting = 'realname_depth{state="waiting"} 3';
    expect((await named(metrics)).sort()).toEqual([...up(0), waiting].sort());
    expect(await metrics.text()).not.toMatch(/^realname_never /m);
    away = false;
    expect((await named(metrics)).sort()).toEqual([...up(1), waiting, 'realname_age 7'].sort());
  });

  it('forgets what it told before', async () => {
    const metrics = new Metrics();
    let values = await depth();
    metrics.gauge('realname_depth', 'x', ['state'], async () => values);
    await metrics.text();
    values = [];
    expect(await linesOf(metrics, /_depth\{/)).toEqual([]);
  });
});

describe('the metrics port', () => {
  const open: MetricsServer[] = [];
  afterEach(async () => void (await Promise.all(open.splice(0).map((server) => server.close()))));
  const serve = async (port: number, orAnyFree = false) => {
    const server = await serveMetrics(new Metrics(), { host: '127.0.0.1', port, orAnyFree });
    open.push(server);
    return server;
  };

  it('serves /metrics and nothing else', async () => {
    const { url } = await serve(0);
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await response.text()).toContain('# TYPE realname_http_requests_total counter');
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it('is another one when the one that nobody asked for is taken', async () => {
    const { port } = new URL((await serve(0)).url);
    expect(new URL((await serve(Number(port), true)).url).port).not.toBe(port);
  });

  it('is named when somebody else has it', async () => {
    const { port } = new URL((await serve(0)).url);
    await expect(serve(Number(port))).rejects.toThrow(MetricsPortTaken);
    await expect(serve(Number(port))).rejects.toThrow(`METRICS_PORT: 127.0.0.1:${port} is taken`);
  });
});

describe('the read side', () => {
  const at = (worker: Partial<Worker> & { name: string }): Worker => ({
    passed: 0,
    position: null,
    caughtUp: true,
    parked: 0,
    ...worker,
  });

  const behind = async () => {
    const store = new MemoryEventStore();
    const times = [0, 10, 20, 30].map((seconds) => `2026-11-23T01:59:${String(seconds).padStart(2, '0')}.000Z`);
    for (const [n, time] of times.entries()) await store.append(`claim-${n}`, 'no-stream', [event('A', time)]);
    const workers = [
      at({ name: 'current', passed: 4, position: store.events[3]!.position }),
      at({ name: 'late', passed: 3, position: store.events[2]!.position, caughtUp: false, parked: 2 }),
      at({ name: 'later', passed: 1, position: store.events[0]!.position, caughtUp: false }),
      at({ name: 'new', caughtUp: false }),
    ];
    return { store, workers };
  };
  const sideOf = (store: MemoryEventStore, workers: readonly Worker[], led = true) => {
    const side = async () => ({ led, workers });
    return new ReadSide(store, new ManualClock(now), { projections: side, processes: side });
  };

  it('tells how many events, and how old ones, each worker has before it', async () => {
    const { store, workers } = await behind();
    const measured = (await sideOf(store, workers).of('projections')).workers;
    const short = ({ name, eventsBehind, secondsBehind }: LaggingWorker) => [name, eventsBehind, secondsBehind];
    expect(measured.map(short)).toEqual([
      ['current', 0, 0],
      ['late', 1, 30],
      ['later', 3, 50],
      ['new', 4, 60],
    ]);
  });

  it('reads an event for each place, however far behind a worker is', async () => {
    class CountingStore extends MemoryEventStore {
      delivered = 0;
      override async *subscribe(options: Parameters<MemoryEventStore['subscribe']>[0]) {
        for await (const event of super.subscribe(options)) {
          this.delivered++;
          yield event;
        }
      }
    }
    const store = new CountingStore();
    await store.append(
      'claim-1',
      'no-stream',
      Array.from({ length: 2_000 }, () => event('A', now)),
    );
    const place = (n: number) => ({ passed: n, position: store.events[n - 1]!.position });
    const workers = [
      at({ name: 'current', ...place(2_000) }),
      at({ name: 'late', ...place(5), caughtUp: false }),
      at({ name: 'beside it', ...place(5), caughtUp: false }),
      at({ name: 'new', caughtUp: false }),
    ];
    const measured = (await sideOf(store, workers).of('projections')).workers;
    expect(measured.map(({ eventsBehind }) => eventsBehind)).toEqual([0, 1_995, 1_995, 2_000]);
    expect(store.delivered).toBe(2);
    const [, ...allLate] = workers;
    const late = (await sideOf(store, allLate).of('projections')).workers;
    expect(late.map(({ eventsBehind }) => eventsBehind)).toEqual([1_995, 1_995, 2_000]);
    expect(store.delivered).toBe(4);
    store.distance = () => undefined as never;
    const counted = (await sideOf(store, allLate).of('projections')).workers;
    expect(counted.map(({ eventsBehind }) => eventsBehind)).toEqual([1_995, 1_995, 2_000]);
  });

  it('gives the same to Prometheus', async () => {
    const { store, workers } = await behind();
    const metrics = new Metrics();
    sideOf(store, workers).addTo(metrics);
    const lines = await linesOf(metrics, /late"|worker_led\{/);
    expect(lines).toEqual([
      ...['projection', 'process'].map((kind) => `realname_worker_passed_events{kind="${kind}",name="late"} 3`),
      ...['projection', 'process'].map((kind) => `realname_worker_lag_events{kind="${kind}",name="late"} 1`),
      ...['projection', 'process'].map((kind) => `realname_worker_lag_seconds{kind="${kind}",name="late"} 30`),
      ...['projection', 'process'].map((kind) => `realname_parked_events{kind="${kind}",name="late"} 2`),
      ...['projection', 'process'].map((kind) => `realname_worker_led{kind="${kind}"} 1`),
    ]);
  });

  it('is ready as long as every model is there and near the present', async () => {
    const { store, workers } = await behind();
    const reason = (names: readonly string[], events: number, seconds: number) =>
      keepsUp(sideOf(store, workers), 'projections', names, { events, seconds })();
    expect(await reason(['current', 'late', 'later', 'new'], 4, 60)).toBeUndefined();
    expect(await reason(['current', 'late', 'later', 'new'], 2, 60)).toBe(
      'later is 3 events behind, new is 4 events behind',
    );
    expect(await reason(['current', 'late', 'later'], 4, 40)).toBe('later is 50 s behind');
    expect(await reason(['absent', 'current'], 4, 60)).toBe('absent is not built yet');
  });

  it('is not ready when nobody works, longer than a change of instances takes', async () => {
    const { store } = await behind();
    let elapsed = 0;
    const check = keepsUp(sideOf(store, [], false), 'processes', [], { events: 1, seconds: 1 }, () => elapsed);
    expect(await check()).toBeUndefined();
    elapsed = 1_000;
    expect(await check()).toBeUndefined();
    elapsed = 2_001;
    expect(await check()).toBe('no instance works on them');
  });
});
