import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { minute, plus } from '../../src/domain/shared/instant.js';
import { type Answer, send } from '../support/people/journey.js';
import { idNumberOf, mobileOf, SignInPage } from '../support/people/sign-in-page.js';
import { openingHour, RunningService } from '../support/servers/running-service.js';

let service: RunningService;
let page: SignInPage;
let auditor: string;
let account: string;

const reason = { 'x-audit-reason': encodeURIComponent('客户投诉，工单 2026-1123') };

beforeAll(async () => {
  service = await RunningService.start();
  page = await SignInPage.of(service);
  const headers = { 'x-correlation-id': 'corr-import-1', 'x-client-version': 'office/2.1' };
  auditor = (await page.call('GET', '/sandbox/staff-tokens')).body.auditor;
  await page.company.as('operator', 'PUT', '/customers/0038/N1', { body: person, headers });
  await page.clock(plus(openingHour, 10 * minute));
  await page.import(1, { contactMobile: mobileOf(2) });
  await page.import(1, { contactMobile: mobileOf(3), status: 'dormant' });
  account = (await search(idNumberOf(1))).body.items[0].stream;
});
afterAll(() => service?.dispose());

const person = {
  ...customer,
  idNumber: idNumberOf(1),
  contactMobile: mobileOf(1),
  contactPhone: '0755-1234533',
};
const audit = (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> =>
  send(`${page.url}/v1/audit${path}`, method, { body, headers: { authorization: `Bearer ${auditor}`, ...headers } });
const search = (idNumber: unknown, more: object = {}, headers: Record<string, string> = reason) =>
  audit('POST', '/stream-searches', { idNumber, ...more }, headers);
const read = (query = '', headers: Record<string, string> = {}, stream = account) =>
  audit('GET', `/streams/${stream}${query}`, undefined, headers);
const ownTrail = async (): Promise<{ type: string; data: Record<string, unknown> }[]> =>
  (await read('?limit=500', {}, 'AuditTrail-sandbox-auditor')).body.items;

describe('stream searches (§9)', () => {
  it('find what exists for an ID number, however it is written', async () => {
    const found = await search(idNumberOf(1));
    expect([found.status, found.body]).toEqual([
      200,
      {
        items: [
          {
            stream: expect.stringMatching(/^CustomerAccount-[0-9a-f-]{36}$/),
            category: 'CustomerAccount',
            revision: 3,
            firstAt: expect.stringMatching(/^2026-11-25T02:00:/),
            lastAt: expect.stringMatching(/^2026-11-25T02:10:/),
          },
        ],
      },
    ]);
    expect((await search(` ${idNumberOf(1)} `)).body).toEqual(found.body);
    expect((await search(idNumberOf(1), { category: 'CustomerAccount' })).body).toEqual(found.body);
    expect((await search(idNumberOf(1), { category: 'DigitalCertificate' })).body.items).toEqual([]);
    expect((await search(idNumberOf(99))).body.items).toEqual([]);
  });

  it('refuse a number that is none, and a number as a number', async () => {
    expect((await search('110101199003072114')).body.errors).toMatchObject([{ code: 'id.checksum' }]);
    expect((await search(110101199003072110)).body.errors).toMatchObject([{ code: 'field.type' }]);
  });

  it.each([
    ['none', {}],
    ['nine characters', { 'x-audit-reason': '123456789' }],
    ['blank', { 'x-audit-reason': ' '.repeat(20) }],
    ['201 characters', { 'x-audit-reason': 'x'.repeat(201) }],
    ['nine Han characters', { 'x-audit-reason': encodeURIComponent('一二三四五六七八九') }],
  ])('need a reason of 10 to 200 characters: %s', async (_, headers) => {
    expect((await search(idNumberOf(1), {}, headers)).verdict).toBe('400 audit.reason-required');
    expect((await read('?reveal=true', headers)).verdict).toBe('400 audit.reason-required');
  });

  it.each([
    '0123456789',
    'x'.repeat(200),
    encodeURIComponent('一二三四五六七八九十'),
    Buffer.from('一二三四五六七八九十').toString('latin1'),
    '100% of what was asked',
  ])('take the reason %p, and are facts themselves', async (text) => {
    expect((await search(idNumberOf(1), {}, { 'x-audit-reason': text })).status).toBe(200);
    const [last] = (await ownTrail()).slice(-1);
    expect(last).toMatchObject({ type: 'StreamsSearched', data: { found: 1, reason: '***' } });
    expect(JSON.stringify(last)).not.toContain(idNumberOf(1));
  });

  it('are for auditors', async () => {
    const tokens = (await page.call('GET', '/sandbox/staff-tokens')).body;
    for (const role of ['operator', 'agent', 'reviewer']) {
      const headers = { ...reason, authorization: `Bearer ${tokens[role]}` };
      expect((await search(idNumberOf(1), {}, headers)).verdict).toBe('403 access.forbidden');
      expect((await read('', headers)).verdict).toBe('403 access.forbidden');
    }
    expect((await search(idNumberOf(1), {}, { ...reason, authorization: '' })).verdict).toBe('401 session.required');
  });
});

describe('a stream (§9)', () => {
  it('P5 is read oldest first, every event with its context, personal fields masked', async () => {
    const { body } = await read();
    expect(body.next).toBeNull();
    expect(body.items.map(({ type, revision }: { type: string; revision: number }) => [revision, type])).toEqual([
      [0, 'CustomerImported'],
      [1, 'PhoneChanged'],
      [2, 'PhoneChanged'],
      [3, 'AccountTermsChanged'],
    ]);
    expect(body.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stream: account,
      revision: 0,
      position: expect.any(String),
      type: 'CustomerImported',
      schemaVersion: 2,
      at: expect.stringMatching(/^2026-11-25T02:00:\d\d\.\d{3}Z$/),
      actor: { kind: 'staff', id: 'sandbox-operator' },
      correlationId: 'corr-import-1',
      causationId: expect.any(String),
      session: null,
      device: null,
      clientVersion: 'office/2.1',
      data: expect.objectContaining({ companyCode: '0038', idNumber: '***', name: '***', contactMobile: '***' }),
    });
    for (const secret of [idNumberOf(1), mobileOf(1), mobileOf(2), '测试0033', '华鹏路'])
      expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('reveal shows them in clear, and is recorded before', async () => {
    const { body } = await read('?reveal=true', reason);
    expect(body.items[0].data).toMatchObject({ name: '测试0033', idNumber: idNumberOf(1) });
    expect(body.items[1].data).toMatchObject({ phone: 'contactMobile', number: `+86${mobileOf(2)}` });
    expect((await ownTrail()).at(-1)).toMatchObject({
      type: 'PersonalDataRevealed',
      actor: { kind: 'staff', id: 'sandbox-auditor' },
      data: { stream: account, from: '0', until: '3' },
    });
    const masked = await read('?reveal=false');
    expect(masked.body.items[0].data.name).toBe('***');
  });

  it('is read in part: by revision, by instant, page by page', async () => {
    const revisions = async (query: string) => {
      const { body } = await read(query);
      return [body.items.map(({ revision }: { revision: number }) => revision), body.next !== null];
    };
    expect(await revisions('?from=1&until=2')).toEqual([[1, 2], false]);
    expect(await revisions('?from=4')).toEqual([[], false]);
    expect(await revisions(`?from=${plus(openingHour, minute)}`)).toEqual([[1, 2, 3], false]);
    expect(await revisions(`?until=${plus(openingHour, minute)}`)).toEqual([[0], false]);
    expect(await revisions('?limit=3')).toEqual([[0, 1, 2], true]);
    const { next } = (await read('?limit=3')).body;
    expect(await revisions(`?limit=3&cursor=${next}`)).toEqual([[3], false]);
  });

  it.each([
    'from=x',
    'from=-1',
    'until=1.5',
    'limit=0',
    'limit=501',
    'cursor=%00',
    'cursor=x',
    'reveal=yes',
    'page=2',
  ])('refuses ?%s', async (query) => {
    expect((await read(`?${query}`)).verdict).toBe('400 request.invalid');
  });

  it.each([
    'CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e',
    'Nothing-1',
    'nonsense',
    '%2e%2e',
  ])('%s is not found', async (stream) => {
    expect((await read('', {}, stream)).verdict).toMatch(/^404 (?:stream|route).not-found$/);
  });
});
