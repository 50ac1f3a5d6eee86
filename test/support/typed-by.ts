import fc from 'fast-check';

const blanks = fc.constantFrom(
  ...[' ', '\t', '\r\n', '\u00a0', '\u2003', '\u202f', '\u3000', '\ufeff', '\u2800'],
  ...['\u200b', '\u200e', '\u202a', '\u202d', '\u202c', '\u2066', '\u2069', '\u2060', '\u00ad'],
);
/** As a Chinese keyboard in full-width mode types it. */
export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** A text as people type and paste it: some of its characters full-width, blanks of every kind anywhere. */
export const typedBy = (text: fc.Arbitrary<string>): fc.Arbitrary<{ readonly right: string; readonly typed: string }> =>
  text.chain((right) => {
    const one = (character: string) =>
      fc
        .tuple(fc.boolean(), fc.array(blanks, { maxLength: 1 }))
        .map(([wide, [blank = '']]) => (wide ? fullWidth(character) : character) + blank);
    const before = fc.array(blanks, { maxLength: 1 });
    return fc
      .tuple(before, ...[...right].map(one))
      .map(([[blank = ''], ...characters]) => ({ right, typed: blank + characters.join('') }));
  });
