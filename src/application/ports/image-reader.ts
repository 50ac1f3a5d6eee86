export interface StrippedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'image/png';
  /** Of `bytes`, in hexadecimal. */
  readonly sha256: string;
}

/** Turns an upload into what may be stored: upright, and without any metadata (F13). */
export abstract class ImageReader {
  /**
   * Keeps the format; the same upload gives the same bytes.
   * @throws DomainError `photo.format` when the bytes do not begin as JPEG or PNG, `photo.too-large` above 10 MiB,
   * `photo.unreadable` when they are empty, damaged, truncated or more than 64 million pixels
   */
  abstract read(bytes: Uint8Array): Promise<StrippedImage>;
}
