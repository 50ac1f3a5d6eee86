import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Metrics } from '../../src/adapters/observability/metrics.js';
import { ObservedEventStore } from '../../src/adapters/observability/observed-event-store.js';
import { Tracing, traceIdOf } from '../../src/adapters/observability/tracing.js';
import { WriteWatch } from '../../src/adapters/observability/write-watch.js';
import type { CommandContext } from '../../src/application/core/command-context.js';
import { newId, sha256 } from '../../src/application/core/ids.js';
import { RevisionConflict, type StoredEvent } from '../../src/application/ports/event-store.js';
import { openTestApp, type TestApp } from '../support/http-app/http-app.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { type OtlpReceiver, startOtlpReceiver } from '../support/servers/otlp-receiver.js';

let receiver: OtlpReceiver;
let tracing: Tracing;
let http: TestApp;
let store: ObservedEventStore;
const memory = new MemoryEventStore();

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  tracing = new Tracing({ endpoint: receiver.url, serviceName: 'realname' }, () => {});
  store = new ObservedEventStore(memory, new Metrics(), new WriteWatch(), tracing.append);
  http = await openTestApp({ http: { observers: [tracing] } });
  const bus = { execute: (command: object) => (command as Change).run() };
  tracing.watch(bus);
  http.behaviour.act = (context) => bus.execute(new Change(context));
});
afterAll(async () => {
  await http.app.close();
  receiver.close();
});

class Change {
  constructor(private readonly context: CommandContext) {}

  async run() {
    await append(this.context, newId());
    return { commandId: this.context.commandId };
  }
}

const append = ({ at, correlationId }: Pick<CommandContext, 'at' | 'correlationId'>, id: string) =>
  store.append(`claim-${id}`, 'no-stream', [
    {
      id: newId(),
      type: 'ClaimTaken',
      data: {},
      metadata: {
        at,
        correlationId,
        actor: { kind: 'anonymous', id: 'x' },
        causationId: newId(),
        commandId: newId(),
        session: null,
        device: null,
        clientVersion: null,
        schemaVersion: 1,
      },
    },
  ]);

const write = (headers: Record<string, string>) =>
  fetch(`${http.url}/v1/writes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({}),
  });
const project = (events: readonly StoredEvent[]) => tracing.projection(events, async () => {});

it('a trace has the id of the correlation', () => {
  expect(traceIdOf('AC5CBBD5-e597-487d-834d-67e049828ff5')).toBe('ac5cbbd5e597487d834d67e049828ff5');
  expect(traceIdOf('0af7651916cd43dd8448eb211c80319c')).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(traceIdOf('00000000-0000-0000-0000-000000000000')).toBe(
    sha256('00000000-0000-0000-0000-000000000000').slice(0, 32),
  );
  expect(traceIdOf('order 7')).toMatch(/^[\da-f]{32}$/);
});

it('request, command, append, projection and what a process appends are one trace', async () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const correlation = 'ac5cbbd5-e597-487d-834d-67e049828ff5';
  const response = await write({ traceparent: `00-${trace}-b7ad6b7169203331-01` });
  expect(response.headers.get('x-correlation-id')).toBe(trace);
  await write({ 'x-correlation-id': correlation });
  await write({
    traceparent: '00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'x-correlation-id': '13800138000',
  });
  await project(memory.events);
  await append({ at: '2026-11-23T02:00:00.000Z', correlationId: trace }, 'by a process');
  const elsewhere = { ...memory.events[0]!, metadata: { ...memory.events[0]!.metadata, correlationId: newId() } };
  await project([elsewhere]);
  await expect(
    tracing.append('claim-1', [elsewhere], async () => Promise.reject(new RevisionConflict('secret'))),
  ).rejects.toThrow();
  await fetch(`${http.url}/v1/tickets/13800138000`, { method: 'PUT' });
  await tracing.stop();
  const { spans, bodies } = receiver;

  const named = (name: string, traceId: string) =>
    spans.find((each) => each.name === name && each.traceId === traceId)!;
  const chain = (traceId: string) => {
    const [request, command, appended, projection] = ['POST /v1/writes', 'Change', 'append claim', 'projection'].map(
      (name) => named(name, traceId),
    );
    expect(command!.parentSpanId).toBe(request!.spanId);
    expect(appended!.parentSpanId).toBe(command!.spanId);
    expect(projection!.parentSpanId).toBe(appended!.spanId);
    return request!.parentSpanId;
  };
  expect(chain(trace)).toBe('b7ad6b7169203331');
  expect(chain(correlation.replaceAll('-', ''))).toBeFalsy();
  expect(chain('1af7651916cd43dd8448eb211c80319c')).toBe('b7ad6b7169203331');

  const appends = spans.filter(({ name, traceId }) => name === 'append claim' && traceId === trace);
  expect(appends.map(({ parentSpanId }) => parentSpanId)).toContain(appends[0]!.spanId);
  const here = traceIdOf(elsewhere.metadata.correlationId);
  expect(named('projection', here).parentSpanId).toBeFalsy();
  expect(named('append claim', here).status).toEqual({ code: 2, message: 'RevisionConflict' });
  expect(spans.find(({ name }) => name === 'PUT /v1/tickets/:ticket')?.status.code).toBe(2);
  expect(bodies.join()).toContain('"stringValue":"realname"');
  expect(bodies.join()).not.toMatch(/13800138000|secret|张三/);
});

it('tells which instance of which release it is', () => {
  for (const name of ['service.instance.id', 'service.version']) expect(receiver.bodies.join()).toContain(name);
});

it('has no trace of probes', () => {
  const probe = { method: 'GET', route: '/health/ready', correlationId: newId(), traceparent: undefined };
  expect(tracing.begin(probe)).toBeUndefined();
});
