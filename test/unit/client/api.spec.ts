import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ApiProblem, answered, answeredBytes, answeredWith, ConnectionError, photoBody } from '@realname/client';
import { answering, broken, json, problem } from '../../support/people/answering.js';

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error) => error,
  );
const profile = (api: ReturnType<typeof answering>['api']) => answered(api.GET('/v1/futures/profile'));

describe('what a call answers', () => {
  const headers = {
    etag: '"7"',
    'consistency-token': 'c1',
    'x-correlation-id': 'x1',
    date: 'Mon, 30 Nov 2026 02:00:00 GMT',
  };

  it('comes with its revision, token, number and time', async () => {
    const { api } = answering([json(200, { id: '1' }, headers)]);
    expect(await answeredWith(api.GET('/v1/futures/profile'))).toEqual({
      data: { id: '1' },
      etag: '"7"',
      consistencyToken: 'c1',
      correlationId: 'x1',
      date: new Date('2026-11-30T02:00:00Z'),
    });
  });

  it('is a problem with all that helps to act when it is refused', async () => {
    const { api } = answering([problem(412, 'revision.mismatch', { ...headers, 'retry-after': '7' })]);
    const refused = await refusalOf(profile(api));
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(refused).toMatchObject({
      status: 412,
      code: 'revision.mismatch',
      etag: '"7"',
      correlationId: 'x1',
      retryAfter: 7000,
      date: new Date('2026-11-30T02:00:00Z'),
    });
  });

  it.each([
    ['120', 120_000],
    ['Mon, 30 Nov 2026 02:00:09 GMT', 9000],
    ['Mon, 30 Nov 2026 01:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('says of Retry-After %p how many milliseconds it is, by the service’s clock', async (text, expected) => {
    const { api } = answering([problem(503, 'dependency.unavailable', { ...headers, 'retry-after': text })]);
    expect((await refusalOf(profile(api))).retryAfter).toBe(expected);
  });

  it.each([
    ['a page of a proxy', '<html>502</html>'],
    ['nothing', ''],
    ['JSON that is no problem', '"away"'],
    ['null', 'null'],
  ])('is a problem of its status where the refusal is %s', async (_, body) => {
    for (const status of [400, 401, 404, 502]) {
      const { api } = answering([new Response(body, { status })]);
      const refused = await refusalOf(profile(api));
      expect(refused).toBeInstanceOf(ApiProblem);
      expect([refused.status, refused.code, refused.body]).toEqual([status, 'unknown', {}]);
    }
  });

  it('has the bytes of a photo, and sends those of one', async () => {
    const { api, requests } = answering([new Response('bytes'), json(200, {})]);
    const params = { path: { kind: 'idFront' as const } };
    const photo = await answeredBytes(api.GET('/v1/futures/profile/photos/{kind}', { params, parseAs: 'arrayBuffer' }));
    expect(Buffer.from(photo).toString()).toBe('bytes');
    const upload = photoBody(photo, { headers: { 'idempotency-key': 'k' } });
    const path = { id: '1', kind: 'idFront' as const };
    await answered(api.PUT('/v1/futures/change-requests/{id}/photos/{kind}', { params: { path }, ...upload }));
    expect(await requests[1]!.text()).toBe('bytes');
    expect([requests[1]!.headers.get('content-type'), requests[1]!.headers.get('idempotency-key')]).toEqual([
      'application/octet-stream',
      'k',
    ]);
  });
});

describe('what a call carries', () => {
  it('is Chinese unless asked otherwise, whatever the browser prefers', async () => {
    const chinese = answering([json(200, {})]);
    const english = answering([json(200, {})], { language: 'en' });
    for (const { api } of [chinese, english]) await profile(api);
    expect([...chinese.sent('accept-language'), ...english.sent('accept-language')]).toEqual(['zh-CN', 'en']);
  });

  it('has an Idempotency-Key at each write, without crypto.randomUUID too', async () => {
    const { api, sent } = answering([json(201, {})]);
    const randomUUID = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(crypto), 'randomUUID')!;
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      for (let n = 0; n < 3; n++) await answered(api.POST('/v1/captchas', { body: { purpose: 'futuresLogin' } }));
    } finally {
      Object.defineProperty(crypto, 'randomUUID', randomUUID);
    }
    expect(new Set(sent('idempotency-key')).size).toBe(3);
    for (const key of sent('idempotency-key'))
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sees this client’s writes, after a reload too, until the service says that the token is none', async () => {
    const memory = new Map<string, string>();
    const storage = {
      getItem: (name: string) => memory.get(name) ?? null,
      setItem: (name: string, value: string) => void memory.set(name, value),
      removeItem: (name: string) => void memory.delete(name),
    };
    const before = answering([json(201, {}, { 'consistency-token': 'c1' })], { memory: storage });
    await answered(before.api.POST('/v1/futures/change-requests', { body: { kind: 'contactPhone' } }));
    const after = answering([problem(400, 'consistency-token.invalid'), json(200, {})], { memory: storage });
    await refusalOf(profile(after.api));
    await profile(after.api);
    expect(after.sent('consistency-token')).toEqual(['c1', null]);
    expect(memory.size).toBe(0);
  });
});

describe('a session that has ended', () => {
  const watched = (replies: Parameters<typeof answering>[0]) => {
    const session: { token: string | undefined } = { token: 'first' };
    let told = 0;
    const service = answering(replies, { token: () => session.token, onSessionRequired: () => told++ });
    return { ...service, session, told: () => told };
  };
  const ended = problem(401, 'session.required');

  it('is told once, however many calls find it', async () => {
    const { api, told } = watched([ended]);
    const all = await Promise.all([1, 2, 3].map(() => refusalOf(profile(api))));
    expect(all.map(({ code }) => code)).toEqual(['session.required', 'session.required', 'session.required']);
    expect(told()).toBe(1);
  });

  it('is told again of the next session, and not of one that a late answer speaks of', async () => {
    const late = Promise.withResolvers<Response>();
    const { api, session, told } = watched([() => late.promise, ended]);
    const asked = refusalOf(profile(api));
    session.token = 'second';
    late.resolve(ended.clone());
    await asked;
    expect(told()).toBe(0);
    await refusalOf(profile(api));
    expect(told()).toBe(1);
    session.token = undefined;
    await refusalOf(profile(api));
    expect(told()).toBe(2);
  });

  it('is not a sign-in that was refused', async () => {
    const { api, told } = watched([problem(401, 'login.refused'), new Response('', { status: 401 })]);
    for (let n = 0; n < 2; n++) await refusalOf(profile(api));
    expect(told()).toBe(0);
  });
});

describe('a call that is not answered', () => {
  afterEach(() => void jest.useRealTimers());
  /** Answers when the request is given up, as fetch does. */
  const never = (request: Request, init?: RequestInit) =>
    new Promise<Response>((_, reject) => {
      const signal = init?.signal ?? request.signal;
      signal.addEventListener('abort', () => reject(signal.reason));
      if (signal.aborted) reject(signal.reason);
    });
  const waiting = (timeout?: number, fetch: unknown = never) =>
    answering([], { fetch: fetch as typeof globalThis.fetch, ...(timeout && { timeout }) });

  it('rejects when the connection breaks, also in the midst of the body', async () => {
    const { api } = answering([broken()]);
    expect(await refusalOf(profile(api))).toMatchObject({ name: 'ConnectionError', reason: 'broken' });
    const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) });
    const half = waiting(undefined, async () => new Response(body));
    expect(await refusalOf(profile(half.api))).toMatchObject({ name: 'ConnectionError', reason: 'broken' });
  });

  it('is given up after its time; a photo has five minutes', async () => {
    jest.useFakeTimers();
    const [usual, short] = [waiting(), waiting(5000)];
    const outcomes: string[] = [];
    const note = (name: string, call: Promise<unknown>) =>
      void refusalOf(call).then((error) => {
        expect(error).toBeInstanceOf(ConnectionError);
        outcomes.push(`${name} ${error.reason}`);
      });
    note('usual', profile(usual.api));
    note('short', profile(short.api));
    const params = { path: { id: '1', kind: 'idFront' as const } };
    const photo = photoBody(Uint8Array.of(1));
    note('photo', answered(short.api.PUT('/v1/futures/change-requests/{id}/photos/{kind}', { params, ...photo })));
    for (const [elapsed, expected] of [
      [4999, []],
      [1, ['short timeout']],
      [25_000, ['short timeout', 'usual timeout']],
      [270_000, ['short timeout', 'usual timeout', 'photo timeout']],
    ] as const) {
      await jest.advanceTimersByTimeAsync(elapsed);
      expect(outcomes).toEqual(expected);
    }
  });

  it('ends as the page says that gave it up', async () => {
    const { api } = waiting();
    const leaving = new AbortController();
    const call = refusalOf(answered(api.GET('/v1/futures/profile', { signal: leaving.signal })));
    leaving.abort(new Error('the page was left'));
    expect((await call).message).toBe('the page was left');
  });

  it('lets a stream go on after it has begun, until the page leaves it', async () => {
    jest.useFakeTimers();
    let signal: AbortSignal | undefined;
    const stream = async (_: Request, init: RequestInit) => {
      signal = init.signal!;
      return new Response(new ReadableStream());
    };
    const { api } = waiting(1000, stream);
    const leaving = new AbortController();
    const params = { path: { id: '1' } };
    const path = '/v1/futures/video-verifications/{id}/events';
    await answered(api.GET(path, { params, parseAs: 'stream', signal: leaving.signal }));
    await jest.advanceTimersByTimeAsync(600_000);
    expect(signal!.aborted).toBe(false);
    leaving.abort();
    expect(signal!.aborted).toBe(true);
  });
});
