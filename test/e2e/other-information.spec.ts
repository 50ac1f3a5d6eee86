import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleChanges } from '../../demo/changes.js';
import { customer } from '../../demo/people.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import {
  fieldErrors,
  form,
  onFile,
  otherForm,
  photographed,
  reaches,
  signAll,
  submit,
  submitted,
} from '../support/people/requests.js';
import { companiesWith } from '../support/servers/companies.js';
import { RunningService } from '../support/servers/running-service.js';

const other = (me: SignedIn, id: string, body: unknown) => form(me, id, 'otherInformation', body);
const { email: _email, ...noEmail } = otherForm() as Record<string, unknown>;

let service: RunningService;
let company: Company;
let people = 0;
const arrival = async (change: Parameters<Company['customer']>[1] = {}): Promise<SignedIn> =>
  (await company.customer(++people, change)).signIn();

describe('other information (F18)', () => {
  let me: SignedIn;
  let id: string;
  beforeAll(async () => {
    service = await RunningService.start();
    company = await Company.of(service);
    me = await arrival();
    id = await photographed(me, 'otherInformation');
  });
  afterAll(() => service?.dispose());

  it('F18 shows what is on file and what is proposed in the fields of the form, the whole form replaced', async () => {
    const full = otherForm({ address: '  上海市浦东新区世纪大道1号  ' });
    const answer = await other(me, id, full);
    expect(answer.verdict).toBe('200');
    expect(answer.body.current).toEqual({ ...customer.other, email: null });
    expect(answer.body.proposed).toEqual({ ...full, address: '上海市浦东新区世纪大道1号' });
    const { clientManager: _, intermediary: __, ...required } = noEmail;
    const replaced = await other(me, id, required);
    expect(replaced.body.proposed).toEqual({ ...required, email: null, clientManager: null, intermediary: null });
    const empty = await other(me, id, { ...required, email: '', clientManager: null, intermediary: '' });
    expect(empty.body).toEqual(replaced.body);
  });

  it.each([
    ['a municipality has districts (上海市, 浦东新区)', { provinceCode: '310000', cityCode: '310115' }],
    ['Beijing too', { provinceCode: '110000', cityCode: '110105' }],
    ['Chongqing too', { provinceCode: '500000', cityCode: '500112' }],
    ['a province has cities', { provinceCode: '440000', cityCode: '440300' }],
    ['the postcode is not compared with the region', { postcode: '100000' }],
    ['leading zeros stay', { postcode: '010010' }],
    ['an address of 3 characters', { address: '北京市' }],
    ['an address of 50', { address: '路'.repeat(50) }],
    ['an e-mail of 64', { email: `${'a'.repeat(52)}@example.com` }],
    ['names of 25', { clientManager: '张'.repeat(25), intermediary: '测试0033' }],
  ])('F18 takes %s', async (_, change) => {
    const answer = await other(me, id, otherForm(change));
    expect(answer.verdict).toBe('200');
    expect(answer.body.proposed).toMatchObject(change);
  });

  it.each([
    [{ provinceCode: undefined }, ['/provinceCode field.required']],
    [{ provinceCode: '990000' }, ['/provinceCode region.unknown']],
    [{ provinceCode: '310115' }, ['/provinceCode region.unknown']],
    [{ cityCode: undefined }, ['/cityCode field.required']],
    [{ cityCode: '310000' }, ['/cityCode region.unknown']],
    [{ cityCode: '319999' }, ['/cityCode region.unknown']],
    [{ cityCode: '440300' }, ['/cityCode region.mismatch']],
    [{ address: '' }, ['/address field.required']],
    [{ address: '北京' }, ['/address address.length']],
    [{ address: ' 北京 ' }, ['/address address.length']],
    [{ address: '路'.repeat(51) }, ['/address address.length']],
    [{ postcode: '51800' }, ['/postcode postcode.shape']],
    [{ postcode: '5180000' }, ['/postcode postcode.shape']],
    [{ postcode: '51800a' }, ['/postcode postcode.shape']],
    [{ postcode: 518000 }, ['/postcode field.type']],
    [{ email: 'zhang' }, ['/email email.shape']],
    [{ email: `${'a'.repeat(53)}@example.com` }, ['/email email.shape']],
    [{ email: 7 }, ['/email field.type']],
    [{ education: '8' }, ['/education education.unknown']],
    [{ education: 1 }, ['/education field.type']],
    [{ occupation: '9999' }, ['/occupation occupation.unknown']],
    [{ occupation: '1310' }, ['/occupation occupation.inactive']],
    [{ clientManager: '张'.repeat(26) }, ['/clientManager name.length']],
    [{ intermediary: '王'.repeat(26) }, ['/intermediary name.length']],
    [{ name: '张三' }, ['/name field.not-editable']],
    [{ idNumber: '410101199508130033' }, ['/idNumber field.not-editable']],
    [{ branchCode: '002' }, ['/branchCode field.unknown']],
    [{ contactMobile: '13800138000', postcode: 'x' }, ['/contactMobile field.unknown', '/postcode postcode.shape']],
  ])('F18 refuses %j, and nothing changes', async (change, errors) => {
    const before = (await me.on(id, 'GET')).headers.get('etag');
    const refused = await other(me, id, otherForm(change));
    expect(refused.verdict).toBe('400 request.invalid');
    expect(fieldErrors(refused)).toEqual(errors);
    expect((await me.on(id, 'GET')).headers.get('etag')).toBe(before);
  });

  it("F18 reports every field's error at once", async () => {
    const codes = { provinceCode: 'x', cityCode: 'x', education: 'x', occupation: 'x' };
    const texts = { address: 'x', postcode: 'x', email: 'x', clientManager: 'x'.repeat(26), intermediary: 7 };
    expect(fieldErrors(await other(me, id, { ...codes, ...texts, name: '张三' }))).toEqual([
      '/address address.length',
      '/cityCode region.unknown',
      '/clientManager name.length',
      '/education education.unknown',
      '/email email.shape',
      '/intermediary field.type',
      '/name field.not-editable',
      '/occupation occupation.unknown',
      '/postcode postcode.shape',
      '/provinceCode region.unknown',
    ]);
    const required = ['address', 'cityCode', 'education', 'occupation', 'postcode', 'provinceCode'];
    expect(fieldErrors(await other(me, id, {}))).toEqual(required.map((field) => `/${field} field.required`));
  });

  it('F18 refuses the form when all is as on file', async () => {
    expect((await other(me, id, { ...customer.other })).verdict).toBe('422 change-request.no-change');
    expect((await other(me, id, { ...customer.other, email: '' })).verdict).toBe('422 change-request.no-change');
  });

  it('F18 shows an inactive occupation on file as such, and wants another at the next edit', async () => {
    const them = await arrival({ other: { ...customer.other, occupation: '1310' } });
    const { occupation } = (await them.call('GET', '/profile')).body.other;
    expect(occupation).toEqual({ code: '1310', name: '证券从业人员', active: false });
    const request = await photographed(them, 'otherInformation');
    expect((await them.on(request, 'GET')).body.current.occupation).toBe('1310');
    const refused = await other(them, request, otherForm({ occupation: '1310' }));
    expect(fieldErrors(refused)).toEqual(['/occupation occupation.inactive']);
    expect((await other(them, request, otherForm())).verdict).toBe('200');
  });

  it.each([
    ['310230', '崇明县'],
    ['310103', '卢湾区'],
  ])('F18 shows a region on file that is no more, and wants one of today at the next edit: %s', async (cityCode, name) => {
    const them = await arrival({ other: { ...customer.other, cityCode } });
    expect((await them.call('GET', '/profile')).body.other.city).toEqual({ code: cityCode, name });
    const request = await photographed(them, 'otherInformation');
    const refused = await other(them, request, otherForm({ cityCode }));
    expect(fieldErrors(refused)).toEqual(['/cityCode region.inactive']);
    const taken = await other(them, request, otherForm({ cityCode: '310151' }));
    expect(taken.body.proposed).toMatchObject({ cityCode: '310151' });
  });

  it('F22 changes the group as a whole and the signature photo, nothing else; names stand beside codes', async () => {
    const them = await arrival();
    const photos = { front: await onFile(them, 'idFront'), signature: await onFile(them, 'signature') };
    const before = (await them.call('GET', '/profile')).body;
    const request = await submitted(them, sampleChanges.otherInformation);
    await reaches(them, request, 'applied');
    const after = (await them.call('GET', '/profile')).body;
    const { provinceCode: _, cityCode: __, ...rest } = otherForm() as Record<string, unknown>;
    expect(after).toEqual({
      ...before,
      other: {
        ...rest,
        province: { code: '310000', name: '上海市' },
        city: { code: '310115', name: '浦东新区' },
        education: { code: '1', name: '硕士及以上' },
        occupation: { code: '1300', name: '经济、金融业务人员', active: true },
      },
    });
    expect(await onFile(them, 'idFront')).toBe(photos.front);
    expect(await onFile(them, 'signature')).not.toBe(photos.signature);
  });

  it('F19 is stale when that group changed meanwhile', async () => {
    const them = await arrival();
    const request = await photographed(them, 'otherInformation');
    await them.customer.import({ other: { ...customer.other, postcode: '200120' } });
    const stale = await other(them, request, otherForm());
    expect(stale.verdict).toBe('409 change-request.stale');
    expect(stale.body.fields).toEqual(['postcode']);
    const refreshed = (await them.on(request, 'POST', '/refresh')).body;
    expect(refreshed).toMatchObject({
      step: 'form',
      current: { postcode: '200120' },
      photos: { signature: { state: 'uploaded' } },
    });
    expect((await other(them, request, otherForm())).verdict).toBe('200');
  });
});

describe('what a company configures (F18)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realname-companies-'));
    const change = { lockedFields: ['clientManager'], intermediaryNeedsReview: true };
    service = await RunningService.start({ COMPANIES_DIR: await companiesWith(folder, change) });
    company = await Company.of(service);
  });
  afterAll(async () => {
    await service?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('locks fields: left out they stay, sent they must be as they are', async () => {
    const me = await arrival();
    expect((await me.call('GET', '/profile')).body.editable).toEqual({ clientManager: false, intermediary: true });
    const id = await photographed(me, 'otherInformation');
    for (const clientManager of ['李四', '', null])
      expect(fieldErrors(await other(me, id, otherForm({ clientManager })))).toEqual([
        '/clientManager field.not-editable',
      ]);
    expect((await other(me, id, otherForm({ clientManager: '张三' }))).body.proposed.clientManager).toBe('张三');
    const { clientManager: _, ...without } = otherForm() as Record<string, unknown>;
    expect((await other(me, id, without)).body.proposed.clientManager).toBe('张三');
  });

  it('sends a changed intermediary to review, and only that', async () => {
    const me = await arrival();
    const serial = await me.certify();
    const id = await submitted(me, sampleChanges.otherInformation, serial);
    const approval = async () => {
      const { headers } = await company.as('reviewer', 'GET', `/change-requests/${id}`);
      return company.as('reviewer', 'POST', `/change-requests/${id}/approval`, {
        headers: { 'if-match': headers.get('etag')! },
      });
    };
    expect((await me.on(id, 'GET')).body).toMatchObject({ status: 'submitted', step: 'done' });
    expect((await approval()).verdict).toBe('200');
    await reaches(me, id, 'applied');
    const next = await photographed(me, 'otherInformation');
    expect((await other(me, next, otherForm({ postcode: '200120' }))).verdict).toBe('200');
    await signAll(me, next, serial);
    expect((await submit(me, next)).verdict).toBe('202');
    await reaches(me, next, 'applied');
  });
});
