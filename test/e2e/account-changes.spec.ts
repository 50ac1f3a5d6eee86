import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Change, sampleChanges } from '../../demo/changes.js';
import { customer } from '../../demo/people.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import { otherForm, reaches, submitted } from '../support/people/requests.js';
import { RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let company: Company;
let me: SignedIn;
let serial: string;
/** In the order in which they were applied. */
const ids: string[] = [];

const changes: readonly Change[] = [
  { kind: 'contactPhone', phone: '13900139001' },
  { kind: 'identityValidity', start: '2026-03-18', longTerm: true },
  sampleChanges.otherInformation,
  { kind: 'contactPhone', phone: '0755-1234533' },
];
const values = [
  { contactPhone: '13900139001' },
  { validity: { start: '2026-03-18', end: '2099-12-31' } },
  { other: otherForm() },
  { contactPhone: '0755-1234533' },
];

const feed = (query = '', headers = {}) =>
  company.as('operator', 'GET', `/account-changes?companyCode=0038${query}`, { headers });

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
  me = await (await company.customer(1)).signIn();
  serial = await me.certify();
  for (const change of changes) {
    ids.push(await submitted(me, change, serial));
    await reaches(me, ids.at(-1)!, 'applied');
  }
});
afterAll(() => service?.dispose());

describe('the feed of applied changes (F22)', () => {
  it('gives them oldest first, in the words of the import, in clear', async () => {
    const { body } = await feed();
    expect(body.next).toBeNull();
    expect(body.items).toEqual(
      ids.map((changeRequestId, index) => ({
        position: expect.any(String),
        customerNumber: me.customer.number,
        changeRequestId,
        kind: changes[index]!.kind,
        values: values[index],
        appliedAt: expect.stringMatching(/^2026-11-25T/),
      })),
    );
  });

  it('goes on after any position, page by page, until there is nothing more', async () => {
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 3; page++) {
      const { body } = await feed(`&limit=2${after}`);
      seen.push(...body.items.map((item: { changeRequestId: string }) => item.changeRequestId));
      if (body.next === null) break;
      expect(body.next).toBe(body.items.at(-1).position);
      after = `&after=${encodeURIComponent(body.next)}`;
    }
    expect(seen).toEqual(ids);
    const [first, , , last] = (await feed()).body.items;
    const rest = (await feed(`&after=${encodeURIComponent(first.position)}`)).body;
    expect(rest.items.map((item: { changeRequestId: string }) => item.changeRequestId)).toEqual(ids.slice(1));
    expect((await feed(`&after=${encodeURIComponent(last.position)}`)).body).toEqual({ items: [], next: null });
  });

  it.each([
    ['?companyCode=0038&after=nonsense', '/after'],
    ['?companyCode=0038&limit=0', '/limit'],
    ['?companyCode=0038&limit=501', '/limit'],
    ['', '/companyCode'],
  ])('refuses %s', async (query, pointer) => {
    const refused = await company.as('operator', 'GET', `/account-changes${query}`);
    expect(refused.verdict).toBe('400 request.invalid');
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer })]);
  });

  it('is for operators, and each reading is a fact', async () => {
    for (const role of ['agent', 'reviewer', 'auditor'])
      expect((await company.as(role, 'GET', '/account-changes?companyCode=0038')).verdict).toBe('403 access.forbidden');
    const correlation = 'reading-of-the-feed-0001';
    expect((await feed('&limit=3', { 'x-correlation-id': correlation })).status).toBe(200);
    const headers = {
      authorization: `Bearer ${(await (await fetch(`${service.url}/sandbox/staff-tokens`)).json()).auditor}`,
    };
    const log = await (await fetch(`${service.url}/v1/audit/events?types=AccountChangesRead`, { headers })).text();
    const read = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((event) => event.correlationId === correlation);
    expect(read).toEqual([
      expect.objectContaining({
        actor: expect.objectContaining({ kind: 'staff' }),
        data: { companyCode: '0038', count: 3, scope: { companies: ['0038'], branches: ['*'] } },
      }),
    ]);
  });
});

describe('an import (F22)', () => {
  it('is not of the future, but for a clock that is a few minutes ahead', async () => {
    const { now } = (await (await fetch(`${service.url}/sandbox/clock`)).json()) as { now: string };
    const asOf = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
    const refused = await me.customer.import({ asOf: '2090-01-01T00:00:00.000Z' });
    expect([refused.verdict, refused.body.errors]).toEqual([
      '400 request.invalid',
      [expect.objectContaining({ pointer: '/asOf', code: 'field.type' })],
    ]);
    expect((await me.customer.import({ asOf: asOf(10 * 60_000) })).verdict).toBe('400 request.invalid');
    expect((await me.customer.import({ asOf: '2026-01-01T00:00:00.000Z' })).verdict).toBe('200');
  });

  it('older than an applied change keeps it, a newer one replaces it', async () => {
    const old = '2026-11-25T01:00:00.000Z';
    const kept = await me.customer.import({ asOf: old, contactPhone: '010-61234567' });
    expect(kept.verdict).toBe('200');
    expect(kept.body.kept.toSorted()).toEqual(['identity', 'other', 'phones']);
    const profile = async () => (await me.call('GET', '/profile')).body;
    expect((await profile()).phones.contactPhone).toBe('0755****533');
    expect((await profile()).identity.validity.longTerm).toBe(true);
    expect((await profile()).other.intermediary).toBe('王五');

    const offset = '2026-11-25T09:00:00+08:00';
    expect((await me.customer.import({ asOf: offset })).body.kept).toHaveLength(3);

    const taken = {
      contactPhone: '0755-1234533',
      validity: { start: '2026-03-18', end: '2099-12-31' },
      other: otherForm(),
    };
    expect((await me.customer.import({ ...taken, asOf: old })).body.kept).toEqual([]);
    const newer = await me.customer.import({ ...taken, other: { ...customer.other, postcode: '200120' } });
    expect(newer.body.kept).toEqual([]);
    expect((await profile()).other).toMatchObject({ postcode: '200120', intermediary: '李四' });
    expect((await feed()).body.items).toHaveLength(4);
  });
});
