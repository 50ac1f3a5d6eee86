import { describe, expect, it } from '@jest/globals';
import { foldUsername, parseUsername } from '../../../src/domain/shared/username.js';

describe('username (V7)', () => {
  it.each(['zhang1', 'Zhang_San', 'a_____', 'abcdefghij0123456789', ' zhang_san '])('V7 takes %s', (name) => {
    expect(parseUsername(name)).toEqual({ value: name.trim() });
  });

  it.each([
    'zhang',
    'abcdefghij01234567890',
    '1zhang',
    '_zhang',
    'zhang-san',
    'zhang san',
    '张三张三张三',
    'zhang.san',
    '',
  ])('V7 refuses %p', (name) => expect(parseUsername(name)).toEqual({ error: 'username.shape' }));

  it('V7 takes what is configured beside letters, digits and underscores, but not first', () => {
    expect(parseUsername('zhang.san', '.-')).toEqual({ value: 'zhang.san' });
    expect(parseUsername('.zhang', '.-')).toEqual({ error: 'username.shape' });
  });

  it('V7 usernames that differ in case are the same', () => expect(foldUsername('Zhang_San')).toBe('zhang_san'));
});
