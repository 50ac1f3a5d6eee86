import { describe, expect, it } from '@jest/globals';
import { parsePassword } from '../../../src/domain/shared/password.js';

const isCommon = (password: string) => password.toLowerCase() === 'passw0rd';
const owner = { username: 'Zhang_San', mobile: '+8613800138000', idNumber: '11010119900307002X' };

describe('password (V6)', () => {
  it.each([
    'Abcdefg1',
    'abcd-efg',
    '1234567!',
    'aB3$aB3$aB3$aB3$',
    '~!@#$%^1',
    'ABCDEFG1',
  ])('V6 takes %s', (password) => {
    expect(parsePassword(password, owner, isCommon)).toEqual({ value: password });
  });

  it.each([
    [undefined, 'field.required'],
    [12345678, 'field.type'],
    ['Abcdef1', 'password.length'],
    ['Abcdefghijklmno12', 'password.length'],
    ['', 'password.length'],
    ['Abcd 1234', 'password.characters'],
    ['Abcd1234\t', 'password.characters'],
    ['密码Abcd123', 'password.characters'],
    ['Ａbcdefg1', 'password.characters'],
    ['abcdefgh', 'password.kinds'],
    ['ABCDefgh', 'password.kinds'],
    ['12345678', 'password.kinds'],
    ['!@#$%^&*', 'password.kinds'],
    ['x-zhang_san', 'password.personal'],
    ['x13800138000y', 'password.personal'],
    ['pw-07002x!', 'password.personal'],
    ['Passw0rd', 'password.personal'],
  ])('V6 refuses %p: %s', (password, code) => {
    expect(parsePassword(password, owner, isCommon)).toEqual({ error: code });
  });

  it('V6 knows of nobody’s username or mobile what nobody has', () => {
    expect(parsePassword('x-zhang_san', { username: null, mobile: null }, isCommon)).toEqual({ value: 'x-zhang_san' });
  });
});
