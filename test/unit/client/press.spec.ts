import { describe, expect, it } from '@jest/globals';
import { answered, press, type RepeatOptions } from '@realname/client';
import { HastyClock } from '../../support/memory/hasty-clock.js';
import { answering, broken, json, problem, type Reply } from '../../support/people/answering.js';

const done = json(202, { status: 'submitted' });
const refusal = { type: '/problems/dependency.unavailable', status: 503, code: 'dependency.unavailable' };
const readOnly = json(503, { ...refusal, rule: 'read-only' });
const path = '/v1/futures/change-requests/{id}/submission';
const [form, consent] = [
  '/v1/futures/change-requests/{id}/contact-phone',
  '/v1/futures/change-requests/{id}/agreements/consent',
] as const;
const params = { path: { id: '1' } };

/** A button that submits a request to a service with these replies. */
const submitting = (replies: readonly Reply[], options: RepeatOptions = {}) => {
  const service = answering(replies);
  const clock = new HastyClock();
  const submit = press((call) => answered(call((write) => service.api.POST(path, { params, ...write }))), {
    clock,
    ...options,
  });
  const keys = () => service.sent('idempotency-key');
  return { ...service, clock, submit, keys };
};
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code ?? error.reason ?? error.message,
  );

describe('what is sent again', () => {
  it.each<[string, Reply, number]>([
    ['a lost answer', broken(), 1000],
    ['a dependency that is away', problem(503, 'dependency.unavailable', { 'retry-after': '7' }), 7000],
    ['a read model that lags', problem(503, 'projection.lagging'), 1000],
    ['too many calls of an address', problem(429, 'request.rate-limited', { 'retry-after': '20' }), 20_000],
    ['an earlier attempt that still runs', problem(409, 'request.in-progress'), 1000],
    ['a proxy without a service', new Response('<html>', { status: 502 }), 1000],
    ['a proxy that is full', new Response('', { status: 503, headers: { 'retry-after': '3' } }), 3000],
  ])('%s, with the same key', async (_, reply, wait) => {
    const { submit, keys, clock } = submitting([reply, reply, done]);
    expect(await submit()).toEqual({ status: 'submitted' });
    expect([keys().length, new Set(keys()).size]).toEqual([3, 1]);
    expect(clock.waits[0]).toBe(wait);
  });

  it.each([
    [422, 'change-request.step-not-reached'],
    [409, 'change-request.closed'],
    [429, 'sms.quota-exceeded'],
    [429, 'face.too-many-tries'],
    [401, 'session.required'],
    [400, 'request.invalid'],
    [500, 'internal'],
    [422, 'idempotency.key-reused'],
  ])('not %i %s', async (status, code) => {
    const { submit, requests } = submitting([problem(status, code, { 'retry-after': '1' })]);
    expect(await outcomeOf(submit())).toBe(code);
    expect(requests).toHaveLength(1);
  });

  it('not what a read-only service refuses', async () => {
    const { submit, requests } = submitting([readOnly]);
    expect(await outcomeOf(submit())).toBe('dependency.unavailable');
    expect(requests).toHaveLength(1);
  });

  it('is not what the page itself did wrong', async () => {
    let runs = 0;
    const faulty = press(async () => {
      runs++;
      throw new TypeError('undefined is not a function');
    });
    await expect(faulty()).rejects.toThrow('undefined is not a function');
    expect(runs).toBe(1);
  });

  it('is sent at longer and longer intervals, and given up in the end', async () => {
    const lost = submitting([broken()]);
    expect(await outcomeOf(lost.submit())).toBe('broken');
    expect(lost.clock.waits).toEqual([1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000]);
    const away = submitting([problem(503, 'dependency.unavailable')], { giveUpAfter: 3000 });
    expect(await outcomeOf(away.submit())).toBe('dependency.unavailable');
    expect(away.clock.waits).toEqual([1000, 2000]);
  });

  it('is not waited for longer than it is tried', async () => {
    const { submit, clock } = submitting([problem(503, 'dependency.unavailable', { 'retry-after': '3600' })]);
    expect(await outcomeOf(submit())).toBe('dependency.unavailable');
    expect(clock.waits).toEqual([]);
  });

  it('ends with the signal, before an attempt, in one, and between two', async () => {
    const left = new Error('left');
    const before = submitting([done], { signal: AbortSignal.abort(left) });
    expect([await outcomeOf(before.submit()), before.requests.length]).toEqual(['left', 0]);
    for (const reply of [
      (leaving: AbortController) => (request: Request) => {
        leaving.abort(left);
        return request.signal.reason;
      },
      (leaving: AbortController) => () => {
        leaving.abort(left);
        return problem(503, 'dependency.unavailable');
      },
    ]) {
      const leaving = new AbortController();
      const { submit, requests } = submitting([reply(leaving)], { signal: leaving.signal });
      expect([await outcomeOf(submit()), requests.length]).toEqual(['left', 1]);
    }
  });
});

describe('a press', () => {
  it('is one while it goes on: a double click gets what the first gets', async () => {
    const answer = Promise.withResolvers<Response>();
    const { submit, requests } = submitting([() => answer.promise]);
    const [first, second] = [submit(), submit()];
    expect(second).toBe(first);
    answer.resolve(done);
    await first;
    expect(requests).toHaveLength(1);
  });

  it('has a new key once the one before has ended, granted or refused', async () => {
    const { submit, keys } = submitting([done, problem(422, 'validity.expired'), done]);
    for (let n = 0; n < 3; n++) await outcomeOf(submit());
    expect(new Set(keys()).size).toBe(3);
  });

  it.each<[string, Reply]>([
    ['no answer', broken()],
    ['an attempt that still runs', problem(409, 'request.in-progress')],
    ['a dependency that is away', problem(503, 'dependency.unavailable')],
    ['a session that ended meanwhile', problem(401, 'session.required')],
  ])('goes on with the keys of one that was given up at %s', async (_, reply) => {
    const { submit, keys } = submitting([reply, done, done], { giveUpAfter: 0 });
    for (let n = 0; n < 3; n++) await outcomeOf(submit());
    expect(keys()[1]).toBe(keys()[0]);
    expect(keys()[2]).not.toBe(keys()[1]);
  });

  it('is a new one when the form was changed after one that was given up', async () => {
    const { submit, keys } = submitting([broken(), problem(422, 'idempotency.key-reused'), done], { giveUpAfter: 0 });
    expect([await outcomeOf(submit()), await outcomeOf(submit())]).toEqual(['broken', 'done']);
    expect([keys()[1] === keys()[0], keys()[2] === keys()[1]]).toEqual([true, false]);
  });

  it('has a key for each of its writes, which a lost answer does not change', async () => {
    const { api, requests, sent } = answering([json(200, {}), broken(), json(200, {}), broken(), done]);
    const clock = new HastyClock();
    const finish = press(
      async (call, phone: string) => {
        await answered(call((write) => api.PUT(form, { params, body: { phone }, ...write })));
        await answered(call((write) => api.PUT(consent, { params, body: { agreed: true }, ...write })));
        return answered(call((write) => api.POST(path, { params, ...write })));
      },
      { clock },
    );
    expect(await finish('0755-86001533')).toEqual({ status: 'submitted' });
    const keys = sent('idempotency-key');
    const calls = requests.map(({ url }) => url.split('/').at(-1));
    expect(calls).toEqual(['contact-phone', 'consent', 'consent', 'submission', 'submission']);
    expect([new Set(keys).size, keys[1] === keys[2], keys[3] === keys[4]]).toEqual([3, true, true]);
    expect(await requests[0]!.json()).toEqual({ phone: '0755-86001533' });
  });

  it('repeats from its first call when it is pressed again, with the keys it had', async () => {
    const { api, sent } = answering([json(200, {}), broken(), json(200, {}), done]);
    const finish = press(
      async (call) => {
        await answered(call((write) => api.PUT(consent, { params, body: { agreed: true }, ...write })));
        return answered(call((write) => api.POST(path, { params, ...write })));
      },
      { clock: new HastyClock(), giveUpAfter: 0 },
    );
    expect([await outcomeOf(finish()), await outcomeOf(finish())]).toEqual(['broken', 'done']);
    const keys = sent('idempotency-key');
    expect([keys[2], keys[3]]).toEqual([keys[0], keys[1]]);
  });
});
