import { describe, expect, it } from '@jest/globals';
import { digestOf, disclosed, newDisclosure } from '../../src/application/core/disclosure.js';

describe('a disclosure (RFC 9901)', () => {
  it('has the digest that RFC 9901 says of its example', () => {
    const example = '["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]';
    expect(digestOf(example)).toBe('X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
    expect(disclosed(example)).toEqual({ field: 'family_name', value: 'Möbius' });
  });

  it('P1 has 128 bits of salt of its own: the same value twice has two digests', () => {
    const [one, two] = [newDisclosure('name', '测试'), newDisclosure('name', '测试')];
    for (const each of [one, two]) {
      const [salt, ...rest] = JSON.parse(each);
      expect(rest).toEqual(['name', '测试']);
      expect(Buffer.from(salt, 'base64url')).toHaveLength(16);
    }
    expect(digestOf(one)).not.toBe(digestOf(two));
  });
});
