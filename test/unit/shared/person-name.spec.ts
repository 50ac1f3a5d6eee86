import { describe, expect, it } from '@jest/globals';
import { parsePersonName } from '../../../src/domain/shared/person-name.js';

describe('name of a person (R1)', () => {
  it.each([
    ['张三', '张三'],
    [' 欧阳娜娜 ', '欧阳娜娜'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['𠮷田', '𠮷田'],
    ['张'.repeat(50), '张'.repeat(50)],
  ])('R1 takes %s', (input, name) => expect(parsePersonName(input)).toEqual({ value: name }));

  it.each(['张', '张'.repeat(51), '张3', 'Zhang', '·张三', '张三·', '张 三', ''])('R1 refuses %p', (input) =>
    expect(parsePersonName(input)).toEqual({ error: 'name.shape' }));
});
