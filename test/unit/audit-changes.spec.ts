import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesOf, overlap } from '../../src/application/audit/changes.js';
import { openValue, sealValue } from '../../src/application/core/sealed.js';
import type { Json } from '../../src/application/ports/json.js';

const key = { id: '0b6f5a0e-0000-4000-8000-000000000001', subject: 'identity/1', bytes: randomBytes(32) };
const [stream, event] = ['Any-1', { type: 'ThingHappened', id: '1' }];
const sealed = (value: Json) => sealValue(key, stream, event, 'field', value);
const changes = (before: unknown, after: unknown) =>
  changesOf(before, after, (each) => openValue(key, each, { stream }));
const withoutKey = (before: unknown, after: unknown) => changesOf(before, after, () => undefined);

describe('what differs between two states', () => {
  it('is named by JSON Pointer; absent is null', () => {
    expect(changes({ a: { b: 1, 'c/d~e': 2 }, f: [1] }, { a: { b: 2, 'c/d~e': 3 }, f: [1, 4] })).toEqual([
      { path: '/a/b', before: 1, after: 2 },
      { path: '/a/c~1d~0e', before: 2, after: 3 },
      { path: '/f/1', before: null, after: 4 },
    ]);
    expect(changes({ a: null }, {})).toEqual([]);
    expect(changes({ a: [] }, { a: {} })).toHaveLength(1);
    expect(changes(null, { a: 1 })).toEqual([{ path: '', before: null, after: { a: 1 } }]);
  });

  it('P1 sealed values are compared by what they hold, and masked', () => {
    expect(changes({ a: sealed('x') }, { a: sealed('x') })).toEqual([]);
    expect(changes({ a: sealed('x') }, { a: sealed('y') })).toEqual([{ path: '/a', before: '***', after: '***' }]);
    expect(changes({ a: null }, { a: sealed('y') })).toEqual([{ path: '/a', before: null, after: '***' }]);
    const [before, after] = [sealed({ street: 'x', code: '1' }), sealed({ street: 'x', code: '2' })];
    expect(changes({ a: before }, { a: after })).toEqual([{ path: '/a/code', before: '***', after: '***' }]);
    expect(changes({}, { a: { b: sealed('x'), c: 1 } })).toEqual([
      { path: '/a', before: null, after: { b: '***', c: 1 } },
    ]);
  });

  it('P2 without the key another ciphertext is another value, the same one none', () => {
    const [one, two] = [sealed('x'), sealed('x')];
    expect(withoutKey({ a: one }, { a: one })).toEqual([]);
    expect(withoutKey({ a: one }, { a: two })).toEqual([{ path: '/a', before: '***', after: '***' }]);
  });

  it('is nothing for any value and a copy of it', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(changes(value, structuredClone(value))).toEqual([])));
  });

  it('P1 never shows what was sealed', () => {
    const text = fc.string({ minLength: 8 }).map((each) => `secret ${each}`);
    fc.assert(
      fc.property(text, text, (a, b) => {
        const found = changes({ x: sealed({ y: [a] }) }, { x: sealed({ y: [b], z: a }) });
        expect(JSON.stringify(found)).not.toContain('secret');
      }),
    );
  });

  it('a path overlaps with those above and below it, not beside it', () => {
    expect([overlap('/a', '/a/b'), overlap('/a/b', '/a'), overlap('/a', '/a')]).toEqual([true, true, true]);
    expect([overlap('/a', '/ab'), overlap('/a/b', '/a/c')]).toEqual([false, false]);
  });
});
