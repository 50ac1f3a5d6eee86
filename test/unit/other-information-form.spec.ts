import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Input } from '../../src/application/futures/change-request/kinds/change-form.js';
import { otherInformation } from '../../src/application/futures/change-request/kinds/other-information.js';
import type { Company } from '../../src/application/shared/companies.js';
import { Dictionaries } from '../../src/application/shared/dictionaries.js';
import { Fields } from '../../src/application/shared/fields.js';
import type { FieldError } from '../../src/domain/shared/domain-error.js';
import type { OtherInformation } from '../../src/domain/shared/profile.js';
import { ok, type Result, refused } from '../../src/domain/shared/result.js';
import { customer } from './histories.js';

const company = JSON.parse(readFileSync('companies/0038.json', 'utf8')) as Company;
const valid = {
  provinceCode: '310000',
  cityCode: '310115',
  address: '上海市浦东新区华鹏路300号',
  postcode: '518000',
  email: 'zhang@example.com',
  education: '1',
  occupation: '1200',
  clientManager: '张三',
  intermediary: '王五',
};
const current: OtherInformation = { ...customer.other, clientManager: '张三', intermediary: '李四' };
const readForm = (
  input: Input,
  lockedFields: readonly string[] = company.lockedFields,
  onFile = current,
): Result<OtherInformation, readonly FieldError[]> => {
  const fields = new Fields();
  const situation = {
    company: { ...company, lockedFields },
    profile: { ...customer, other: onFile },
    birth: '1995-08-13',
    today: '2026-11-22',
    dictionaries: new Dictionaries(),
  };
  const form = otherInformation.read!(input, situation, fields);
  return fields.errors.length > 0 ? refused(fields.errors) : ok(form!.other);
};
const read = (change: object = {}, lockedFields: readonly string[] = [], onFile = current) =>
  readForm({ ...valid, ...change }, lockedFields, onFile);
const errorsOf = (result: ReturnType<typeof read>) =>
  'error' in result ? result.error.map(({ pointer, code }) => `${pointer} ${code}`) : [];
const taken = (result: ReturnType<typeof read>) => ('value' in result ? result.value : result.error);

const required = ['provinceCode', 'cityCode', 'address', 'postcode', 'education', 'occupation'] as const;
const optional = ['email', 'clientManager', 'intermediary'] as const;

describe('the form of other information (F18)', () => {
  it('F18 stores code and name of the region, codes of the lists, and nothing for what was left out', () => {
    expect(taken(read())).toEqual({
      province: { code: '310000', name: '上海市' },
      city: { code: '310115', name: '浦东新区' },
      address: '上海市浦东新区华鹏路300号',
      postcode: '518000',
      email: 'zhang@example.com',
      education: '1',
      occupation: '1200',
      clientManager: '张三',
      intermediary: '王五',
    });
    for (const nothing of [undefined, null, '', ' ', '\u2800']) {
      const empty = Object.fromEntries(optional.map((field) => [field, nothing]));
      expect(taken(read(empty))).toMatchObject({ email: null, clientManager: null, intermediary: null });
    }
  });

  it.each(required)('F18 %s is required', (field) => {
    for (const nothing of [undefined, null, '', ' ', '\u200b\u200b\u200b', '\u3164\u3164\u3164'])
      expect(errorsOf(read({ [field]: nothing }))).toEqual([`/${field} field.required`]);
  });

  it.each([...required, ...optional])('%s is text: a JSON number, a list, an object or a flag is refused', (field) => {
    for (const value of [518000, 0, ['310000'], {}, true, false])
      expect(errorsOf(read({ [field]: value }))).toEqual([`/${field} field.type`]);
  });

  it.each([
    [{ provinceCode: '310115' }, '/provinceCode region.unknown'],
    [{ provinceCode: 'constructor' }, '/provinceCode region.unknown'],
    [{ cityCode: '310000' }, '/cityCode region.unknown'],
    [{ cityCode: '310999' }, '/cityCode region.unknown'],
    [{ cityCode: '310230' }, '/cityCode region.inactive'],
    [{ cityCode: '110105' }, '/cityCode region.mismatch'],
    [{ cityCode: '110228' }, '/cityCode region.mismatch'],
    [{ provinceCode: '110000' }, '/cityCode region.mismatch'],
    [{ address: '北京' }, '/address address.length'],
    [{ address: '上海\u00ad市' }, '/address address.length'],
    [{ address: '上海\ufffd市' }, '/address address.length'],
    [{ clientManager: '李\u200b四' }, '/clientManager name.length'],
    [{ intermediary: '王五\ufe0f' }, '/intermediary name.length'],
    [{ email: 'li\u200b@example.com' }, '/email email.shape'],
    [{ address: '路'.repeat(51) }, '/address address.length'],
    [{ address: '华鹏路\n300号' }, '/address address.length'],
    [{ postcode: '5180000' }, '/postcode postcode.shape'],
    [{ postcode: '51 800' }, '/postcode postcode.shape'],
    [{ email: 'zhang@example' }, '/email email.shape'],
    [{ email: 'zhang example.com' }, '/email email.shape'],
    [{ email: 'zh\u0000ang@example.com' }, '/email email.shape'],
    [{ email: `${'a'.repeat(53)}@example.com` }, '/email email.shape'],
    ...[
      ...['a@example.com,b', 'a@example.com;b.cn', 'a@example.com>', 'a@exam<ple.com', 'a@exa"mple.com'],
      ...['a@exa(x)mple.com', 'a@exa:mple.com', 'a@example.com?bcc=b', 'a@-example.com', 'a@example-.com'],
      ...['a..b@example.com', '.a@example.com', 'a.@example.com', 'a@mail.example。com', '\u202ea@example.com'],
      ...[
        'a@example..com',
        'a@example.com.',
        'a@.com',
        'a@b@c.cn',
        '<a@b.cn>',
        'a，b@example.com',
        `a@${'x'.repeat(64)}.cn`,
      ],
    ].map((email) => [{ email }, '/email email.shape'] as const),
    [{ education: '0' }, '/education education.unknown'],
    [{ occupation: '0' }, '/occupation occupation.unknown'],
    [{ occupation: '1310' }, '/occupation occupation.inactive'],
    [{ clientManager: '张'.repeat(26) }, '/clientManager name.length'],
    [{ intermediary: '王'.repeat(26) }, '/intermediary name.length'],
  ])('F18 refuses %j', (change, error) => expect(errorsOf(read(change))).toEqual([error]));

  it.each([
    'a+b@example.com',
    "o'neil_1@mail.example.com.cn",
    '张三@例子.中国',
    'a@xn--fiqs8s.xn--fiqs8s',
    'a.b.c@1688.com',
    `${'a'.repeat(52)}@example.com`,
  ])('F18 takes the e-mail %s', (email) => expect(taken(read({ email }))).toMatchObject({ email }));

  it('F18 counts characters as people do', () => {
    expect(errorsOf(read({ address: '𠮷'.repeat(50), clientManager: '𠮷'.repeat(25) }))).toEqual([]);
    expect(errorsOf(read({ address: '𠮷'.repeat(51) }))).toEqual(['/address address.length']);
  });

  it("F18 tells every field's error at once, whichever they are", () => {
    const wrong = {
      provinceCode: ['x', 'region.unknown'],
      cityCode: ['x', 'region.unknown'],
      address: ['x', 'address.length'],
      postcode: ['x', 'postcode.shape'],
      email: ['x', 'email.shape'],
      education: ['x', 'education.unknown'],
      occupation: ['x', 'occupation.unknown'],
      clientManager: ['x'.repeat(26), 'name.length'],
      intermediary: ['x'.repeat(26), 'name.length'],
    } as const;
    fc.assert(
      fc.property(fc.subarray(Object.keys(wrong) as (keyof typeof wrong)[]), (fields) => {
        const input = Object.fromEntries(fields.map((field) => [field, wrong[field][0]]));
        expect(errorsOf(read(input))).toEqual(fields.map((field) => `/${field} ${wrong[field][1]}`));
      }),
    );
  });

  it('never throws, whatever it is given', () =>
    fc.assert(
      fc.property(fc.record(Object.fromEntries(Object.keys(valid).map((field) => [field, fc.anything()]))), (input) => {
        const result = readForm(input as Input);
        if ('value' in result) expect(result.value.address.length).toBeGreaterThanOrEqual(3);
        else expect(result.error.length).toBeGreaterThan(0);
      }),
    ));
});

describe('locked fields (F18)', () => {
  const locked = ['clientManager'];
  it('stay when they are left out or sent as they are', () => {
    expect(taken(read({ clientManager: undefined }, locked))).toMatchObject({ clientManager: '张三' });
    expect(taken(read({ clientManager: ' 张三 ' }, locked))).toMatchObject({ clientManager: '张三' });
    const none = { ...current, clientManager: null };
    expect(taken(read({ clientManager: '' }, locked, none))).toMatchObject({ clientManager: null });
  });
  it.each(['李四', '', null])('are not editable: %j', (clientManager) =>
    expect(errorsOf(read({ clientManager, postcode: 'x' }, locked))).toEqual([
      '/postcode postcode.shape',
      '/clientManager field.not-editable',
    ]));
  it('leave the others editable', () =>
    expect(taken(read({ intermediary: '赵六' }, locked))).toMatchObject({ intermediary: '赵六' }));
});
