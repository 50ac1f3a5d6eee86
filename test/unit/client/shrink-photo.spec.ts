import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shrinkPhoto } from '@realname/client';

/** What a browser draws with, without pixels: pictures are their sizes, and what was drawn is noted. */
const drawn: unknown[] = [];
const sizes = new WeakMap<Blob, readonly [number, number]>();
const picture = (width: number, height: number, type: string, bytes = 10) => {
  const file = new Blob([new Uint8Array(bytes)], { type });
  sizes.set(file, [width, height]);
  return file;
};
let closed = 0;

class Canvas {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  getContext() {
    const note =
      (what: string) =>
      (...parameters: unknown[]) =>
        void drawn.push([what, ...parameters.slice(-4)]);
    return { fillRect: note('white'), drawImage: note('picture') };
  }
  async convertToBlob(options: object) {
    drawn.push(options);
    return new Blob(['made'], { type: 'image/jpeg' });
  }
}

const browser = {
  createImageBitmap: async (file: Blob) => {
    const size = sizes.get(file);
    if (!size) throw new DOMException('not decoded', 'InvalidStateError');
    return { width: size[0], height: size[1], close: () => closed++ };
  },
  OffscreenCanvas: Canvas,
};
beforeEach(() => {
  closed = 0;
  drawn.length = 0;
  Object.assign(globalThis, browser);
});
afterEach(() => {
  for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name);
});

describe('a photo before its upload (F13)', () => {
  it.each([
    ['a JPEG', 'image/jpeg', 2000, 1500],
    ['a PNG', 'image/png', 100, 2000],
  ])('F13 %s that is small enough stays as it is', async (_, type, width, height) => {
    const file = picture(width, height, type);
    expect(await shrinkPhoto(file)).toBe(file);
    expect([drawn, closed]).toEqual([[], 1]);
  });

  it('F13 a large one keeps its shape and becomes a JPEG on white', async () => {
    const shrunk = await shrinkPhoto(picture(4032, 3024, 'image/jpeg'));
    expect(shrunk.type).toBe('image/jpeg');
    expect(drawn).toEqual([
      ['white', 0, 0, 2000, 1500],
      ['picture', 0, 0, 2000, 1500],
      { type: 'image/jpeg', quality: 0.9 },
    ]);
    await shrinkPhoto(picture(1, 3000, 'image/png'), { maxEdge: 300, quality: 0.5 });
    expect(drawn.slice(-2)).toEqual([['picture', 0, 0, 1, 300], { type: 'image/jpeg', quality: 0.5 }]);
  });

  it('F13 a small one in another format, or of too many bytes, becomes a JPEG of its size', async () => {
    for (const file of [picture(80, 60, 'image/webp'), picture(80, 60, 'image/png', 10 * 1024 * 1024 + 1)]) {
      drawn.length = 0;
      expect((await shrinkPhoto(file)).type).toBe('image/jpeg');
      expect(drawn[1]).toEqual(['picture', 0, 0, 80, 60]);
    }
  });

  it('F13 what the browser cannot read goes as it is: the service says what is wrong with it', async () => {
    const file = new Blob(['HEIC'], { type: 'image/heic' });
    expect(await shrinkPhoto(file)).toBe(file);
  });
});
