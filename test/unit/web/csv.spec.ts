import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCsv } from '../../../web/src/operator/csv.js';

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

describe('CSV of an import (RFC 4180)', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '\uFEFFa,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"上海市, 浦东","say ""hi""","two\nlines"', [['上海市, 浦东', 'say "hi"', 'two\nlines']]],
    [
      'a,,\r\n,,c',
      [
        ['a', '', ''],
        ['', '', 'c'],
      ],
    ],
    ['a\r\n\r\n\r\nb\r\n', [['a'], ['b']]],
    ['', []],
  ])('%j', (text, records) => expect(parseCsv(text)).toEqual(records));

  it('is read as it was written', () => {
    const records = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', '字') }), {
        minLength: 1,
        maxLength: 4,
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(records, (written) => {
        const kept = written.filter((record) => record.some((value) => value !== ''));
        const text = kept.map((record) => record.map(quoted).join(',')).join('\r\n');
        expect(parseCsv(text)).toEqual(kept);
      }),
    );
  });

  it.each(['"open', 'a"b', '"a"b'])('%j is none', (text) => expect(() => parseCsv(text)).toThrow(SyntaxError));
});
