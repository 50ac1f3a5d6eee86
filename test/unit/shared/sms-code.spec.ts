import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSmsCode } from '../../../src/domain/shared/sms-code.js';
import { typedBy } from '../../support/typed-by.js';

describe('typed SMS codes (V4)', () => {
  it.each([
    '917177',
    '９１７１７７',
    '917177 ',
    '917 177',
    '\t917\u00a0177\r\n',
    '\u202d917177\u202c',
    '917\u200b177',
  ])('V4.1 reads %j', (typed) => expect(parseSmsCode(typed)).toEqual({ value: '917177' }));

  it('V4.1 reads the six digits, whatever their width and the blanks around and inside', () => {
    fc.assert(
      fc.property(typedBy(fc.stringMatching(/^\d{6}$/)), ({ right, typed }) =>
        expect(parseSmsCode(typed)).toEqual({ value: right }),
      ),
    );
  });

  it.each([
    ['91717', 'smsCode.shape'],
    ['9171777', 'smsCode.shape'],
    ['917-177', 'smsCode.shape'],
    ['91717O', 'smsCode.shape'],
    ['٩١٧١٧٧', 'smsCode.shape'],
    ['九一七一七七', 'smsCode.shape'],
    ['', 'field.required'],
    [' \u3000\u200b', 'field.required'],
    [null, 'field.required'],
    [917177, 'field.type'],
  ])('V4.1 refuses %p: %s', (typed, error) => expect(parseSmsCode(typed)).toEqual({ error }));
});
