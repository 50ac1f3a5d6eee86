/** Strokes of a glyph one wide and two high, as the segments of a calculator's display: no font is needed, nor installed. */
const segments = {
  a: 'M0 0h1',
  b: 'M1 0v1',
  c: 'M1 1v1',
  d: 'M0 2h1',
  e: 'M0 1v1',
  f: 'M0 0v1',
  g: 'M0 1h1',
} as const;

const glyphs: Readonly<Record<string, string>> = {
  0: 'abcdef',
  1: 'bc',
  2: 'abdeg',
  3: 'abcdg',
  4: 'bcfg',
  5: 'acdfg',
  6: 'acdefg',
  7: 'abc',
  8: 'abcdefg',
  9: 'abcdfg',
  '-': 'g',
  ' ': '',
};

const advance = 1.7;

/** A square SVG, to be laid side by side, with lines of the text across it, dark and light so that they show on any ground. @param size in pixels */
export const watermark = (text: string, size: number): Buffer => {
  const letters = [...text].map((letter, index) => {
    const strokes = [...glyphs[letter]!].map((segment) => segments[segment as keyof typeof segments]).join('');
    return `<path transform="translate(${index * advance} 0)" d="${strokes}"/>`;
  });
  const width = text.length * advance;
  const layer = (stroke: string, strokeWidth: number) =>
    `<g fill="none" stroke="${stroke}" stroke-width="${strokeWidth}" stroke-linecap="round">${letters.join('')}</g>`;
  const turned = `rotate(-30 ${width / 2} ${width / 2}) translate(0 ${width / 2 - 1})`;
  const line = `<g transform="${turned}" opacity="0.6">${layer('#000', 0.55)}${layer('#fff', 0.3)}</g>`;
  const lines = [-1, 0, 1].map((row) => `<g transform="translate(0 ${(row * width) / 2})">${line}</g>`);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${width} ${width}">${lines.join('')}</svg>`,
  );
};
