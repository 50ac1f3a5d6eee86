import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Keyring, openWith, sealWith } from '../../src/application/core/keyring.js';

const keyring = new Keyring(Buffer.alloc(32, 1));
const flip = (bytes: Uint8Array, index: number) => {
  const copy = Buffer.from(bytes);
  copy[index]! ^= 1;
  return copy;
};

describe('keyring', () => {
  it('takes a master key of exactly 32 bytes', () => {
    expect(() => new Keyring(Buffer.alloc(31))).toThrow('32 bytes');
    expect(() => new Keyring(Buffer.alloc(33))).toThrow('32 bytes');
  });

  it('derives keys by HKDF-SHA256: the lookup key names claims for good', () => {
    expect(keyring.key('lookup').toString('hex')).toBe(
      '93794ca9ffc220faaff711201e6fc86c6fb307edef9d1f93f52f22bb6223b04d',
    );
  });

  it('separates purposes and master keys', () => {
    const other = new Keyring(Buffer.alloc(32, 2));
    const macs = [keyring.hmac('lookup', 'a'), keyring.hmac('short-lived', 'a'), other.hmac('lookup', 'a')];
    expect(new Set(macs).size).toBe(3);
    expect(macs[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Keyring(Buffer.alloc(32, 1)).hmac('lookup', 'a')).toBe(macs[0]);
  });

  it('gives different lists of parts different HMACs', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', ':', '1', '中'), maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(keyring.hmac('lookup', ...a) === keyring.hmac('lookup', ...b)).toBe(same);
      }),
    );
  });

  it('P1 opens what it sealed, and seals differently each time', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (plain, context) => {
        const sealed = keyring.seal('wrap', plain, context);
        expect(sealed).toHaveLength(plain.length + 28);
        expect(Buffer.from(plain).equals(keyring.open('wrap', sealed, context))).toBe(true);
        expect(keyring.seal('wrap', plain, context).equals(sealed)).toBe(false);
      }),
    );
  });

  it('P1 refuses another purpose, context or key, and any changed bit', () => {
    const sealed = keyring.seal('wrap', Buffer.from('plain'), 'context');
    expect(() => keyring.open('token', sealed, 'context')).toThrow();
    expect(() => keyring.open('wrap', sealed, 'contexts')).toThrow();
    expect(() => openWith(Buffer.alloc(32), sealed, 'context')).toThrow();
    for (let index = 0; index < sealed.length; index++) {
      expect(() => keyring.open('wrap', flip(sealed, index), 'context')).toThrow();
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => keyring.open('wrap', sealed.subarray(0, length), 'context')).toThrow();
    }
  });

  it('binds a key given by hand in the same way', () => {
    const key = Buffer.alloc(32, 9);
    expect(openWith(key, sealWith(key, Buffer.from('值'), 'c'), 'c').toString()).toBe('值');
  });

  it('compares secrets of any length', () => {
    expect(Keyring.equal('abc', 'abc')).toBe(true);
    expect(Keyring.equal('abc', 'abd')).toBe(false);
    expect(Keyring.equal('abc', 'abcd')).toBe(false);
  });
});
