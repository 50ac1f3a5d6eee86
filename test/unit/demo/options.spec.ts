import { describe, expect, it } from '@jest/globals';
import { sampleChanges } from '../../../demo/changes.js';
import { readOptions } from '../../../demo/options.js';

describe('npm run demo', () => {
  it.each([
    ['', sampleChanges.contactPhone],
    ['--kind identityValidity', sampleChanges.identityValidity],
    ['--kind=otherInformation', sampleChanges.otherInformation],
    ['--phone 0755-1234533', { kind: 'contactPhone', phone: '0755-1234533' }],
    ['--kind contactPhone --phone 13700000001', { kind: 'contactPhone', phone: '13700000001' }],
    ['--app futures', sampleChanges.contactPhone],
    ['--app identity', 'identity'],
    ['--help', undefined],
  ])('-- %s', (args, change) => expect(readOptions(args.split(' ').filter(Boolean))).toEqual(change));

  it.each([
    '--kind name',
    '--kind toString',
    '--kind identityValidity --phone 13700000001',
    '--app other',
    '--app identity --kind contactPhone',
    '--nonsense',
    'phone',
  ])('refuses -- %s', (args) => expect(() => readOptions(args.split(' '))).toThrow());
});
