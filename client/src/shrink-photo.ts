export interface ShrinkOptions {
  /** Pixels of the longer edge; 2000. */
  readonly maxEdge?: number;
  /** Of the JPEG, between 0 and 1; 0.9. */
  readonly quality?: number;
}

/** What the service takes as it is (F13). */
const types = ['image/jpeg', 'image/png'];
const maxBytes = 10 * 1024 * 1024;

/**
 * A photo as it may be uploaded (F13): upright, JPEG, its longer edge of `maxEdge` pixels at most. A JPEG or PNG that is small
 * enough stays as it is. So does what this browser cannot read: the service refuses it with a text of its own
 * (`photo.format`, `photo.unreadable`).
 * @example
 * const [file] = input.files ?? [];
 * if (file) await uploadPhoto({ api, changeRequestId, kind: 'idFront', photo: await shrinkPhoto(file) });
 */
export const shrinkPhoto = async (file: Blob, options: ShrinkOptions = {}): Promise<Blob> => {
  const { maxEdge = 2000, quality = 0.9 } = options;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  try {
    const scale = Math.min(1, maxEdge / Math.max(picture.width, picture.height));
    if (scale === 1 && types.includes(file.type) && file.size <= maxBytes) return file;
    const [width, height] = [picture.width, picture.height].map((edge) => Math.max(1, Math.round(edge * scale)));
    return await drawn(picture, width!, height!, quality);
  } finally {
    picture.close();
  }
};

/** On white: a JPEG has no transparency. */
const drawn = async (picture: ImageBitmap, width: number, height: number, quality: number): Promise<Blob> => {
  const canvas = canvasOf(width, height);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Promise((resolve, reject) => {
    const made = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('no JPEG')));
    canvas.toBlob(made, 'image/jpeg', quality);
  });
};

/** Safari has no OffscreenCanvas before 16.4. */
const canvasOf = (width: number, height: number): OffscreenCanvas | HTMLCanvasElement =>
  typeof OffscreenCanvas === 'undefined'
    ? Object.assign(document.createElement('canvas'), { width, height })
    : new OffscreenCanvas(width, height);
