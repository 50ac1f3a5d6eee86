import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStreams } from '../../../src/adapters/http/sse.js';
import { StreamCallers } from '../../../src/adapters/http/stream-callers.js';
import { hour, minute } from '../../../src/domain/shared/instant.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

let http: TestApp;
beforeAll(async () => {
  http = await openTestApp();
});
afterAll(() => http.app.close());

const device = 'device-0001';
const open = async (from: TestApp = http, signal?: AbortSignal) => {
  const { token } = await from.sessions.open({ app: 'futures', subject: 'ann', device });
  const response = await fetch(`${from.url}/v1/futures/events`, {
    headers: { authorization: `Bearer ${token}`, 'x-device-id': device, origin: 'http://localhost:5173' },
    ...(signal && { signal }),
  });
  return { token, response };
};

it('sends each event whole and ends with its source', async () => {
  http.behaviour.events = async function* () {
    yield { event: 'queue', data: { waiting: 2, name: '李四' } };
    yield { event: 'signal', data: { data: 'x\ny' } };
  };
  const { response } = await open();
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-correlation-id')).toBeTruthy();
  expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  expect(await response.text()).toBe(
    'event: queue\ndata: {"waiting":2,"name":"李四"}\n\nevent: signal\ndata: {"data":"x\\ny"}\n\n',
  );
});

it('needs a session before it starts', async () => {
  const response = await fetch(`${http.url}/v1/futures/events`, { headers: { 'x-device-id': device } });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    401,
    'application/problem+json; charset=utf-8',
  ]);
});

it('stops its source when the client leaves', async () => {
  const stopped = Promise.withResolvers<void>();
  http.behaviour.events = async function* (signal) {
    yield { event: 'queue', data: {} };
    if (!signal.aborted) await once(signal, 'abort');
    stopped.resolve();
  };
  const leave = new AbortController();
  await open(http, leave.signal);
  leave.abort();
  await stopped.promise;
});

it('ends without an error when the service stops', async () => {
  const stopping = await openTestApp();
  stopping.behaviour.events = async function* (signal) {
    yield { event: 'queue', data: {} };
    if (!signal.aborted) await once(signal, 'abort');
  };
  const { response } = await open(stopping);
  await stopping.app.close();
  expect(await response.text()).toBe('event: queue\ndata: {}\n\n');
});

it('breaks off when its source fails', async () => {
  http.behaviour.events = async function* () {
    yield { event: 'queue', data: {} };
    throw new Error('bug');
  };
  const { response } = await open();
  await expect(response.text()).rejects.toThrow();
});

it('beats every 15 s: a comment, and activity of the session; an ended session ends it', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const { session } = await http.sessions.open({ app: 'futures', subject: 'ann', device });
  const sent = new PassThrough();
  const raw = Object.assign(sent, { setHeader: () => {}, writeHead: () => {}, flushHeaders: () => {} });
  const reply = { raw, getHeaders: () => ({}), hijack: () => {} } as unknown as FastifyReply;
  let beats = 0;
  const beaten = async () => {
    const before = beats;
    http.clock.advance(10 * minute);
    await jest.advanceTimersByTimeAsync(15_000);
    return beats - before;
  };
  const over = new EventStreams(http.sessions, new StreamCallers(http.sessions, http.clock)).send(
    { state: { session } } as unknown as FastifyRequest,
    reply,
    async function* (signal) {
      yield { event: 'queue', data: {} };
      if (!signal.aborted) await once(signal, 'abort');
    },
    async () => beats++,
  );
  expect([await beaten(), await beaten(), await beaten()]).toEqual([1, 1, 1]);
  expect(sent.read().toString()).toBe('event: queue\ndata: {}\n\n: \n\n: \n\n: \n\n');
  await http.sessions.end(session);
  expect(await beaten()).toBe(0);
  await over;
  jest.useRealTimers();
});

/** A stream of whoever the request's state names, which lasts until its signal aborts. */
const listening = (state: object) => {
  const sent = new PassThrough();
  const raw = Object.assign(sent, { setHeader: () => {}, writeHead: () => {}, flushHeaders: () => {} });
  const reply = { raw, getHeaders: () => ({}), hijack: () => {} } as unknown as FastifyReply;
  const next = new PassThrough({ objectMode: true });
  const streams = new EventStreams(http.sessions, new StreamCallers(http.sessions, http.clock));
  const over = streams.send({ state } as unknown as FastifyRequest, reply, async function* (signal) {
    signal.addEventListener('abort', () => next.end());
    for await (const data of next) yield { event: 'queue', data };
  });
  return { over, sent, yields: (data: object) => next.write(data) };
};

it('ends at once with a sign-out, and with the end of every session of the person; other sessions go on', async () => {
  const opened = () => http.sessions.open({ app: 'futures', subject: 'eve', device });
  const [first, second, kept] = [await opened(), await opened(), await opened()];
  const [left, ended, going] = [first, second, kept].map(({ session }) => listening({ session }));
  await http.sessions.end(first.session);
  await left!.over;
  await http.sessions.endAll('eve', kept.session);
  await ended!.over;
  going!.yields({ n: 1 });
  await once(going!.sent, 'readable');
  await http.sessions.endAll('eve');
  await going!.over;
});

it('ends at once with its session, whichever session of the person ended that', async () => {
  const { session } = await http.sessions.open({ app: 'futures', subject: 'eve', device });
  const { over } = listening({ session });
  await http.sessions.endOne('eve', session.id);
  await over;
});

it('sends nothing more once the session was ended elsewhere', async () => {
  const { session } = await http.sessions.open({ app: 'futures', subject: 'eve', device });
  const { over, sent, yields } = listening({ session });
  const elsewhere = Object.assign(Object.create(Object.getPrototypeOf(http.sessions)), http.sessions, {
    watches: new Set(),
  });
  await elsewhere.end(session);
  yields({ n: 1 });
  await over;
  expect(sent.read()).toBeNull();
});

it('ends with the token of staff, by the service’s clock', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const expiresAt = new Date(Date.parse(http.clock.now()) + hour).toISOString();
  const { over, sent, yields } = listening({ staff: { expiresAt } });
  yields({ n: 1 });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(sent.read()?.toString()).toContain('"n":1');
  http.clock.advance(hour);
  await jest.advanceTimersByTimeAsync(1_000);
  await over;
  jest.useRealTimers();
});
