import { describe, expect, it } from '@jest/globals';
import { currentFields, proposedFields } from '../../src/application/futures/change-request/kinds/kinds.js';
import type { CurrentValues } from '../../src/domain/profile-change-request/events.js';
import { erased } from '../../src/domain/shared/personal.js';
import { customer } from './histories.js';

const { province, city, ...rest } = customer.other;
const otherFields = { provinceCode: province.code, cityCode: city.code, ...rest };

describe("a request's fields, as its form has them (§4)", () => {
  it.each([
    ['+8613800138000', '1380****000'],
    ['+867551234533', '0755****533'],
    [null, null],
  ])('V9 the phone on file %s is masked', (contactPhone, phone) =>
    expect(currentFields({ kind: 'contactPhone', contactPhone, contactMobile: '+8613700137000' })).toEqual({ phone }));

  it.each([
    ['+8613800138000', '13800138000'],
    ['+867551234533', '0755-1234533'],
  ])('F17 the proposed %s is clear', (phone, shown) =>
    expect(proposedFields({ kind: 'contactPhone', phone })).toEqual({ phone: shown }));

  it.each([
    ['2040-03-18', false],
    ['2099-12-31', true],
  ])('V2.1 dates that end %s are long-term: %s', (end, longTerm) => {
    const validity = { start: '2020-03-18', end };
    expect(currentFields({ kind: 'identityValidity', ...validity })).toEqual({ ...validity, longTerm });
    expect(proposedFields({ kind: 'identityValidity', validity })).toEqual({ ...validity, longTerm });
  });

  it('F18 other information speaks in codes', () => {
    expect(currentFields({ kind: 'otherInformation', ...customer.other })).toEqual(otherFields);
    expect(proposedFields({ kind: 'otherInformation', other: customer.other })).toEqual(otherFields);
  });

  it('P2 is empty when nothing was proposed or all was erased', () => {
    expect(proposedFields(null)).toBeNull();
    expect(currentFields(erased as unknown as CurrentValues)).toEqual({});
  });
});
