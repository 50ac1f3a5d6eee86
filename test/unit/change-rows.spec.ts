import { describe, expect, it } from '@jest/globals';
import { changeRows } from '../../src/application/futures/change-request/kinds/kinds.js';
import { Dictionaries } from '../../src/application/shared/dictionaries.js';
import type { CurrentValues, Proposal } from '../../src/domain/profile-change-request/kinds.js';
import { customer } from './histories.js';

const rows = (current: CurrentValues, proposed: Proposal) =>
  changeRows(current, proposed, new Dictionaries()).map(({ item, oldValue, newValue }) => [item, oldValue, newValue]);

describe('the table of the change application (F20)', () => {
  it.each([
    ['+8613800138000', '+867551234533', '13800138000', '0755-1234533'],
    [null, '+8613900139001', '', '13900139001'],
  ])('F17 shows phones as they are dialled: %s to %s', (contactPhone, phone, oldValue, newValue) =>
    expect(rows({ kind: 'contactPhone', contactPhone, contactMobile: null }, { kind: 'contactPhone', phone })).toEqual([
      ['联系电话', oldValue, newValue],
    ]));

  it('V2.1 says long-term beside its date', () =>
    expect(
      rows(
        { kind: 'identityValidity', start: '2015-01-01', end: '2025-12-31' },
        { kind: 'identityValidity', validity: { start: '2025-12-01', end: '2099-12-31' } },
      ),
    ).toEqual([['身份证有效期', '2015-01-01 - 2025-12-31', '2025-12-01 - 长期（2099-12-31）']]));

  const onFile = { ...customer.other, education: '1', occupation: '1200' };
  const current = { kind: 'otherInformation', ...onFile } as const;
  it('F18 lists what differs of other information, names in place of codes', () => {
    const other = {
      ...onFile,
      province: { code: '440000', name: '广东省' },
      city: { code: '440300', name: '深圳市' },
      address: '福田区深南大道1号',
      postcode: '518001',
      email: 'zhang@example.com',
      education: '2',
      occupation: '1300',
      clientManager: null,
      intermediary: '王五',
    };
    expect(rows(current, { kind: 'otherInformation', other })).toEqual(
      [
        ['联系地址省', onFile.province.name, '广东省'],
        ['联系地址市', onFile.city.name, '深圳市'],
        ['联系地址', onFile.address, '福田区深南大道1号'],
        ['邮政编码', onFile.postcode, '518001'],
        ['电子邮箱', onFile.email ?? '', 'zhang@example.com'],
        ['学历', '硕士及以上', '大学本科'],
        ['职业', '信息技术、工程技术、农业技术、卫生专业技术人员', '经济、金融业务人员'],
        ['客户经理名称', onFile.clientManager ?? '', ''],
        ['居间人名称', onFile.intermediary ?? '', '王五'],
      ].filter(([, before, after]) => before !== after),
    );
    const changed = { ...onFile, postcode: '200120' };
    expect(rows(current, { kind: 'otherInformation', other: changed })).toEqual([
      ['邮政编码', onFile.postcode, '200120'],
    ]);
  });

  it('F18 names an inactive occupation on file', () =>
    expect(
      rows({ ...current, occupation: '1310' }, { kind: 'otherInformation', other: { ...onFile, occupation: '1300' } }),
    ).toEqual([['职业', '证券从业人员', '经济、金融业务人员']]));
});
