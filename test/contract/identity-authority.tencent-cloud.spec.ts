import { describe, expect, it } from '@jest/globals';
import { TencentIdentityAuthority } from '../../src/adapters/tencent-cloud/identity-authority.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { apiError } from '../support/servers/tencent-cloud-server.js';
import { identityAuthorityContract } from './identity-authority.contract.js';
import { OnTencentCloud } from './tencent-cloud.fixture.js';

const person = (name: string, end = '2040-03-18') => ({
  name,
  idNumber: '110101199003072113',
  validity: { start: '2020-03-18', end },
});
const people = {
  match: person('张三'),
  mismatch: person('张不符'),
  notFound: person('张新换证'),
  unavailable: person('张超时'),
};
const results = new Map([
  [people.mismatch.name, '-1'],
  [people.notFound.name, '-7'],
  [people.unavailable.name, '-6'],
]);

describe('Tencent Cloud FaceID as identity authority', () => {
  const cloud = new OnTencentCloud('faceid', 'identity authority');
  const authority = () => new TencentIdentityAuthority(cloud.calls({ repeatable: true }));
  const answers = (Result: string) => cloud.server.on('CheckIdNameDate', () => ({ Result, Description: '…' }));

  const withPeople = () => {
    cloud.server.on('CheckIdNameDate', ({ Name }) => ({ Result: results.get(String(Name)) ?? '0' }));
    return authority();
  };
  identityAuthorityContract('Tencent Cloud', withPeople, people);

  it('R3 compares all four elements by one call; a long-term card has an end of zeros', async () => {
    await authority().verify(people.match);
    await authority().verify(person('张三', '2099-12-31'));
    const common = { Name: '张三', IdCard: '110101199003072113', ValidityBegin: '20200318' };
    expect(cloud.server.callsOf('CheckIdNameDate')).toEqual([
      { ...common, ValidityEnd: '20400318' },
      { ...common, ValidityEnd: '00000000' },
    ]);
  });

  it.each([
    ['0', 'match'],
    ['-1', 'mismatch'],
    ['-2', 'mismatch'],
    ['-3', 'mismatch'],
    ['-4', 'mismatch'],
    ['-5', 'mismatch'],
    ['-7', 'not-found'],
  ])('R3 Result %s is %s', async (result, verdict) => {
    answers(result);
    expect(await authority().verify(people.match)).toBe(verdict);
    expect(cloud.told).toEqual([]);
  });

  it.each([
    ['-6', 'the library is down'],
    ['-8', 'asked too often for this person today'],
    ['-99', 'not documented'],
  ])('R3 Result %s is no verdict: %s', async (result) => {
    answers(result);
    await expect(authority().verify(people.match)).rejects.toThrow(DependencyUnavailable);
    expect(cloud.told).toEqual([`identity authority CheckIdNameDate Result ${result}`]);
  });

  it.each([
    'UnauthorizedOperation.Arrears',
    'UnauthorizedOperation.Nonactivated',
    'InvalidParameter',
  ])('R3 %s is no verdict, and is told to the operator', async (code) => {
    cloud.server.on('CheckIdNameDate', () => apiError(code));
    await expect(authority().verify(people.match)).rejects.toThrow(DependencyUnavailable);
    expect(cloud.told).toEqual([`identity authority CheckIdNameDate ${code}`]);
  });

  it('R3 asks once more when there was no answer', async () => {
    cloud.server.faults.push({ status: 503 });
    expect(await authority().verify(people.match)).toBe('match');
    expect(cloud.server.calls).toHaveLength(2);
  });
});
