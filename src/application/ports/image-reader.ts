export interface StrippedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png';
  /** Of `bytes`, in hexadecimal. */
  readonly sha256: string;
}

/** Turns an upload into what may be stored: upright, and without any metadata (F13); and that into what may be shown. */
export abstract class ImageReader {
  /**
   * Keeps the format; the same upload gives the same bytes.
   * @throws DomainError `photo.format` when the bytes do not begin as JPEG or PNG, `photo.too-large` above 10 MiB,
   * `photo.unreadable` when they are empty, damaged, truncated or more than 64 million pixels
   */
  abstract read(bytes: Uint8Array): Promise<StrippedImage>;
  /**
   * An image that was read before, to be looked at: no side longer than 1600 pixels, the text all over it, the same format.
   * @param text of digits, hyphens and spaces
   */
  abstract watermarked(bytes: Uint8Array, text: string): Promise<Uint8Array>;
}
