import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { SharpImageReader } from '../../src/adapters/images/sharp-image-reader.js';
import { sha256 } from '../../src/application/core/ids.js';
import type { ErrorKind, ProblemCode } from '../../src/domain/shared/problem-codes.js';

const reader = new SharpImageReader();
const refused = (code: ProblemCode, kind: ErrorKind = 'invalid') => expect.objectContaining({ kind, code });

/** 40 × 20, red on the left, blue on the right. */
const picture = () => {
  const half = (background: string) => ({ create: { width: 20, height: 20, channels: 3 as const, background } });
  return sharp({ create: { width: 40, height: 20, channels: 3, background: 'blue' } }).composite([
    { input: half('red'), left: 0, top: 0 },
  ]);
};
const taken = { IFD0: { Make: 'SecretCam', Copyright: 'SecretOwner' }, IFD3: { GPSLatitude: '31/1 14/1 0/1' } };
const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/><!-- SecretXmp --></x:xmpmeta>';
const jpeg = () => picture().withExif(taken).withXmp(xmp).withIccProfile('p3').jpeg().toBuffer();
const png = () => picture().withExif(taken).withXmp(xmp).withIccProfile('p3').png().toBuffer();

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
};
const chunkTypes = (bytes: Buffer): string[] => {
  const types: string[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
    types.push(bytes.toString('latin1', at + 4, at + 8));
  return types;
};
/** A black PNG of one bit a pixel: some kilobytes, however large. */
const black = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height));
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
};
const at = async (bytes: Uint8Array, left: number, top: number) => {
  const pixel = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return pixel[0]! > 128 ? 'red' : 'blue';
};

describe('photos', () => {
  it.each([
    ['JPEG', jpeg, 'image/jpeg', 'jpeg'],
    ['PNG', png, 'image/png', 'png'],
  ] as const)('F13 keeps a %s in its format with the digest of the stored bytes', async (_, make, mediaType, format) => {
    const stored = await reader.read(await make());
    expect(stored.mediaType).toBe(mediaType);
    expect(stored.sha256).toBe(sha256(stored.bytes));
    expect(await sharp(stored.bytes).metadata()).toMatchObject({ format, width: 40, height: 20 });
    expect([await at(stored.bytes, 5, 10), await at(stored.bytes, 35, 10)]).toEqual(['red', 'blue']);
  });

  it.each([
    ['JPEG', jpeg],
    ['PNG', png],
  ] as const)('F13 strips all metadata and trailing bytes of a %s', async (_, make) => {
    const original = Buffer.concat([await make(), Buffer.from('<script>SecretTail</script>')]);
    expect(await sharp(original).metadata()).toMatchObject({
      exif: expect.anything(),
      xmp: expect.anything(),
      icc: expect.anything(),
    });
    const { bytes } = await reader.read(original);
    const { exif, xmp, icc, iptc, comments } = await sharp(bytes).metadata();
    expect([exif, xmp, icc, iptc, comments]).toEqual(Array(5).fill(undefined));
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Secret/);
  });

  it('F13 strips the text chunks of a PNG and the comments of a JPEG', async () => {
    const plain = await picture().png().toBuffer();
    const text = chunk('tEXt', Buffer.from('Comment\0SecretText', 'latin1'));
    const stored = await reader.read(Buffer.concat([plain.subarray(0, 33), text, plain.subarray(33)]));
    expect(new Set(chunkTypes(Buffer.from(stored.bytes)))).toEqual(new Set(['IHDR', 'pHYs', 'IDAT', 'IEND']));

    const bare = await picture().jpeg().toBuffer();
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, 0x0f]), Buffer.from('SecretComment')]);
    const { bytes } = await reader.read(Buffer.concat([bare.subarray(0, 2), comment, bare.subarray(2)]));
    expect(Buffer.from(bytes).includes('SecretComment')).toBe(false);
  });

  it('F13 applies the orientation before it is stripped', async () => {
    const turned = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { bytes } = await reader.read(turned);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 20, height: 40 });
    expect((await sharp(bytes).metadata()).orientation ?? 1).toBe(1);
    expect([await at(bytes, 10, 5), await at(bytes, 10, 35)]).toEqual(['red', 'blue']);
  });

  it.each([
    ['JPEG', jpeg],
    ['PNG', png],
  ] as const)('F13 makes the same bytes of the same %s', async (_, make) => {
    const original = await make();
    const [one, two] = await Promise.all([reader.read(original), reader.read(Buffer.from(original))]);
    expect(one).toEqual(two);
  });

  it('F13 refuses other formats by their first bytes', async () => {
    const webp = await picture().webp().toBuffer();
    const gif = await picture().gif().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [webp, gif, svg, Buffer.from('%PDF-1.7'), Buffer.of(0xff), Buffer.from('\x89PNG')]) {
      await expect(reader.read(bytes)).rejects.toEqual(refused('photo.format', 'media-type'));
    }
  });

  it('F13 refuses more than 10 × 1024² bytes, not 10 × 1024² themselves', async () => {
    const small = await jpeg();
    const padded = (size: number) => Buffer.concat([small, Buffer.alloc(size - small.length)]);
    await expect(reader.read(padded(10 * 1024 ** 2))).resolves.toMatchObject({ mediaType: 'image/jpeg' });
    await expect(reader.read(padded(10 * 1024 ** 2 + 1))).rejects.toEqual(refused('photo.too-large', 'too-large'));
  });

  it('F13 refuses empty, damaged and truncated files', async () => {
    const noise = await sharp(randomBytes(64 * 64 * 3), { raw: { width: 64, height: 64, channels: 3 } });
    const files = [await noise.clone().jpeg().toBuffer(), await noise.clone().png().toBuffer()];
    const unreadable = [
      Buffer.alloc(0),
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.concat([files[1]!.subarray(0, 8), randomBytes(200)]),
    ];
    for (const file of files) {
      for (const part of [0.1, 0.5, 0.9]) unreadable.push(file.subarray(0, Math.floor(file.length * part)));
    }
    for (const bytes of unreadable) await expect(reader.read(bytes)).rejects.toEqual(refused('photo.unreadable'));
  });

  it('F13 refuses a small file that unfolds to more than 64 million pixels', async () => {
    expect(black(8001, 8000).length).toBeLessThan(20_000);
    await expect(reader.read(black(8000, 8000))).resolves.toMatchObject({ mediaType: 'image/png' });
    await expect(reader.read(black(8001, 8000))).rejects.toEqual(refused('photo.unreadable'));
  });
});

describe('photos of the ID card as their owner is shown them', () => {
  const grey = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#808080' } });
  /** How many of the pixels of each quarter are no longer grey. */
  const marked = async (bytes: Uint8Array) => {
    const { width, height } = await sharp(bytes).metadata();
    const [w, h] = [width >> 1, height >> 1];
    const quarters = [0, w].flatMap((left) => [0, h].map((top) => ({ left, top, width: w, height: h })));
    const counted = quarters.map(async (quarter) => {
      const pixels = await sharp(bytes).extract(quarter).greyscale().raw().toBuffer();
      return pixels.filter((value) => Math.abs(value - 0x80) > 24).length / pixels.length;
    });
    return Promise.all(counted);
  };

  it.each([
    ['jpeg', 1200, 760],
    ['png', 760, 1200],
  ] as const)('F8, F11 a %s carries the text all over, in its format', async (format, width, height) => {
    const original = await grey(width, height).toFormat(format).toBuffer();
    const shown = await reader.watermarked(original, '0038 2026-11-30 ');
    expect(await sharp(shown).metadata()).toMatchObject({ format, width, height });
    for (const share of await marked(shown)) expect(share).toBeGreaterThan(0.02);
    expect(await marked(original)).toEqual([0, 0, 0, 0]);
    const tomorrow = await reader.watermarked(original, '0038 2026-12-01 ');
    expect(sha256(tomorrow)).not.toBe(sha256(shown));
  });

  it('F8, F11 is no larger than what one looks at, however small or large it was', async () => {
    for (const [width, height, shownAs] of [
      [4000, 2000, [1600, 800]],
      [3, 2, [3, 2]],
    ] as const) {
      const shown = await reader.watermarked(await grey(width, height).png().toBuffer(), '0038 ');
      const { width: w, height: h } = await sharp(shown).metadata();
      expect([w, h]).toEqual(shownAs);
    }
  });
});
