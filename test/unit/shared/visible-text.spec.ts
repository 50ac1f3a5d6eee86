import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBlank, isVisible, replaceUnseen } from '../../../src/domain/shared/visible-text.js';

const unseen = [
  ...['\u200b', '\u200d', '\u00ad', '\u2060', '\ufeff', '\u202e', '\u2066', '\u061c', '\u034f', '\u180e'],
  ...['\u3164', '\uffa0', '\u115f', '\u2800', '\ufe0f', '\u{e0100}', '\u{e0041}', '\u{1d159}'],
  ...['\u0000', '\u0085', '\u2028', '\t', '\ufffb', '\ufffe'],
];

describe('visible text', () => {
  it.each(unseen)('%j shows nothing, and is found within a text', (character) => {
    expect(isBlank(character)).toBe(true);
    expect(isBlank(` ${character}\u3000${character}`)).toBe(true);
    expect(isVisible(`上海${character}市`)).toBe(false);
    expect(replaceUnseen(`上海${character}市`, () => '')).toBe('上海市');
  });

  it('what was lost shows, and is not taken for text', () => {
    expect(isBlank('\ufffd')).toBe(false);
    expect([isVisible('赵\ufffd国'), isVisible('赵\ufffc国')]).toEqual([false, false]);
  });

  it.each(['', ' ', '\u3000\u00a0'])('%j shows nothing', (text) => expect(isBlank(text)).toBe(true));

  it.each([
    '上海市浦东新区华鹏路300号',
    'Room 1，2/F',
    '王\ue863',
    '𠮷野家 𱖎',
    'ئۈرۈمچى',
    'རྒྱ་མཚོ',
    'é e\u0301',
    '👍🏽 ❤️ 👨‍👩‍👧‍👦 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  ])('%s is seen whole', (text) => {
    expect(isVisible(text)).toBe(true);
    expect(isBlank(text)).toBe(false);
    expect(replaceUnseen(text, () => '!')).toBe(text);
  });

  it.each([
    '👨\u200d',
    '\u200d👍',
    '👍\ufe0f\ufe0f',
    '上\ufe0f海',
    '❤️\u200d🔥\u200d',
  ])('a joiner or selector that joins nothing is not: %j', (text) => expect(isVisible(text)).toBe(false));

  it('what is replaced leaves a text that is seen whole', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...unseen, '上', '👍', '❤'), fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(text, (parts) => {
        const seen = replaceUnseen(parts.join(''), () => ' ');
        expect(isVisible(seen)).toBe(true);
      }),
    );
  });
});
