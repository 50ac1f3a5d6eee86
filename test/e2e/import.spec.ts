import { describe, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { minute, plus } from '../../src/domain/shared/instant.js';
import { Company, certificatePassword } from '../support/people/journey.js';
import { idNumberOf, mobileOf, openSignInPage, page } from '../support/people/sign-in-page.js';
import { nextPerson, service } from '../support/servers/own-service.js';
import { openingHour } from '../support/servers/running-service.js';

openSignInPage();

const put = (number: string, body: unknown, code = '0038', role = 'operator') =>
  page.company.as(role, 'PUT', `/customers/${code}/${number}`, { body });
const person = (n: number, change: object = {}) => ({
  ...customer,
  idNumber: idNumberOf(n),
  contactMobile: mobileOf(n),
  ...change,
});
const fieldsOf = ({ body }: { body: { errors: { pointer: string; code: string }[] } }) =>
  Object.fromEntries(body.errors.map(({ pointer, code }) => [pointer, code]));

describe('an import (§6)', () => {
  it('creates with 201, updates with 200 under the same id, and every write answers a token', async () => {
    const n = nextPerson();
    const created = await put(`N${n}`, person(n));
    expect([created.verdict, created.body]).toEqual(['201', { customerId: expect.any(String), kept: [] }]);
    for (const change of [{ idAddress: '北京市东城区' }, { idAddress: '北京市东城区' }]) {
      const updated = await put(`N${n}`, person(n, change));
      expect([updated.verdict, updated.body]).toEqual(['200', created.body]);
      expect(updated.headers.get('consistency-token')).toMatch(/./);
    }
  });

  it('takes what is optional as absent or null', async () => {
    const n = nextPerson();
    const { clientManager: _, intermediary: __, ...other } = customer.other;
    const { contactPhone: ___, branchCode: ____, ...rest } = person(n, { contactMobile: null, other });
    expect((await put(`N${n}`, rest)).verdict).toBe('201');
    expect((await put(`N${n}`, { ...rest, branchCode: null, other: { ...other, email: null } })).verdict).toBe('200');
  });

  it('(company, ID number, account type) is unique; a refused import takes nothing', async () => {
    const [a, b] = [nextPerson(), nextPerson()];
    await put(`N${a}`, person(a));
    expect((await put(`X${a}`, person(a))).verdict).toBe('409 customer.already-exists');
    expect((await put(`N${a}`, person(b))).verdict).toBe('409 customer.already-exists');
    expect((await page.ask(idNumberOf(b))).body.maskedMobile).not.toBe(`*******${mobileOf(a).slice(-4)}`);
    expect((await put(`N${b}`, person(b))).verdict).toBe('201');
    expect((await put(`N${a}`, person(a), '0039')).verdict).toBe('201');
    expect((await put(`X${a}`, person(nextPerson()))).verdict).toBe('201');
  });

  it('of one new customer, sent several times at once, creates once', async () => {
    const n = nextPerson();
    const answers = await Promise.all(Array.from({ length: 4 }, () => put(`N${n}`, person(n))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.customerId)).size).toBe(1);
  });

  it('is for operators, for companies of their own', async () => {
    const body = person(nextPerson());
    for (const role of ['agent', 'reviewer', 'auditor'])
      expect((await put('N1', body, '0038', role)).verdict).toBe('403 access.forbidden');
    expect((await put('N1', body, '0099')).verdict).toBe('404 company.not-found');
    expect((await put('N 1', body)).verdict).toBe('404 customer.not-found');
    expect((await page.call('PUT', '/v1/staff/customers/0038/N1', { body })).verdict).toBe('401 session.required');
  });

  it('names every wrong field at once: missing, unknown, misshapen and wrong ones', async () => {
    const answer = await put('N1', {
      ...person(1),
      name: ' ',
      idNumber: '110101199003072114',
      idAddress: undefined,
      validity: { start: '2020-02-30', end: '2100-01-01' },
      contactMobile: 13800138000,
      contactPhone: '400-800-1234',
      branchCode: '099',
      other: {
        provinceCode: '990000',
        cityCode: '999999',
        address: '路',
        postcode: '51800',
        email: 'x'.repeat(65),
        education: '99',
        occupation: '9999',
        clientManager: '名'.repeat(26),
        phone: '1',
      },
      accountTypes: ['futuresBrokerage', 'stocks'],
      status: 'asleep',
      asOf: 'yesterday',
      extra: true,
    });
    expect(answer.verdict).toBe('400 request.invalid');
    expect(fieldsOf(answer)).toEqual({
      '/name': 'field.required',
      '/idNumber': 'id.checksum',
      '/idAddress': 'field.required',
      '/validity/start': 'field.type',
      '/validity/end': 'validity.out-of-range',
      '/contactMobile': 'field.type',
      '/contactPhone': 'phone.shape',
      '/branchCode': 'branch.unknown',
      '/other/provinceCode': 'region.unknown',
      '/other/cityCode': 'region.unknown',
      '/other/address': 'address.length',
      '/other/postcode': 'postcode.shape',
      '/other/email': 'email.shape',
      '/other/education': 'education.unknown',
      '/other/occupation': 'occupation.unknown',
      '/other/clientManager': 'name.length',
      '/other/phone': 'field.unknown',
      '/accountTypes/1': 'account-type.unknown',
      '/status': 'field.type',
      '/asOf': 'field.type',
      '/extra': 'field.unknown',
    });
    for (const { detail } of answer.body.errors) expect(detail).toMatch(/\p{Script=Han}/u);
  });

  it.each<[object, Record<string, string>]>([
    [{ idNumber: 110101199003072110 }, { '/idNumber': 'field.type' }],
    [{ validity: null }, { '/validity': 'field.required' }],
    [{ validity: { start: '2020-01-01', end: '2020-01-01' } }, { '/validity/end': 'validity.not-after-start' }],
    [{ contactMobile: '0755-1234533' }, { '/contactMobile': 'phone.shape' }],
    [{ accountTypes: [] }, { '/accountTypes': 'field.type' }],
    [{ other: [] }, { '/other': 'field.type' }],
    [{ other: { ...customer.other, cityCode: '440300' } }, { '/other/cityCode': 'region.mismatch' }],
    [{ other: { ...customer.other, provinceCode: 310000 } }, { '/other/provinceCode': 'field.type' }],
  ])('refuses %j', async (change, errors) => {
    expect(fieldsOf(await put('N1', person(1, change)))).toMatchObject(errors);
  });

  it.each(['', '[]', '"x"', '{"name":'])('refuses the body %p', async (body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await page.company.as('operator', 'PUT', '/customers/0038/N1', { body, headers });
    expect(answer.verdict).toBe('400 request.invalid');
  });
});

describe('F22 an import beside an applied change', () => {
  it('does not undo a change that is younger, takes the other groups, and wins when it is younger itself', async () => {
    await page.clock(openingHour);
    const company = await Company.of(service);
    const arriving = await company.customer(401);
    const me = await arriving.signIn();
    const id = await me.filled('0755-7654321');
    const serial = await me.certify();
    await me.device.signAgreements(id, certificatePassword, serial);
    await me.device.consent(id);
    await me.device.submit(id);
    await me.device.applied(id);
    const phones = async () => (await me.call('GET', '/profile')).body.phones.contactPhone;
    expect(await phones()).toBe('0755****321');

    const before = plus(openingHour, -minute);
    const older = await arriving.import({ asOf: before, idAddress: '北京市东城区' });
    expect([older.verdict, older.body.kept]).toEqual(['200', ['phones']]);
    expect(await phones()).toBe('0755****321');
    expect((await me.call('GET', '/profile')).body.identity.idAddress).toBe('北京市东城区');

    const same = await arriving.import({ asOf: '2026-11-25T09:00:00+08:00', contactPhone: '0755-7654321' });
    expect(same.body.kept).toEqual([]);
    const younger = await arriving.import({ contactPhone: '010-87654321' });
    expect(younger.body.kept).toEqual([]);
    expect(await phones()).toBe('010****321');
  });
});
