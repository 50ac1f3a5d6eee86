import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { inTime } from '../resilience/deadline.js';
import { instance } from './instance.js';

/** What `/metrics` tells. Every label has few values, known beforehand: no id, no address, nothing a client sends. */
export class Metrics {
  readonly registry = new Registry();

  private readonly requests = this.counter('realname_http_requests_total', 'answered requests', [
    'method',
    'route',
    'status',
    'actor',
  ]);
  private readonly durations = this.histogram(
    'realname_http_request_duration_seconds',
    'from the head of a request to the last byte of its answer, event streams left out',
    ['method', 'route'],
  );
  private readonly replays = this.counter(
    'realname_idempotent_replays_total',
    'kept responses that were given again to the same Idempotency-Key',
    ['route'],
  );
  readonly appends = this.histogram('realname_event_append_duration_seconds', 'appends to the event store', [
    'category',
    'outcome',
  ]);
  readonly events = this.counter('realname_events_appended_total', 'events that this instance appended', ['type']);
  readonly sms = this.counter('realname_sms_total', 'what the gateway said to a message', ['purpose', 'outcome']);
  readonly notices = this.counter('realname_notices_total', 'what came of a security notice to one number', [
    'outcome',
  ]);
  readonly sessions = this.counter('realname_sessions_opened_total', 'sign-ins that succeeded', ['app']);

  readonly signInsRefused = this.counter('realname_sign_ins_refused_total', 'sign-ins that were refused', ['app']);
  readonly objectsMissing = this.counter(
    'realname_objects_missing_total',
    'photos and documents that are named by a fact and were not found',
    [],
  );
  private readonly up = new Gauge({
    name: 'realname_collector_up',
    help: '1 where a metric that is asked for could be told, 0 where its series are missing',
    labelNames: ['name'],
    registers: [this.registry],
  });
  private readonly collectors: (() => Promise<void>)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const help = 'always 1: the release that runs here, and on which Node';
    const build = { name: 'realname_build_info', help, labelNames: ['version', 'node'], registers: [this.registry] };
    new Gauge(build).set({ version: instance['service.version'], node: process.version }, 1);
  }

  /** In Prometheus' text format. What cannot be told in time is left out; the rest is not held up by it. */
  async text(): Promise<string> {
    await Promise.all(this.collectors.map((collect) => collect()));
    return this.registry.metrics();
  }

  served(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly ms: number;
    readonly actor: string;
    readonly streamed: boolean;
    readonly replayed: boolean;
  }): void {
    const { route, status, actor } = request;
    const method = knownMethods.has(request.method) ? request.method : 'other';
    this.requests.inc({ method, route, status, actor });
    if (!request.streamed) this.durations.observe({ method, route }, request.ms / 1_000);
    if (request.replayed) this.replays.inc({ route });
  }

  /** A gauge whose values are asked for when they are collected; those of the last time are forgotten first. */
  gauge<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    ask: () => Promise<readonly { readonly labels: Readonly<Record<L, string>>; readonly value: number }[]>,
  ): void {
    const gauge = new Gauge({ name, help, labelNames, registers: [this.registry] });
    this.collectors.push(async () => {
      const values = await inTime(patience, ask).catch(() => undefined);
      this.up.set({ name }, Number(values !== undefined));
      gauge.reset();
      if (!values?.length && labelNames.length === 0) gauge.remove();
      for (const { labels, value } of values ?? []) gauge.set(labels, value);
    });
  }

  private counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    return new Histogram({ name, help, labelNames, registers: [this.registry], buckets });
  }
}

/** Milliseconds that a metric may take to be told. */
const patience = 700;

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);
/** Seconds. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
