import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { minute, plus } from '../../src/domain/shared/instant.js';
import { eventually } from '../support/eventually.js';
import { Company, type Customer, send } from '../support/people/journey.js';
import { openingHour, RunningProcess } from '../support/servers/running-service.js';

interface Item {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly at: string;
  readonly correlationId: string;
  readonly data: Record<string, unknown>;
}

let service: RunningProcess;
let company: Company;
let customer: Customer;
let auditor: string;
let account: string;

beforeAll(async () => {
  service = await RunningProcess.start();
  company = await Company.of(service);
  customer = await company.customer(1, { photos: false });
  await company.clock(plus(openingHour, 10 * minute));
  const { person } = customer;
  await customer.import({ contactPhone: '0755-1234533', other: { ...person.other, postcode: '200000' } });
  await customer.import({ contactPhone: '0755-1234534', status: 'dormant' });
  auditor = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body.auditor;
  const headers = { authorization: `Bearer ${auditor}`, 'x-audit-reason': 'complaint 2026-1123' };
  const body = { idNumber: person.idNumber };
  const found = await send(`${service.url}/v1/audit/stream-searches`, 'POST', { body, headers });
  account = found.body.items[0].stream;
});
afterAll(() => service?.dispose());

const audit = (path: string) =>
  send(`${service.url}/v1/audit${path}`, 'GET', { headers: { authorization: `Bearer ${auditor}` } });
const events = async (): Promise<readonly Item[]> => (await audit(`/streams/${account}`)).body.items;
const lines = async (query = ''): Promise<readonly Item[]> => {
  const headers = { authorization: `Bearer ${auditor}` };
  const answer = await fetch(`${service.url}/v1/audit/events${query}`, { headers });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  return (await answer.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
};

describe('the aggregate as of then', () => {
  it('P1 is folded by its own decider, personal fields masked', async () => {
    const { status, body } = await audit(`/streams/${account}/state?revision=0`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      stream: account,
      revision: 0,
      at: (await events())[0]!.at,
      state: { is: 'registered', companyCode: '0038', status: 'active', name: '***', contactPhone: '***' },
    });
    expect(JSON.stringify(body)).not.toMatch(/测试1|41010119950813|1234533/);
  });

  it('is as of any instant between two events what it was after the first', async () => {
    const all = await events();
    const before = await audit(`/streams/${account}/state?at=${plus(openingHour, 9 * minute)}`);
    expect(before.body).toEqual((await audit(`/streams/${account}/state?revision=0`)).body);
    const now = await audit(`/streams/${account}/state?at=2027-01-01T00:00:00%2B08:00`);
    expect(now.body).toMatchObject({ revision: all.length - 1, state: { status: 'dormant' } });
  });

  it.each([
    ['neither', '', '400 request.invalid'],
    ['both', '?revision=0&at=2026-11-25T02:00:00Z', '400 request.invalid'],
    ['no revision', '?revision=x', '400 request.invalid'],
    ['a negative revision', '?revision=-1', '400 request.invalid'],
    ['no instant', '?at=yesterday', '400 request.invalid'],
    ['an unknown field', '?revision=0&x=1', '400 request.invalid'],
    ['a revision that is not there yet', '?revision=99', '404 stream.not-found'],
    ['an instant before the first event', '?at=2020-01-01T00:00:00Z', '404 stream.not-found'],
  ])('refuses %s', async (_, query, verdict) => {
    expect((await audit(`/streams/${account}/state${query}`)).verdict).toBe(verdict);
  });

  it('refuses a stream that does not exist, or of no aggregate', async () => {
    for (const stream of ['CustomerAccount-0b6f5a0e-0000-4000-8000-000000000002', 'Nothing-1', 'x'])
      expect((await audit(`/streams/${stream}/state?revision=0`)).verdict).toBe('404 stream.not-found');
  });
});

describe('the difference of two revisions', () => {
  it('P1 names each field that differs, and the event that set it last', async () => {
    const all = await events();
    const to = all.length - 1;
    const { status, body } = await audit(`/streams/${account}/diff?from=0&to=${to}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ stream: account, from: 0, to });
    const found = Object.fromEntries(body.changes.map((change: { path: string }) => [change.path, change]));
    expect(Object.keys(found).sort()).toEqual(['/contactPhone', '/status', '/versions/other', '/versions/phones']);
    const last = (type: string) => all.findLast((event) => event.type === type)!;
    const { id, revision, at, correlationId } = last('PhoneChanged');
    expect(found['/contactPhone']).toMatchObject({
      before: '***',
      after: '***',
      event: { id, type: 'PhoneChanged', revision, at, correlationId, actor: { kind: 'staff' } },
    });
    expect(found['/status']).toMatchObject({
      before: 'active',
      after: 'dormant',
      event: { revision: last('AccountTermsChanged').revision },
    });
  });

  it('P1 looks into sealed values: only the member that differs is named', async () => {
    const changed = (await events()).find(({ type }) => type === 'OtherInformationChanged')!;
    const { body } = await audit(`/streams/${account}/diff?from=${changed.revision - 1}&to=${changed.revision}`);
    expect(body.changes.map(({ path }: { path: string }) => path)).toEqual(['/other/postcode', '/versions/other']);
    expect(body.changes[0]).toMatchObject({ before: '***', after: '***' });
    expect(JSON.stringify(body)).not.toMatch(/200000|518000/);
  });

  it('takes instants too, and finds nothing between a revision and itself', async () => {
    const { body } = await audit(`/streams/${account}/diff?from=${openingHour}&to=0`);
    expect((await audit(`/streams/${account}/diff?from=0&to=0`)).body).toEqual({
      stream: account,
      from: 0,
      to: 0,
      changes: [],
    });
    expect(body.code).toBe('stream.not-found');
    const all = `from=${plus(openingHour, 9 * minute)}&to=2027-01-01T00:00:00Z`;
    expect((await audit(`/streams/${account}/diff?${all}`)).body.from).toBe(0);
  });

  it.each([
    ['nothing', '', '400 request.invalid'],
    ['one bound', '?from=0', '400 request.invalid'],
    ['bounds in the wrong order', '?from=2&to=1', '400 request.invalid'],
    ['no bound', '?from=x&to=1', '400 request.invalid'],
    ['a revision that is not there yet', '?from=0&to=99', '404 stream.not-found'],
  ])('refuses %s', async (_, query, verdict) => {
    expect((await audit(`/streams/${account}/diff${query}`)).verdict).toBe(verdict);
  });
});

describe('the whole log', () => {
  it('P1 is every event in one order, masked, and ends at the head', async () => {
    const all = await lines();
    const own = all.filter(({ stream }) => stream === account);
    expect(own).toEqual(await events());
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ type }) => type)).toEqual(expect.arrayContaining(['CustomerImported', 'StreamsSearched']));
    expect(all.filter(({ stream }) => /^(?:Claim|SmsNumber)-/.test(stream))).toEqual([]);
    expect(JSON.stringify(all)).not.toMatch(/测试1|41010119950813|1234533|complaint/);
  });

  it('resumes after any position, by type if asked', async () => {
    const all = await lines();
    const middle = all[Math.floor(all.length / 2)]!;
    expect(await lines(`?after=${encodeURIComponent(middle.position)}`)).toEqual(all.slice(all.indexOf(middle) + 1));
    expect(await lines(`?after=${encodeURIComponent(all.at(-1)!.position)}`)).toEqual([]);
    expect(await lines('?types=PhoneChanged,AccountTermsChanged')).toEqual(
      all.filter(({ type }) => ['PhoneChanged', 'AccountTermsChanged'].includes(type)),
    );
  });

  it.each([
    ['a position of no log', '?after=x', '/after'],
    ['an empty position', '?after=', '/after'],
    ['an unknown type', '?types=Nothing', '/types'],
    ['follow that is neither', '?follow=maybe', '/follow'],
  ])('refuses %s', async (_, query, pointer) => {
    const { verdict, body } = await audit(`/events${query}`);
    expect([verdict, body.errors[0].pointer]).toEqual(['400 request.invalid', pointer]);
  });

  it('is the auditor’s alone', async () => {
    const { operator } = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body;
    const as = (token: string) =>
      send(`${service.url}/v1/audit/events`, 'GET', { headers: { authorization: `Bearer ${token}` } });
    expect((await as(operator)).verdict).toBe('403 access.forbidden');
    expect((await as('x')).verdict).toBe('401 session.required');
  });

  it('follows what comes, until the client leaves or the service stops', async () => {
    const leaving = new Follower('?follow=true&types=CustomerImported');
    const staying = new Follower('?follow=true&types=CustomerImported');
    await eventually(() => expect([leaving.types.length, staying.types.length]).toEqual([1, 1]));
    await company.customer(2, { photos: false });
    await eventually(() => expect([leaving.types.length, staying.types.length]).toEqual([2, 2]));
    leaving.leave();
    await leaving.over;
    expect(await service.stop()).toBe(0);
    expect(await staying.over).toBe('ended');
    expect(service.output.at(-1)).toBe('stopped');
  });
});

/** A reader of the log that stays. */
class Follower {
  readonly types: string[] = [];
  readonly over: Promise<'ended' | 'broken'>;
  private readonly abort = new AbortController();

  constructor(query: string) {
    this.over = this.read(query).then(
      () => 'ended' as const,
      () => 'broken' as const,
    );
  }

  leave(): void {
    this.abort.abort();
  }

  private async read(query: string): Promise<void> {
    const headers = { authorization: `Bearer ${auditor}` };
    const response = await fetch(`${service.url}/v1/audit/events${query}`, { headers, signal: this.abort.signal });
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const whole = `${rest}${chunk}`.split('\n');
      rest = whole.pop()!;
      this.types.push(...whole.map((line) => JSON.parse(line).type));
    }
  }
}
