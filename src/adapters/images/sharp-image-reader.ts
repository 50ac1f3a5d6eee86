import sharp, { type Sharp } from 'sharp';
import { sha256 } from '../../application/core/ids.js';
import type { ImageReader, StrippedImage } from '../../application/ports/image-reader.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { watermark } from './watermark.js';

/** 10 × 1024² bytes (F13). */
const maxBytes = 10 * 1024 * 1024;
/** A small file may unfold to any size; phones take up to 50 million. */
const maxPixels = 64_000_000;
/** Of the longer side of what is looked at: a card is legible, and no work is in proportion to the upload. */
const maxShown = 1600;

interface Format {
  readonly mediaType: StrippedImage['mediaType'];
  readonly magic: Uint8Array;
  readonly encode: (image: Sharp) => Sharp;
}

const formats: readonly Format[] = [
  {
    mediaType: 'image/jpeg',
    magic: Uint8Array.of(0xff, 0xd8, 0xff),
    encode: (image) => image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }),
  },
  {
    mediaType: 'image/png',
    magic: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    encode: (image) => image.png(),
  },
];

/** Decodes and encodes anew: what is no pixel (EXIF, XMP, ICC, comments, trailing bytes) does not come along. */
export class SharpImageReader implements ImageReader {
  async read(bytes: Uint8Array): Promise<StrippedImage> {
    if (bytes.length === 0) throw refusal('photo.unreadable');
    if (bytes.length > maxBytes) throw refusal('photo.too-large');
    const format = formatOf(bytes);
    if (!format) throw refusal('photo.format');

    const image = sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, autoOrient: true });
    const stripped = await format
      .encode(image)
      .toBuffer()
      .catch(() => {
        throw refusal('photo.unreadable');
      });
    return { bytes: stripped, mediaType: format.mediaType, sha256: sha256(stripped) };
  }

  async watermarked(bytes: Uint8Array, text: string): Promise<Uint8Array> {
    const inside = { width: maxShown, height: maxShown, fit: 'inside', withoutEnlargement: true } as const;
    const { data, info } = await sharp(bytes).resize(inside).raw().toBuffer({ resolveWithObject: true });
    const size = Math.min(info.width, info.height, Math.ceil(Math.max(info.width, info.height) / 3));
    const { width, height, channels } = info;
    const marked = sharp(data, { raw: { width, height, channels } }).composite([
      { input: watermark(text, size), tile: true },
    ]);
    return formatOf(bytes)!.encode(marked).toBuffer();
  }
}

const formatOf = (bytes: Uint8Array): Format | undefined =>
  formats.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
